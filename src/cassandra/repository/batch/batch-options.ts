import type { WriteSettings } from '../../cql/statement.js';

/**
 * `logged`: in the end all statements are applied, or none; in between a reader may see some of them. `unlogged`: faster, for
 * statements of one partition, which are applied as one anyway. `counter`: additions to counters, which are in no other kind.
 */
export type BatchKind = 'logged' | 'unlogged' | 'counter';

/** How one batch is done. */
export interface BatchOptions extends WriteSettings {
  /**
   * The time of all its statements, as microseconds since 1970 or as a Date; see `WriteOptions`. A repeat with the same time
   * changes nothing.
   *
   * @default the time of sending
   */
  readonly timestamp?: bigint | Date;
}

/** How one unlogged batch is done. */
export interface UnloggedBatchOptions extends BatchOptions {
  /**
   * Takes statements of several partitions. They are not applied together: some may fail. One request after another, or
   * `mapConcurrent`, is mostly faster, for one node has to pass all of them on.
   *
   * @default false: refused
   */
  readonly acrossPartitions?: boolean;
}

/** What batches of a connection may be. */
export interface BatchLimits {
  /** Bytes of a batch over several partitions. */
  readonly maxBatchBytes: number;
  readonly maxInValues: number;
}

/** What options may hold when they come from JSON, JavaScript or a cast. */
export interface UncheckedBatchOptions {
  readonly timestamp?: unknown;
  readonly ttlSeconds?: unknown;
  readonly acrossPartitions?: unknown;
  readonly consistency?: unknown;
  readonly timeoutMs?: unknown;
}
