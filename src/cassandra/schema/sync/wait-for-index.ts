import { quoteIdentifier, quoteTable } from '../../cql/quote-identifier.js';
import type { StatementRunner } from '../../cql/statement.js';
import { CassandraReadFailureError } from '../../errors/failed/replicas/cassandra-read-failure.error.js';
import { CassandraSchemaError } from '../../errors/failed/cassandra-schema.error.js';
import type { IndexModel, TableModel } from '../../table/table-model.js';
import { partsOf } from '../../table/column/cql-type.js';
import { sampleBytes } from '../compare/sample-bytes.js';
import { waitUntil } from './wait-until.js';

/** A new index of a filled table answers with a read failure until it is built: asks until it does not. */
export async function waitForIndex(
  runner: StatementRunner,
  keyspace: string,
  model: TableModel,
  index: IndexModel,
  deadlineMs: number,
): Promise<void> {
  const name = quoteIdentifier(index.column.name);
  const { where, values } = probe(name, index);
  const statement = {
    operation: 'scan' as const,
    table: model.name,
    cql: `SELECT ${name} FROM ${quoteTable(keyspace, model.name)} ${where} LIMIT 1`,
    values,
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
    `the index on "${index.column.property}" is still being built after ${String(deadlineMs)} ms.`,
    { operation: 'schema', table: model.name },
  );
}

/** A question that only this index answers. */
function probe(
  name: string,
  { column: { type }, target }: IndexModel,
): { readonly where: string; readonly values: readonly Buffer[] } {
  const samples = partsOf(type).map(sampleBytes);
  const [key = sampleBytes(type), value = key] = samples;
  switch (target) {
    case 'column':
      return type.kind === 'vector'
        ? { where: `ORDER BY ${name} ANN OF ?`, values: [sampleBytes(type)] }
        : { where: `WHERE ${name} = ?`, values: [sampleBytes(type)] };
    case 'full':
      return { where: `WHERE ${name} = ?`, values: [sampleBytes(type)] };
    case 'values':
      return { where: `WHERE ${name} CONTAINS ?`, values: [value] };
    case 'keys':
      return { where: `WHERE ${name} CONTAINS KEY ?`, values: [key] };
    case 'entries':
      return { where: `WHERE ${name}[?] = ?`, values: [key, value] };
  }
}
