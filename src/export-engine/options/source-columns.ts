import { type Cassandra, columnNameOf, type TableOf } from '../../cassandra/index.js';
import { type ExportColumn, type ExportTableOptions, type TableName } from './export-options.js';

export function nameOf(source: TableOf<unknown> | TableName, connection: Cassandra): TableName {
  if (!('definition' in source)) return { keyspace: source.keyspace, table: source.table };
  const { keyspace, name } = source.definition;
  return { keyspace: keyspace ?? connection.keyspace, table: name };
}

/** What a name that was given is called in Cassandra: with a class that of the property, where there is one. */
export function columnOf(source: TableOf<unknown> | TableName): (name: string) => string {
  if (!('definition' in source)) return (name) => name;
  const { definition } = source;
  return (name) =>
    Object.hasOwn(definition.columns, name) ? columnNameOf(definition, name) : name;
}

/** The columns that were given, as Cassandra has them. */
export function givenColumns(
  source: TableOf<unknown> | TableName,
  columns: ExportTableOptions['columns'],
): readonly ExportColumn[] | undefined {
  const inTable = columnOf(source);
  return columns
    ?.map((one) => (typeof one === 'string' ? { column: one, name: one } : one))
    .map(({ column, name }) => ({ column: inTable(column), name }));
}

export function declaredNames(source: TableOf<unknown> | TableName): readonly string[] | undefined {
  return 'definition' in source ? Object.keys(source.definition.columns) : undefined;
}
