/** How Cassandra keeps the rows of a table; what is not given is the server's to choose. */
export interface StorageOptions {
  /**
   * Seconds after which a row disappears whose write says nothing else, 0 to 630 720 000; 0 is never. Expired rows are
   * tombstones until `gcGraceSeconds` are over and a compaction has passed. A table with a counter can have none.
   *
   * @default 0
   */
  readonly defaultTtlSeconds?: number;
  /**
   * Seconds that tombstones are kept, so that a node that was away hears of deletes: it must be repaired more often than that.
   *
   * @default 864000, ten days
   */
  readonly gcGraceSeconds?: number;
  /** How files are merged, `{ class: 'TimeWindowCompactionStrategy', compaction_window_unit: 'DAYS' }`. */
  readonly compaction?: CompactionOptions;
  /** A text that stands in the schema. */
  readonly comment?: string;
}

export const compactionClasses = [
  'UnifiedCompactionStrategy',
  'SizeTieredCompactionStrategy',
  'LeveledCompactionStrategy',
  'TimeWindowCompactionStrategy',
] as const;

/** The strategies that come with Cassandra 5. */
export type CompactionClass = (typeof compactionClasses)[number];

/** A strategy and its options, named as CQL names them. */
export interface CompactionOptions {
  /** The strategy. */
  readonly class: CompactionClass;
  readonly [option: string]: string | number | boolean;
}
