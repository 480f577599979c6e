import { quoteTable } from '../../cql/quote-identifier.js';
import type { RequestSettings, StatementRunner } from '../../cql/statement.js';
import { planTruncate, truncateTimeoutMs } from '../write/plan/plan-truncate.js';
import type { TableFamily } from './family/table-family.js';

/** Empties the base first: a projection of rows that are gone is what reconcile mends, not the other way round. */
export async function truncateFamily(
  runner: StatementRunner,
  { base, projections, intents }: TableFamily,
  tableName: unknown,
  settings: RequestSettings,
): Promise<void> {
  const options = { timeoutMs: truncateTimeoutMs, ...settings };
  const statement = planTruncate(base, tableName, settings);
  await runner.run(statement, options);
  const others = [...projections.map(({ target }) => target), ...(intents ? [intents] : [])];
  for (const { keyspace, model } of others) {
    const cql = `TRUNCATE ${quoteTable(keyspace, model.name)}`;
    await runner.run({ ...statement, table: model.name, cql }, options);
  }
}
