import type { CassandraOptions } from '../cassandra.options.js';
import type { StatementRunner } from '../cql/statement.js';
import type { TableOf } from '../table/table.js';

export async function reconcileSchema(
  _runner: StatementRunner,
  _options: Pick<CassandraOptions, 'schema'>,
  _tables: readonly TableOf<unknown>[],
): Promise<void> {
  await Promise.resolve();
}
