import { CassandraError } from '../cassandra-error.js';

/**
 * A reading took longer than its `streamTimeoutMs`, from the first request to the last row, the consumer's time included. No
 * single request was too slow: that is a `CassandraRequestTimeoutError`.
 */
export class StreamTimeoutError extends CassandraError {
  override readonly code = 'stream-timeout';

  /** `pages` and `rows` are what had been read by then. */
  constructor(
    readonly table: string,
    readonly streamTimeoutMs: number,
    readonly pages: number,
    readonly rows: number,
  ) {
    super(
      `${table}: not read within streamTimeoutMs (${String(streamTimeoutMs)} ms); ${String(rows)} rows of ${String(pages)} pages had come. Read less, consume faster, or raise it.`,
    );
  }
}
