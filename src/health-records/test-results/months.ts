/** The month of a moment in UTC, such as 2026-11. */
export function monthOf(moment: Date): string {
  return moment.toISOString().slice(0, 7);
}

/** The months that hold moments from `from` on and before `to`, newest first. */
export function monthsBetween(from: Date, to: Date): readonly string[] {
  const last = new Date(to.getTime() - 1);
  const count =
    (last.getUTCFullYear() - from.getUTCFullYear()) * 12 +
    last.getUTCMonth() -
    from.getUTCMonth() +
    1;
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    monthOf(new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() - index))),
  );
}
