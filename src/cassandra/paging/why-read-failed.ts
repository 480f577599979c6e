import type { RequestSettings, StatementRunner } from '../cql/statement.js';
import { CassandraReadFailureError } from '../errors/failed/replicas/cassandra-read-failure.error.js';
import { IndexBuildingError } from '../errors/failed/replicas/index-building.error.js';
import type { SelectPlan } from '../query/plan/select-plan.js';

/**
 * A replica that fails on a read does not say why, and an index that is still being built passes where tombstones do not. So the
 * indexes that the read needs are asked, each by a read of one row; none is where it failed otherwise or needs none.
 */
export async function whyReadFailed(
  runner: StatementRunner,
  { statement, indexProbes }: SelectPlan,
  { consistency, timeoutMs, signal }: RequestSettings,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof CassandraReadFailureError)) return error;
  const settings = {
    ...(consistency !== undefined && { consistency }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(signal !== undefined && { signal }),
  };
  for (const { index, statement: probe } of indexProbes()) {
    try {
      await runner.run(probe, settings);
    } catch (failure) {
      if (!(failure instanceof CassandraReadFailureError)) return error;
      return new IndexBuildingError(statement, index, { cause: error.cause });
    }
  }
  return error;
}
