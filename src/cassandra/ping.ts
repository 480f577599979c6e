import { randomBytes } from 'node:crypto';
import { quoteIdentifier, quoteTable } from './cql/quote-identifier.js';
import type { Statement, StatementRunner } from './cql/statement.js';
import { refuse } from './errors/refused/refuse.js';
import { checkSettings } from './query/plan/check-numbers.js';
import { namesOf } from './query/plan/option-names.js';
import type { TableOf } from './table/table.js';
import { TableModel } from './table/table-model.js';

/** How long a ping may take. */
export interface PingOptions {
  /** @default 1000 */
  readonly timeoutMs?: number;
  /** Aborting it rejects at once with its reason. */
  readonly signal?: AbortSignal;
}

const pingNames = namesOf<PingOptions>({ timeoutMs: true, signal: true });

/** One cheap read that needs as many replicas as any other: of the partition, if any, that lies at a random token. */
export async function ping(
  runner: StatementRunner,
  keyspace: string,
  tables: readonly TableOf<unknown>[],
  options: PingOptions,
): Promise<void> {
  const [table] = tables;
  const statement = table === undefined ? pingNode : pingTable(keyspace, table);
  refuse('query', statement.table, checkSettings(options, pingNames));
  const { timeoutMs = 1000, signal } = options;
  await runner.run(statement, { timeoutMs, ...(signal !== undefined && { signal }) });
}

const pingNode: Statement = {
  operation: 'read',
  table: 'system.local',
  cql: 'SELECT key FROM system.local',
  values: [],
  isIdempotent: true,
};

function pingTable(keyspace: string, { definition }: TableOf<unknown>): Statement {
  const key = new TableModel(definition).partitionKey
    .map((column) => quoteIdentifier(column.name))
    .join(', ');
  const table = quoteTable(definition.keyspace ?? keyspace, definition.name);
  return {
    operation: 'read',
    table: definition.name,
    cql: `SELECT ${key} FROM ${table} WHERE token(${key}) = ? LIMIT 1`,
    values: [randomBytes(8).readBigInt64BE()],
    isIdempotent: true,
  };
}
