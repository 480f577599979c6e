import type { WriteSettings } from '../../cql/statement.js';

/** How one statement writes, alone or in a batch. */
export interface WriteStatementOptions {
  /**
   * Seconds after which what is written disappears, 0 to 630 720 000; 0 is never. An insert with a TTL expires as a row, an
   * update only in the columns it writes.
   *
   * @default the table's default TTL
   */
  readonly ttlSeconds?: number;
  /**
   * The time of the write, as microseconds since 1970 or as a Date; at most one hour ahead of this process's clock, for what
   * is written in the future hides every later write. Of two writes of one time a delete wins, then the larger value. Not
   * beside a condition: lightweight transactions take their time from the replicas.
   *
   * @default the time of sending
   */
  readonly timestamp?: bigint | Date;
}

/** How one write is done. */
export interface WriteOptions extends WriteSettings, WriteStatementOptions {}

/** How one delete is done. */
export interface DeleteOptions extends WriteSettings, Pick<WriteStatementOptions, 'timestamp'> {}

/**
 * On which condition a row is written: a lightweight transaction, four round trips between replicas instead of one. What is
 * written by lightweight transactions is to be written by them alone: a plain write takes its time from this process's clock,
 * they take theirs from the replicas, and where the clocks differ the wrong one wins.
 */
export type Condition<Asked> =
  | {
      /** Only if the row is there. */
      readonly ifExists: true;
      readonly if?: never;
    }
  | {
      /**
       * Only if every one of these columns has the value. A condition that asks for null is met by a row that is not there,
       * and an update then creates the row.
       */
      readonly if: Asked;
      readonly ifExists?: never;
    };

/** How one conditional update is done, alone or in a batch; `Asked` is what its condition may ask. */
export type ConditionalStatementOptions<Asked> = Condition<Asked> &
  Pick<WriteStatementOptions, 'ttlSeconds'> & { readonly timestamp?: never };

/** How one conditional update is done. */
export type ConditionalWriteOptions<Asked> = ConditionalStatementOptions<Asked> & WriteSettings;

/** How one conditional delete is done. */
export type ConditionalDeleteOptions<Asked> = Condition<Asked> &
  WriteSettings & { readonly timestamp?: never };

/** What options may hold when they come from JSON, JavaScript or a cast. */
export interface UncheckedOptions {
  readonly ttlSeconds?: unknown;
  readonly timestamp?: unknown;
  readonly if?: unknown;
  readonly ifExists?: unknown;
  readonly ifNotExists?: unknown;
  readonly consistency?: unknown;
  readonly serialConsistency?: unknown;
  readonly timeoutMs?: unknown;
}
