import { CassandraError } from '../../cassandra-error.js';

/**
 * A reading took longer than its `streamTimeoutMs`, from the first request to the last row, the consumer's time included. No
 * single request was too slow: that is a `CassandraRequestTimeoutError`.
 */
export class StreamTimeoutError extends CassandraError {
  override readonly code = 'stream-timeout';

  /** `pages` and `rows` are what had been read by then. */
  constructor(
    /** The table's name. */
    readonly table: string,
    /** The limit that was passed, in milliseconds. */
    readonly streamTimeoutMs: number,
    /** Pages that had been read by then. */
    readonly pages: number,
    /** Rows that had been read by then. */
    readonly rows: number,
  ) {
    super(
      `${table}: not read within streamTimeoutMs (${String(streamTimeoutMs)} ms); ${String(rows)} rows of ${String(pages)} pages had come. Read less, consume faster, or raise it.`,
    );
  }
}
