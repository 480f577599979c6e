import { type Client } from 'cassandra-driver';
import { translateDriverError } from '../../cassandra/index.js';
import { ExportRefusedError } from '../errors/export-refused.error.js';
import { parseType } from '../types/parse-type.js';
import { type WireType } from '../types/wire-type.js';

export interface TableColumn {
  readonly name: string;
  readonly kind: 'partition_key' | 'clustering' | 'static' | 'regular';
  /** As `system_schema` writes it. */
  readonly cqlType: string;
  readonly type: WireType;
}

/** A table as the server describes it now. */
export interface TableSchema {
  readonly keyspace: string;
  readonly table: string;
  /** Of this very table: another one of the same name has another id. */
  readonly id: string;
  /** Key columns first, in the order of the key; then the others by name. */
  readonly columns: readonly TableColumn[];
  /** The UDTs of its keyspace. */
  readonly udts: ReadonlyMap<string, readonly { readonly name: string; readonly type: string }[]>;
}

/** The names of the columns a row's partition is found by, in the order of the key. */
export function partitionKeyOf({ columns }: TableSchema): readonly string[] {
  return columns.filter(({ kind }) => kind === 'partition_key').map(({ name }) => name);
}

const kinds = ['partition_key', 'clustering', 'static', 'regular'];

/** Reads `system_schema`, not the driver's copy of it, which may be late. Undefined where there is no such table. */
export async function readTableSchema(
  client: Client,
  keyspace: string,
  table: string,
): Promise<TableSchema | undefined> {
  const read = async (cql: string, values: readonly string[]): Promise<Row[]> => {
    try {
      const { rows } = await client.execute(cql, [...values], { prepare: true });
      return rows;
    } catch (error) {
      throw translateDriverError(error, { operation: 'schema', table });
    }
  };
  const [tables, columns, types] = await Promise.all([
    read('SELECT id FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?', [
      keyspace,
      table,
    ]),
    read(
      'SELECT column_name, kind, position, type FROM system_schema.columns WHERE keyspace_name = ? AND table_name = ?',
      [keyspace, table],
    ),
    read(
      'SELECT type_name, field_names, field_types FROM system_schema.types WHERE keyspace_name = ?',
      [keyspace],
    ),
  ]);
  const [found] = tables;
  if (found === undefined || columns.length === 0) return undefined;
  const udts = new Map(types.map((row) => [String(row.type_name), fieldsOf(row)]));
  return {
    keyspace,
    table,
    id: String(found.id),
    udts,
    columns: columns.sort(byPlace).map((row) => ({
      name: String(row.column_name),
      kind: row.kind as TableColumn['kind'],
      cqlType: String(row.type),
      type: parseType(String(row.type), (name) => udts.get(name)),
    })),
  };
}

/** @throws ExportRefusedError where there is no such table */
export async function requireTableSchema(
  client: Client,
  keyspace: string,
  table: string,
): Promise<TableSchema> {
  const schema = await readTableSchema(client, keyspace, table);
  if (schema !== undefined) return schema;
  throw new ExportRefusedError(
    `There is no table "${keyspace}"."${table}". Views and virtual tables are neither exported nor loaded.`,
  );
}

type Row = Readonly<Record<string, unknown>>;

function fieldsOf(row: Row): { name: string; type: string }[] {
  const types = row.field_types as readonly string[];
  return (row.field_names as readonly string[]).map((name, index) => ({
    name,
    type: types[index] ?? '',
  }));
}

function byPlace(a: Row, b: Row): number {
  return (
    kinds.indexOf(String(a.kind)) - kinds.indexOf(String(b.kind)) ||
    Number(a.position) - Number(b.position) ||
    (String(a.column_name) < String(b.column_name) ? -1 : 1)
  );
}
