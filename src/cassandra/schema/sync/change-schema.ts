import { CassandraSchemaError } from '../../errors/failed/cassandra-schema.error.js';
import type { SchemaRunner } from '../schema-runner.js';
import { waitUntil } from './wait-until.js';

const agreementDeadlineMs = 30_000;

/** Sends one change of a table, type or keyspace and waits until all nodes have it. */
export async function changeSchema(
  runner: SchemaRunner,
  table: string,
  cql: string,
): Promise<void> {
  await runner.run(
    { operation: 'schema', table, cql, values: [], isIdempotent: false },
    { consistency: 'QUORUM' },
  );
  await untilAgreed(runner, table);
}

/** The driver waits too, 10 s, and goes on as if the nodes agreed. */
export async function untilAgreed(runner: SchemaRunner, table: string): Promise<void> {
  const isAgreed = await waitUntil(() => runner.isSchemaAgreed(), {
    deadlineMs: agreementDeadlineMs,
    intervalMs: 200,
  });
  if (isAgreed) return;
  throw new CassandraSchemaError('the nodes do not agree on the schema.', {
    operation: 'schema',
    table,
  });
}
