import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { CassandraSchemaError } from '../../errors/failed/cassandra-schema.error.js';
import type { SchemaFinding } from '../../errors/schema-finding.js';
import { changeSchema, untilAgreed } from './change-schema.js';
import { type DeclaredTable, findDifferences } from '../compare/find-differences.js';
import type { Replication } from '../replication.js';
import { LEASE_TABLE, SchemaLease } from './schema-lease.js';
import type { SchemaRunner } from '../schema-runner.js';

const leaseDeadlineMs = 300_000;
const leasePollMs = 250;

/**
 * Adds what is missing, keyspace by keyspace and one change at a time, each agreed on by all nodes before the next. Of the
 * instances that start together one does it under a lease; the others wait until nothing is missing any more.
 */
export async function addMissing(
  runner: SchemaRunner,
  tables: readonly DeclaredTable[],
  replication: Replication | undefined,
): Promise<void> {
  for (const keyspace of new Set(tables.map((table) => table.keyspace))) {
    const inKeyspace = tables.filter((table) => table.keyspace === keyspace);
    const missing = async (): Promise<readonly SchemaFinding[]> =>
      (await findDifferences(runner, inKeyspace, replication)).filter(isAddable);
    await addToKeyspace(runner, keyspace, missing);
  }
}

const isAddable = ({ action }: SchemaFinding): boolean => action === 'add';

async function addToKeyspace(
  runner: SchemaRunner,
  keyspace: string,
  missing: () => Promise<readonly SchemaFinding[]>,
): Promise<void> {
  const [first] = await missing();
  if (first === undefined) return;
  // A keyspace has no id of its own: created twice, it is the same. The lease needs it.
  if (first.problem === 'The keyspace is missing.') await add(runner, first);
  const lease = await takeLease(runner, keyspace, missing);
  if (lease === undefined) return;
  try {
    for (const finding of await missing()) {
      await lease.assertHeld();
      await add(runner, finding);
    }
  } finally {
    await lease.release();
  }
}

/** The lease, or undefined once another instance has added everything. */
async function takeLease(
  runner: SchemaRunner,
  keyspace: string,
  missing: () => Promise<readonly SchemaFinding[]>,
): Promise<SchemaLease | undefined> {
  const end = Date.now() + leaseDeadlineMs;
  for (let tries = 1; Date.now() < end; tries++) {
    const lease = await SchemaLease.take(runner, keyspace);
    if (lease !== null) return lease;
    if (tries === 1) {
      new Logger('CassandraModule').log(
        `Another instance changes the schema of "${keyspace}"; waiting for it.`,
      );
    }
    await delay(leasePollMs);
    if ((await missing()).length > 0) continue;
    await untilAgreed(runner, keyspace);
    return undefined;
  }
  throw new CassandraSchemaError(
    `another instance has been changing the schema for ${String(leaseDeadlineMs / 1000)} s. The row in this table names it.`,
    { operation: 'schema', table: LEASE_TABLE },
  );
}

async function add(runner: SchemaRunner, { name, cql }: SchemaFinding): Promise<void> {
  if (cql !== undefined) await changeSchema(runner, name, cql);
}
