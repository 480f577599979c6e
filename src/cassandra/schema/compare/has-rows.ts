import { quoteIdentifier, quoteTable } from '../../cql/quote-identifier.js';
import type { StatementRunner } from '../../cql/statement.js';
import type { LiveTable } from '../live-schema.js';

/** Is there a row at all? Asks by the key the table has, which need not be the declared one. */
export async function hasRows(
  runner: StatementRunner,
  keyspace: string,
  table: string,
  live: LiveTable,
): Promise<boolean> {
  const key = live.columns
    .filter(({ kind }) => kind === 'partition_key')
    .map(({ name }) => quoteIdentifier(name))
    .join(', ');
  const { rows } = await runner.run(
    {
      operation: 'scan',
      table,
      cql: `SELECT ${key} FROM ${quoteTable(keyspace, table)} LIMIT 1`,
      values: [],
      isIdempotent: true,
    },
    {},
  );
  return rows.length > 0;
}
