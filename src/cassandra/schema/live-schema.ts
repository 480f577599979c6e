import type { DriverRow, StatementRunner } from '../cql/statement.js';
import { defaultSimilarity, type IndexTarget } from '../table/indexes/index-declaration.js';
import type { TextIndexOptions } from '../table/indexes/text-index-options.js';

/** A column as it is in the cluster. */
export interface LiveColumn {
  readonly name: string;
  readonly kind: 'partition_key' | 'clustering' | 'regular' | 'static';
  /** In the partition or clustering key; -1 for other columns. */
  readonly position: number;
  readonly clusteringOrder: 'asc' | 'desc' | 'none';
  readonly type: string;
}

/** What a column was before it was dropped. */
export interface DroppedColumn {
  readonly type: string;
  readonly kind: 'regular' | 'static';
}

/** An index as it is in the cluster. */
export interface LiveIndex {
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly target: IndexTarget;
  readonly isStorageAttached: boolean;
  readonly textOptions: Required<TextIndexOptions>;
  /** In small letters; of an index on vectors only it says something. */
  readonly similarity: string;
}

/** A table as it is in the cluster. */
export interface LiveTable {
  readonly columns: readonly LiveColumn[];
  /** Columns that were dropped, by name: they cannot come back with another type or kind. */
  readonly droppedColumns: ReadonlyMap<string, DroppedColumn>;
  readonly storage: LiveStorage;
}

/** The options of a table as they are in the cluster. */
export interface LiveStorage {
  readonly defaultTtlSeconds: number;
  readonly gcGraceSeconds: number;
  readonly comment: string;
  readonly compaction: ReadonlyMap<string, string>;
}

/** A keyspace as it is in the cluster. */
export interface LiveKeyspace {
  readonly tables: ReadonlyMap<string, LiveTable>;
  readonly indexes: readonly LiveIndex[];
  /** The fields of user-defined types: CQL type by name. */
  readonly types: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** Reads a keyspace from `system_schema`, or undefined if there is none. The driver's metadata may lag behind. */
export async function readLiveKeyspace(
  runner: StatementRunner,
  keyspace: string,
): Promise<LiveKeyspace | undefined> {
  const read = (cql: string): Promise<readonly DriverRow[]> => readAll(runner, cql, keyspace);
  const [found] = await read('SELECT keyspace_name FROM system_schema.keyspaces');
  if (found === undefined) return undefined;
  const columns = await read(
    'SELECT table_name, column_name, kind, position, clustering_order, type FROM system_schema.columns',
  );
  const dropped = await read(
    'SELECT table_name, column_name, kind, type FROM system_schema.dropped_columns',
  );
  const options = await read(
    'SELECT table_name, default_time_to_live, gc_grace_seconds, comment, compaction FROM system_schema.tables',
  );
  const types = await read('SELECT type_name, field_names, field_types FROM system_schema.types');
  const indexes = await read('SELECT table_name, index_name, options FROM system_schema.indexes');
  return {
    tables: new Map(
      [...new Set(columns.map((row) => text(row, 'table_name')))].map((table) => [
        table,
        {
          columns: columnsOf(table, columns),
          droppedColumns: droppedOf(table, dropped),
          storage: storageOf(options.find((row) => row.table_name === table) ?? {}),
        },
      ]),
    ),
    indexes: indexes.map(liveIndex),
    types: new Map(types.map((row) => [text(row, 'type_name'), fieldsOf(row)])),
  };
}

async function readAll(
  runner: StatementRunner,
  select: string,
  keyspace: string,
): Promise<readonly DriverRow[]> {
  const statement = {
    operation: 'read' as const,
    table: 'system_schema',
    cql: `${select} WHERE keyspace_name = ?`,
    values: [keyspace],
    isIdempotent: true,
  };
  const rows: DriverRow[] = [];
  let pageState: string | null = null;
  do {
    const page = await runner.run(statement, { consistency: 'ONE' }, { pageSize: 1000, pageState });
    rows.push(...page.rows);
    pageState = page.pageState;
  } while (pageState !== null);
  return rows;
}

function columnsOf(table: string, rows: readonly DriverRow[]): readonly LiveColumn[] {
  return rows
    .filter((row) => row.table_name === table)
    .map((row) => ({
      name: text(row, 'column_name'),
      kind: text(row, 'kind') as LiveColumn['kind'],
      position: Number(row.position),
      clusteringOrder: text(row, 'clustering_order') as LiveColumn['clusteringOrder'],
      type: text(row, 'type'),
    }));
}

function droppedOf(table: string, rows: readonly DriverRow[]): ReadonlyMap<string, DroppedColumn> {
  return new Map(
    rows
      .filter((row) => row.table_name === table)
      .map((row) => [
        text(row, 'column_name'),
        { type: text(row, 'type'), kind: text(row, 'kind') as DroppedColumn['kind'] },
      ]),
  );
}

function storageOf(row: DriverRow): LiveStorage {
  return {
    defaultTtlSeconds: Number(row.default_time_to_live ?? 0),
    gcGraceSeconds: Number(row.gc_grace_seconds ?? 0),
    comment: text(row, 'comment'),
    compaction: row.compaction instanceof Map ? (row.compaction as Map<string, string>) : new Map(),
  };
}

function fieldsOf(row: DriverRow): ReadonlyMap<string, string> {
  const names: readonly unknown[] = Array.isArray(row.field_names) ? row.field_names : [];
  const types: readonly unknown[] = Array.isArray(row.field_types) ? row.field_types : [];
  return new Map(names.map((name, index) => [String(name), String(types[index])]));
}

function liveIndex(row: DriverRow): LiveIndex {
  return {
    name: text(row, 'index_name'),
    table: text(row, 'table_name'),
    ...liveTarget(option(row, 'target')),
    textOptions: {
      caseSensitive: option(row, 'case_sensitive') !== 'false',
      normalize: option(row, 'normalize') === 'true',
      ascii: option(row, 'ascii') === 'true',
    },
    // Kept as it was written, and read by Cassandra in any case.
    similarity: option(row, 'similarity_function').toLowerCase() || defaultSimilarity,
    isStorageAttached: /(^|\.)(sai|StorageAttachedIndex)$/i.test(option(row, 'class_name')),
  };
}

/** `tags`, `keys("my tags")`: a column's name stands in quotes where it needs them. */
function liveTarget(written: string): Pick<LiveIndex, 'column' | 'target'> {
  const [, target, inside] = /^(keys|values|entries|full)\((.*)\)$/.exec(written) ?? [];
  const name = inside ?? written;
  return {
    column: /^".*"$/.test(name) ? name.slice(1, -1).replaceAll('""', '"') : name,
    target: (target ?? 'column') as IndexTarget,
  };
}

function text(row: DriverRow, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}

function option(row: DriverRow, name: string): string {
  const value: unknown = row.options instanceof Map ? row.options.get(name) : undefined;
  return typeof value === 'string' ? value : '';
}
