import { channel } from 'node:diagnostics_channel';
import type { Operation, Statement } from '../../cql/statement.js';
import { CassandraError } from '../../errors/cassandra-error.js';

/** The name of the `node:diagnostics_channel` on which each request is told of once it has ended: a `RequestEvent`. */
export const REQUEST_CHANNEL = 'cassanest:request';

/** One request to Cassandra, for metrics and traces; of a query, each page is one. Holds no value and no CQL. */
export interface RequestEvent {
  /** The table's name; `cassanest_schema_lease` and `system_schema` while the schema is treated. */
  readonly table: string;
  /** What it was for; its time-out went by it. */
  readonly operation: Operation;
  /** From the call to its answer, the time in line included. */
  readonly durationMs: number;
  /** 'ok', 'aborted' by the caller's signal, or the `code` of the error. */
  readonly outcome: string;
}

export const requestChannel = channel(REQUEST_CHANNEL);

/** The same answer, told of when it has come. */
export async function reported<Answer>(
  { table, operation }: Statement,
  answer: Promise<Answer>,
): Promise<Answer> {
  const startedAt = performance.now();
  const report = (outcome: string): void => {
    const durationMs = performance.now() - startedAt;
    requestChannel.publish({ table, operation, durationMs, outcome } satisfies RequestEvent);
  };
  try {
    const result = await answer;
    report('ok');
    return result;
  } catch (error) {
    report(error instanceof CassandraError ? error.code : 'aborted');
    throw error;
  }
}
