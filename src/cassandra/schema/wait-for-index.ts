import { quoteIdentifier, quoteTable } from '../cql/quote-identifier.js';
import type { StatementRunner } from '../cql/statement.js';
import { CassandraReadFailureError } from '../errors/cassandra-read-failure.error.js';
import { CassandraSchemaError } from '../errors/cassandra-schema.error.js';
import type { ColumnModel, TableModel } from '../table/table-model.js';
import { sampleBytes } from './sample-bytes.js';
import { waitUntil } from './wait-until.js';

/** A new index of a filled table answers with a read failure until it is built: asks until it does not. */
export async function waitForIndex(
  runner: StatementRunner,
  keyspace: string,
  model: TableModel,
  column: ColumnModel,
  deadlineMs: number,
): Promise<void> {
  const name = quoteIdentifier(column.name);
  const statement = {
    operation: 'scan' as const,
    table: model.name,
    cql: `SELECT ${name} FROM ${quoteTable(keyspace, model.name)} WHERE ${name} = ? LIMIT 1`,
    values: [sampleBytes(column.type)],
    isIdempotent: true,
  };
  const isBuilt = async (): Promise<boolean> => {
    try {
      await runner.run(statement, {});
      return true;
    } catch (error) {
      if (error instanceof CassandraReadFailureError) return false;
      throw error;
    }
  };
  if (await waitUntil(isBuilt, { deadlineMs, intervalMs: 200 })) return;
  throw new CassandraSchemaError(
    `the index on "${column.property}" is still being built after ${String(deadlineMs)} ms.`,
    { operation: 'schema', table: model.name },
  );
}
