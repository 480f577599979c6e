import { Logger } from '@nestjs/common';
import type { SchemaFinding } from '../errors/schema-finding.js';
import { findingText, SchemaMismatchError } from '../errors/schema-mismatch.error.js';
import type { TableOf } from '../table/table.js';
import { storedDefinitions } from '../table/projection/stored-definition.js';
import { TableModel } from '../table/table-model.js';
import { addMissing } from './sync/add-missing.js';
import { type DeclaredTable, findDifferences } from './compare/find-differences.js';
import type { SchemaOptions } from './schema-options.js';
import type { SchemaRunner } from './schema-runner.js';
import { tellOfIndexes } from './indexes/tell-of-indexes.js';
import { type IndexWait, waitForIndexes } from './indexes/wait-for-indexes.js';

/** What is looked at: options of a connection, and the tables of its repositories. */
export interface SchemaTarget extends SchemaOptions, IndexWait {
  readonly keyspace: string;
  readonly tables: readonly TableOf<unknown>[];
}

/**
 * Treats the schema as the options ask; throws `SchemaMismatchError` with every difference that remains. Where nothing had to be
 * added, an index may still be in the making: another instance has created it, or an earlier start of this one.
 */
export async function reconcileSchema(runner: SchemaRunner, target: SchemaTarget): Promise<void> {
  const { schema = 'none', replication } = target;
  if (schema === 'none') return;
  const tables = declaredTables(target);
  let findings = await findDifferences(runner, tables, replication);
  if (schema === 'sync' && findings.some(isAddable)) {
    // Nothing is added while an error stands: a person decides first.
    if (!findings.some(({ action }) => action === 'error')) {
      await addMissing(runner, tables, replication);
    }
    findings = await findDifferences(runner, tables, replication);
  }
  report(findings);
  if (schema === 'sync') await waitForIndexes(runner, tables, target);
  else await tellOfIndexes(runner, tables, target.background);
}

/** Every difference between the declarations and the cluster; changes nothing. */
export async function schemaDifferences(
  runner: SchemaRunner,
  target: SchemaTarget,
): Promise<readonly SchemaFinding[]> {
  return await findDifferences(runner, declaredTables(target), target.replication);
}

function declaredTables({ keyspace, tables }: SchemaTarget): readonly DeclaredTable[] {
  return storedDefinitions(tables.map(({ definition }) => definition)).map((definition) => ({
    keyspace: definition.keyspace ?? keyspace,
    model: new TableModel(definition),
  }));
}

const isAddable = ({ action }: SchemaFinding): boolean => action === 'add';

function report(findings: readonly SchemaFinding[]): void {
  const wrong = findings.filter(({ action }) => action !== 'notice');
  if (wrong.length > 0) throw new SchemaMismatchError(wrong);
  for (const finding of findings) new Logger('CassandraModule').log(findingText(finding));
}
