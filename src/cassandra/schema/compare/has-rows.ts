import { quoteIdentifier, quoteTable } from '../../cql/quote-identifier.js';
import type { StatementRunner } from '../../cql/statement.js';
import type { TableModel } from '../../table/table-model.js';

/** Is there a row at all. */
export async function hasRows(
  runner: StatementRunner,
  keyspace: string,
  model: TableModel,
): Promise<boolean> {
  const key = model.partitionKey.map((column) => quoteIdentifier(column.name)).join(', ');
  const { rows } = await runner.run(
    {
      operation: 'scan',
      table: model.name,
      cql: `SELECT ${key} FROM ${quoteTable(keyspace, model.name)} LIMIT 1`,
      values: [],
      isIdempotent: true,
    },
    {},
  );
  return rows.length > 0;
}
