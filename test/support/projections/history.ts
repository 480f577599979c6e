/** What one operation came to. Times order operations of one process alone: ours, for all writers live in it. */
export interface Done {
  readonly id: string;
  readonly username: string;
  readonly kind: 'make' | 'change' | 'delete';
  readonly began: number;
  readonly ended: number;
  /** False: the writer crashed, or could not tell. */
  readonly isAcknowledged: boolean;
}

/** Acknowledged writes that the final rows do not show, though nothing explains it. */
export function lostWrites(
  history: readonly Done[],
  finalLogs: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] {
  return history
    .filter(({ isAcknowledged }) => isAcknowledged)
    .flatMap((done) => {
      const log = finalLogs.get(done.username) ?? new Set<string>();
      const isLost =
        done.kind === 'delete' ? isUndone(done, log, history) : isGone(done, log, history);
      return isLost ? [`${done.kind} ${done.id} is lost`] : [];
    });
}

/** A row that had this operation in it goes by a delete alone. */
function isGone(done: Done, log: ReadonlySet<string>, history: readonly Done[]): boolean {
  if (log.has(done.id)) return false;
  return !history.some(
    (other) =>
      other.kind === 'delete' && other.username === done.username && other.ended >= done.began,
  );
}

/** Nothing that was acknowledged before an acknowledged delete began is there after it. */
function isUndone(done: Done, log: ReadonlySet<string>, history: readonly Done[]): boolean {
  return history.some(
    (other) => other.isAcknowledged && other.ended < done.began && log.has(other.id),
  );
}
