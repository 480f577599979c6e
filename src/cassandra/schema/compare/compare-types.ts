import { quoteIdentifier } from '../../cql/quote-identifier.js';
import type { SchemaFinding } from '../../errors/schema-finding.js';
import { typeCql, type UdtField, type UdtType, udtsIn } from '../../table/column/cql-type.js';
import type { TableModel } from '../../table/table-model.js';
import { isSameType } from './is-same-type.js';
import type { LiveKeyspace } from '../live-schema.js';
import { type Subject, subjectOf } from './subject-of.js';

/** Every difference between the user-defined types of some tables of one keyspace and the cluster, inner types first. Pure. */
export function compareTypes(
  keyspace: string,
  models: readonly TableModel[],
  live: LiveKeyspace,
): readonly SchemaFinding[] {
  const byName = new Map<string, UdtType>();
  for (const { columns } of models) {
    for (const udt of columns.flatMap(({ type }) => udtsIn(type))) byName.set(udt.name, udt);
  }
  const inKeys = new Set(
    models.flatMap(({ partitionKey }) =>
      partitionKey.flatMap(({ type }) => udtsIn(type).map(({ name }) => name)),
    ),
  );
  return [...byName.values()].flatMap((udt) =>
    compareType(keyspace, udt, live).map((finding) =>
      finding.action === 'add' && finding.column !== undefined && inKeys.has(udt.name)
        ? { ...finding, problem: inKeyProblem, cql: undefined, action: 'error' as const }
        : finding,
    ),
  );
}

const inKeyProblem =
  'The field is missing, and the type is part of a partition key. It cannot be changed: declare a new type and table, and copy the rows.';

function compareType(keyspace: string, udt: UdtType, live: LiveKeyspace): readonly SchemaFinding[] {
  const subject = subjectOf(keyspace, udt.name);
  const fields = live.types.get(udt.name);
  if (fields === undefined) {
    const problem = 'The type is missing.';
    return [{ ...subject, problem, cql: createTypeCql(subject, udt), action: 'add' }];
  }
  const declared = new Set(udt.fields.map(({ name }) => name));
  return [
    ...udt.fields.flatMap((field) => compareField(subject, field, fields)),
    ...[...fields.keys()]
      .filter((name) => !declared.has(name))
      .map((column) => ({
        ...subject,
        column,
        problem: 'The field is not declared: a value that is written again loses it.',
        cql: undefined,
        action: 'notice' as const,
      })),
  ];
}

function compareField(
  subject: Subject,
  field: UdtField,
  fields: ReadonlyMap<string, string>,
): readonly SchemaFinding[] {
  const column = field.name;
  const declared = typeCql(field.type);
  const live = fields.get(column);
  if (live === undefined) {
    const cql = `ALTER TYPE ${subject.subject} ADD IF NOT EXISTS ${fieldCql(field)}`;
    if (field.isNullable || field.defaultValue !== undefined) {
      return [{ ...subject, column, problem: 'The field is missing.', cql, action: 'add' }];
    }
    const problem =
      'The field is missing and not nullable, and values may be there: declare it .nullable() or with a .default(…).';
    return [{ ...subject, column, problem, cql, action: 'error' }];
  }
  if (isSameType(live, declared)) return [];
  const problem = `The field is ${live}, declared as ${declared}. It cannot be changed: declare a new field.`;
  return [{ ...subject, column, problem, cql: undefined, action: 'error' }];
}

function createTypeCql({ subject }: Subject, udt: UdtType): string {
  return `CREATE TYPE IF NOT EXISTS ${subject} (${udt.fields.map(fieldCql).join(', ')})`;
}

function fieldCql({ name, type }: UdtField): string {
  return `${quoteIdentifier(name)} ${typeCql(type)}`;
}
