/** By how much a client's clock may be ahead of ours. */
const clockSkewMs = 5 * 60_000;

/** The latest moment that something in the past may claim. */
export function soon(): Date {
  return new Date(Date.now() + clockSkewMs);
}
