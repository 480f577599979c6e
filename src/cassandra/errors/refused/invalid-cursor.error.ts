import { CassandraError } from '../cassandra-error.js';

/**
 * A cursor (or the position of a reading) that was not made here, was changed, expired, or belongs to another query, page size or principal. The message is
 * the same for all of them: which one it was would help only a forger. Read again from the first page.
 */
export class InvalidCursorError extends CassandraError {
  override readonly code = 'invalid-cursor';

  constructor(
    /** The table's name. */
    readonly table: string,
    what: 'cursor' | 'position' = 'cursor',
  ) {
    super(`${table}: the ${what} is not valid for this query. Start again without a ${what}.`);
  }
}
