import { CassandraError } from './cassandra-error.js';

/** Two rows or more where `one` allows a single one. */
export class MultipleRowsError extends CassandraError {
  override readonly code = 'multiple-rows';

  /** `columns` are the property names the row was looked for by. */
  constructor(
    /** The table's name. */
    readonly table: string,
    /** Property names of the columns the row was looked for by. */
    readonly columns: readonly string[],
  ) {
    super(
      `${table}: more than one row with the given ${columns.map((column) => `"${column}"`).join(', ')}. ` +
        'Filter by the complete key, or use first() or all().',
    );
  }
}
