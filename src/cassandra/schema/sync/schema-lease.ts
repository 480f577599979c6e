import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { quoteTable } from '../../cql/quote-identifier.js';
import type { StatementRunner } from '../../cql/statement.js';
import { CassandraSchemaError } from '../../errors/failed/cassandra-schema.error.js';
import { changeSchema } from './change-schema.js';
import type { SchemaRunner } from '../schema-runner.js';

/** The one table of ours that `schema: 'sync'` adds to a keyspace it changes. */
export const LEASE_TABLE = 'cassanest_schema_lease';

/** How long the lease of a process that has died keeps others from changing the schema. */
const leaseSeconds = 60;
const renewEveryMs = 15_000;

/**
 * The right to change the schema of one keyspace: a row that one process at a time can insert, and that goes by its TTL when
 * the process does. It only keeps instances from changing the schema side by side, which brings nodes to disagree; should two
 * hold it after a long pause of one, their statements are the same and say IF NOT EXISTS.
 */
export class SchemaLease {
  readonly #renewing: NodeJS.Timeout;

  private constructor(
    private readonly runner: StatementRunner,
    private readonly keyspace: string,
    private readonly owner: string,
  ) {
    this.#renewing = setInterval(() => {
      this.assertHeld().catch(() => undefined); // told to who changes something next
    }, renewEveryMs);
    this.#renewing.unref();
  }

  /** The lease, or null while another process holds it. Makes the table first; by its fixed id, twice is once. */
  static async take(runner: SchemaRunner, keyspace: string): Promise<SchemaLease | null> {
    await makeTable(runner, keyspace);
    const owner = `${hostname()} ${String(process.pid)} ${randomUUID()}`;
    const cql = `INSERT INTO ${table(keyspace)} (name, owner) VALUES (?, ?) IF NOT EXISTS USING TTL ${String(leaseSeconds)}`;
    const isTaken = await applied(runner, cql, ['schema', owner]);
    return isTaken ? new SchemaLease(runner, keyspace, owner) : null;
  }

  /** Renews it; throws if it was lost, as after a pause of more than a minute. */
  async assertHeld(): Promise<void> {
    const cql = `UPDATE ${table(this.keyspace)} USING TTL ${String(leaseSeconds)} SET owner = ? WHERE name = ? IF owner = ?`;
    if (await applied(this.runner, cql, [this.owner, 'schema', this.owner])) return;
    throw new CassandraSchemaError('another instance has taken over its change. Start again.', {
      operation: 'schema',
      table: LEASE_TABLE,
    });
  }

  async release(): Promise<void> {
    clearInterval(this.#renewing);
    const cql = `DELETE FROM ${table(this.keyspace)} WHERE name = ? IF owner = ?`;
    await applied(this.runner, cql, ['schema', this.owner]);
  }
}

const table = (keyspace: string): string => quoteTable(keyspace, LEASE_TABLE);

/** Two instances may create it at the same time: with one id, both create the same table. */
async function makeTable(runner: SchemaRunner, keyspace: string): Promise<void> {
  const id = createHash('sha256').update(`${LEASE_TABLE} of ${keyspace}`).digest('hex');
  const uuid = [
    id.slice(0, 8),
    id.slice(8, 12),
    `5${id.slice(13, 16)}`,
    `8${id.slice(17, 20)}`,
    id.slice(20, 32),
  ].join('-');
  const cql =
    `CREATE TABLE IF NOT EXISTS ${table(keyspace)} (name text PRIMARY KEY, owner text) ` +
    `WITH id = ${uuid} AND comment = 'cassanest: who changes the schema of this keyspace'`;
  await changeSchema(runner, LEASE_TABLE, cql);
}

async function applied(
  runner: StatementRunner,
  cql: string,
  values: readonly string[],
): Promise<boolean> {
  const { rows } = await runner.run(
    { operation: 'write', table: LEASE_TABLE, cql, values, isIdempotent: false },
    { consistency: 'QUORUM', serialConsistency: 'SERIAL' },
  );
  return rows[0]?.['[applied]'] === true;
}
