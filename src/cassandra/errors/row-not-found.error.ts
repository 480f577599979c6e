import { CassandraError } from './cassandra-error.js';

/** No row where one was asked for by `findOneOrFail`, `firstOrFail` or `oneOrFail`. */
export class RowNotFoundError extends CassandraError {
  override readonly code = 'row-not-found';

  /** `columns` are the property names the row was looked for by. */
  constructor(
    readonly table: string,
    readonly columns: readonly string[],
  ) {
    super(`${table}: no row with the given ${columns.map((column) => `"${column}"`).join(', ')}.`);
  }
}
