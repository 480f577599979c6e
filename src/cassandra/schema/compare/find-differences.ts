import { quoteIdentifier } from '../../cql/quote-identifier.js';
import type { StatementRunner } from '../../cql/statement.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { compareTable } from './compare-table.js';
import { compareTypes } from './compare-types.js';
import { hasRows } from './has-rows.js';
import { type LiveKeyspace, type LiveTable, readLiveKeyspace } from '../live-schema.js';
import type { Replication } from '../replication.js';
import { createKeyspaceCql } from '../schema-cql.js';
import type { SchemaFinding } from '../../errors/schema-finding.js';

/** A table and the keyspace it is in. */
export interface DeclaredTable {
  readonly keyspace: string;
  readonly model: TableModel;
}

/** Reads the schema and compares it with the declarations. */
export async function findDifferences(
  runner: StatementRunner,
  tables: readonly DeclaredTable[],
  replication: Replication | undefined,
): Promise<readonly SchemaFinding[]> {
  const findings: SchemaFinding[] = [];
  for (const keyspace of new Set(tables.map((table) => table.keyspace))) {
    const live = await readLiveKeyspace(runner, keyspace);
    if (live === undefined) findings.push(missingKeyspace(keyspace, replication));
    const inKeyspace = tables.filter((table) => table.keyspace === keyspace);
    const known: LiveKeyspace = live ?? { tables: new Map(), indexes: [], types: new Map() };
    const models = inKeyspace.map(({ model }) => model);
    findings.push(...compareTypes(keyspace, models, known));
    for (const model of models) {
      const compared = compareTable(keyspace, model, known);
      const table = known.tables.get(model.name);
      findings.push(...(await withoutImpossibleColumns(runner, keyspace, model, table, compared)));
    }
  }
  return findings;
}

function missingKeyspace(keyspace: string, replication: Replication | undefined): SchemaFinding {
  const subject = { subject: quoteIdentifier(keyspace), name: keyspace };
  const problem = 'The keyspace is missing.';
  if (replication === undefined) {
    return {
      ...subject,
      problem: `${problem} Give the option replication, or create it.`,
      cql: undefined,
      action: 'error',
    };
  }
  return { ...subject, problem, cql: createKeyspaceCql(keyspace, replication), action: 'add' };
}

const isRequired = ({ holdsNull, makeMissing }: ColumnModel): boolean =>
  !holdsNull && makeMissing() === undefined;

/** A column that is not nullable cannot be added to rows that are already there: they would have a null in it. */
async function withoutImpossibleColumns(
  runner: StatementRunner,
  keyspace: string,
  model: TableModel,
  live: LiveTable | undefined,
  findings: readonly SchemaFinding[],
): Promise<readonly SchemaFinding[]> {
  const isRequiredColumn = (finding: SchemaFinding): boolean =>
    finding.problem === 'The column is missing.' &&
    model.columns.some((column) => column.name === finding.column && isRequired(column));
  if (live === undefined || !findings.some(isRequiredColumn)) return findings;
  if (!(await hasRows(runner, keyspace, model.name, live))) return findings;
  return findings.map((finding) =>
    isRequiredColumn(finding)
      ? {
          ...finding,
          problem:
            'The column is missing, is not nullable, and the table has rows: declare it .nullable() or with a .default(…).',
          action: 'error',
        }
      : finding,
  );
}
