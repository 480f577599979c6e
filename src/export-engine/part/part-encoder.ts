/**
 * Makes the content of one part's file from the rows of its pages. Where a block ends depends on the rows from the start of
 * the part alone, so that a part read again gives the same bytes whatever the pages were.
 */
export interface PartEncoder {
  /** Adds the row whose cells begin at `at`, each behind its length; gives the position behind it. */
  addRow(source: Buffer, at: number): number;
  /** A block that is full, to be written; call it after each row. */
  takeBlock(): Buffer | Promise<Buffer> | undefined;
  /** What is left; the part has no more rows. */
  finish(): Buffer | Promise<Buffer>;
  /** Told of a block that is written: its memory may be filled again. */
  reuse?(block: Buffer): void;
}

/** A cell that could not be encoded: `at` is where its row begins. */
export interface BadCellReport {
  readonly source: Buffer;
  readonly at: number;
  readonly column: string;
  readonly reason: string;
  /** There is no null in its column. */
  readonly isRequired?: boolean;
}

/** Where encoders report cells they write as null. May throw, which ends the export. */
export interface BadCells {
  add(report: BadCellReport): void;
}
