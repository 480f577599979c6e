import { CassandraError } from './cassandra-error.js';

/** No row where one was asked for by `findOneOrFail`, `firstOrFail` or `oneOrFail`. */
export class RowNotFoundError extends CassandraError {
  override readonly code = 'row-not-found';

  /** `columns` are the property names the row was looked for by. */
  constructor(
    /** The table's name. */
    readonly table: string,
    /** Property names of the columns the row was looked for by. */
    readonly columns: readonly string[],
  ) {
    super(`${table}: no row with the given ${columns.map((column) => `"${column}"`).join(', ')}.`);
  }
}
