import { Logger } from '@nestjs/common';
import type { StatementRunner } from '../cql/statement.js';
import { CassandraSchemaError } from '../errors/failed/cassandra-schema.error.js';
import { findingText, SchemaMismatchError } from '../errors/schema-mismatch.error.js';
import type { TableOf } from '../table/table.js';
import { TableModel } from '../table/table-model.js';
import { type DeclaredTable, findDifferences } from './compare/find-differences.js';
import type { SchemaFinding } from '../errors/schema-finding.js';
import type { SchemaOptions } from './schema-options.js';
import { waitForIndex } from './wait-for-index.js';
import { waitUntil } from './wait-until.js';

const agreementDeadlineMs = 30_000;
const indexDeadlineMs = 600_000;
/** Another instance may change the schema at the same time; each round starts from what is there by then. */
const maxRounds = 3;

/** A connection that also knows whether the nodes hold the same schema. */
export interface SchemaRunner extends StatementRunner {
  isSchemaAgreed(): Promise<boolean>;
}

/** Treats the schema as the options ask; throws `SchemaMismatchError` with every difference that remains. */
export async function reconcileSchema(
  runner: SchemaRunner,
  { schema = 'none', replication, keyspace }: SchemaOptions & { readonly keyspace: string },
  classes: readonly TableOf<unknown>[],
): Promise<void> {
  if (schema === 'none') return;
  const tables = classes.map(({ definition }): DeclaredTable => ({
    keyspace: definition.keyspace ?? keyspace,
    model: new TableModel(definition),
  }));
  let findings = await findDifferences(runner, tables, replication);
  if (schema === 'sync') {
    for (let round = 1; round <= maxRounds && findings.some(isAddable); round++) {
      await addAll(runner, findings, tables, round === maxRounds);
      findings = await findDifferences(runner, tables, replication);
    }
  }
  report(findings);
}

const isAddable = ({ action }: SchemaFinding): boolean => action === 'add';

/**
 * One change at a time, each agreed on by all nodes before the next: parallel changes bring nodes to disagree. Instances that
 * start together repeat each other's statements without harm, since each says IF NOT EXISTS; no lease is taken, for it would
 * need a table that has the same problem first. Nothing is added while an error stands: a person decides first.
 */
async function addAll(
  runner: SchemaRunner,
  findings: readonly SchemaFinding[],
  tables: readonly DeclaredTable[],
  isLastRound: boolean,
): Promise<void> {
  if (findings.some(({ action }) => action === 'error')) return;
  for (const finding of findings.filter(isAddable)) {
    try {
      await change(runner, finding);
    } catch (error) {
      // Refused because another instance was faster, or for a reason that the next round will meet again.
      if (isLastRound || !(error instanceof CassandraSchemaError)) throw error;
    }
  }
  const added = findings.filter(({ problem }) => problem === 'The index is missing.');
  if (added.length === 0) return;
  for (const { keyspace, model } of tables) {
    for (const index of model.indexes) {
      await waitForIndex(runner, keyspace, model, index, indexDeadlineMs);
    }
  }
}

async function change(runner: SchemaRunner, { subject, cql }: SchemaFinding): Promise<void> {
  if (cql === undefined) return;
  await runner.run(
    { operation: 'schema', table: subject, cql, values: [], isIdempotent: false },
    { consistency: 'QUORUM' },
  );
  const isAgreed = await waitUntil(() => runner.isSchemaAgreed(), {
    deadlineMs: agreementDeadlineMs,
    intervalMs: 200,
  });
  if (isAgreed) return;
  throw new CassandraSchemaError('the nodes do not agree on the schema.', {
    operation: 'schema',
    table: subject,
  });
}

function report(findings: readonly SchemaFinding[]): void {
  const wrong = findings.filter(({ action }) => action !== 'notice');
  if (wrong.length > 0) throw new SchemaMismatchError(wrong);
  for (const finding of findings) new Logger('CassandraModule').log(findingText(finding));
}
