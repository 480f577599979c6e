/** A row of the table, by the names of the export's columns. Values are those of this package's rows, null where there is none. */
export type SourceRow = Readonly<Record<string, unknown>>;
/** A row for the files, by the names of the declared columns. What is left out is null. */
export type OutputRow = Readonly<Record<string, unknown>>;

/** What becomes of a row: one row, several, or none. */
export type TransformOutcome = OutputRow | readonly OutputRow[] | null | undefined;

/** A function between the table and the files, and the columns of what it makes. */
export interface RowTransform {
  /** The columns of the files, in their order: the CQL type of each, such as `set<text>` or a UDT of the table's keyspace. */
  readonly columns: Readonly<Record<string, string>>;
  /**
   * Makes the rows of the files from one of the table; `null` or an empty array drops it. What it throws, or a value that its
   * column cannot hold, fails this row alone: it goes to the dead letters, none of what became of it is written. For files that
   * are the same after a crash it must make the same of the same row.
   */
  readonly apply: (
    row: SourceRow,
    context: { readonly signal: AbortSignal },
  ) => TransformOutcome | Promise<TransformOutcome>;
  /**
   * Rows of one part it is given at once, if it is asynchronous: no page is read while so many are not done. Their order stays.
   *
   * @default 1
   */
  readonly concurrency?: number;
}

/**
 * What a transform has come to. `read = passed + dropped + failed`, also when the export died and was resumed; if each row
 * becomes one or none, the files have `passed` rows.
 */
export interface TransformCounts {
  /** Rows of the table it was given. */
  readonly read: number;
  /** Of these, rows that became one or more rows of the files. */
  readonly passed: number;
  /** Rows it made nothing of. */
  readonly dropped: number;
  /** Rows that failed: a line each in the dead letters. */
  readonly failed: number;
}

/** Where a row failed: reading its values, in the function, or writing what became of it. */
export type TransformStage = 'decode' | 'transform' | 'encode';

export const noRows: TransformCounts = { read: 0, passed: 0, dropped: 0, failed: 0 };

export function addCounts(a: TransformCounts, b: TransformCounts): TransformCounts {
  return {
    read: a.read + b.read,
    passed: a.passed + b.passed,
    dropped: a.dropped + b.dropped,
    failed: a.failed + b.failed,
  };
}
