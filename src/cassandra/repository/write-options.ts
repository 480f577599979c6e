import type { RequestSettings } from '../cql/statement.js';
import { checkSettings } from '../query/plan/check-numbers.js';
import type { WriteFault } from './write-fault.js';

const maxTtlSeconds = 630_720_000;

/** How one write is done. */
export interface WriteOptions extends RequestSettings {
  /**
   * Seconds after which what is written disappears, 0 to 630 720 000; 0 is never. An insert with a TTL expires as a row, an
   * update only in the columns it writes.
   *
   * @default the table's default TTL
   */
  readonly ttlSeconds?: number;
}

/** How one delete is done. */
export interface DeleteOptions extends RequestSettings {
  /**
   * Delete the row only if it is there, and say whether it was: a lightweight transaction, four round trips between replicas
   * instead of one. Rows made or changed by lightweight transactions are to be deleted by one, too: a plain delete takes its
   * time from this process's clock, they take theirs from the replicas, and where the clocks differ the wrong one wins.
   */
  readonly ifExists?: true;
}

/** How one update is done. */
export interface UpdateOptions extends WriteOptions {
  /**
   * Change the row only if it is there: a lightweight transaction, four round trips between replicas instead of one. Without
   * it an update of a missing row makes one that lasts as long as the values it writes.
   */
  readonly ifExists?: true;
}

export function checkWriteOptions(options: WriteOptions): readonly WriteFault[] {
  const faults: WriteFault[] = checkSettings(options).map((fault) => ({
    ...fault,
    code: fault.code === 'timeout' ? 'timeout' : 'consistency',
  }));
  const ttl: unknown = options.ttlSeconds;
  if (ttl === undefined) return faults;
  const isLegal =
    typeof ttl === 'number' && Number.isInteger(ttl) && ttl >= 0 && ttl <= maxTtlSeconds;
  if (!isLegal) {
    faults.push({
      code: 'ttl',
      columns: [],
      problem: 'ttlSeconds is not a whole number of seconds that Cassandra can keep.',
      fix: `Give 0 (never expires) to ${String(maxTtlSeconds)}, or leave it out.`,
    });
  }
  return faults;
}
