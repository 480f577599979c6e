import { rowToJson } from '../codec/value/row-to-json.js';
import type { Columns } from './column/column.js';
import type { CollectionKind, ColumnKind } from './column/column-kind.js';
import type { IndexDeclaration } from './indexes/index-declaration.js';
import type { IndexDeclarationOf } from './indexes/index-types.js';
import type { ColumnRules, OnceEach } from './column-rules.js';
import type { StorageOptions } from './storage-options.js';
import type { DeclaredWriteMode } from './write-mode.js';
import { missingValueOf } from './table-model.js';
import type { NewRowOf, RowInstance } from './row-types.js';
import type { ClusteringOrder, SortDirection, TableDefinition } from './table-definition.js';

/** The class that `Table()` makes and a table class extends. */
export interface TableClass<Definition extends TableDefinition> {
  /** A row made by hand: takes what `insert` takes; absent nullable columns become null, collections empty. Checks nothing, `insert` does. */
  new (row: NewRowOf<Definition>): RowInstance<Definition>;
  /** What `Table()` was told. */
  readonly definition: Definition;
}

/** A table class, given the type of its rows. */
export interface TableOf<Entity> {
  new (row: never): Entity;
  /** What `Table()` was told. */
  readonly definition: TableDefinition;
}

/** Kinds a key column may have: no duration, no counter, and collections and UDTs only frozen. */
export type KeyKind = Exclude<ColumnKind, CollectionKind | 'counter' | 'duration' | 'udt'>;

type ColumnName<Cols extends Columns> = keyof Cols & string;

/** What a table is declared with. */
export interface TableOptions<
  Cols extends Columns,
  Partition extends readonly string[],
  Clustering extends readonly string[],
  Order extends ClusteringOrder,
  Indexes extends readonly IndexDeclaration[],
  Writes extends DeclaredWriteMode = 'plain',
> extends StorageOptions {
  /** Columns by property name: `cityId: int()` is the column `city_id`. */
  readonly columns: Cols &
    ColumnRules<Cols, NoInfer<Partition>, NoInfer<Clustering>, NoInfer<Indexes>>;
  /** The columns that say on which nodes a row lies. A filter gives all of them, or uses an index. */
  readonly partitionKey: Partition & OnceEach<NoInfer<Partition>>;
  /** The columns rows of one partition are told apart and sorted by, outermost first. */
  readonly clusteringKey?: Clustering & OnceEach<NoInfer<Clustering>>;
  /** The direction of each clustering column. @default 'asc' */
  readonly clusteringOrder?: Order;
  /**
   * Columns with a storage-attached index: for equality; for ranges too where the values are numbers, dates, times,
   * timestamps, timeuuids or addresses. Of a list, set or map the index is on what is inside, for `contains`; of a map
   * `{ column: 'scores', target: 'keys' }` is for `containsKey`, 'entries' for `entry`, and one column may have all three.
   * `{ column: 'email', caseSensitive: false }` takes 'ADA@x' for 'ada@x'.
   */
  readonly indexes?: Indexes;
  /** The keyspace. @default the connection's */
  readonly keyspace?: string;
  /**
   * How rows are written: 'versioned' makes each write a lightweight transaction that gives the row a new version, and
   * 'append-only' forbids changes; tables of either kind may have projections.
   *
   * @default 'plain'
   */
  readonly writes?: Writes;
}

/**
 * Declares a table; extend the class it gives. Read it as CQL: the keys below are `PRIMARY KEY ((city_id), age, username)`.
 * Row, insert, key and filter types are inferred from it. Throws nothing: faults are found by `verifyTables()` and at
 * module start, all of them together.
 *
 * The class holds methods, getters and statics only: a field would hide the column of its name.
 *
 * @example
 * export class UserByCity extends Table('users_by_city', {
 *   columns: { cityId: int(), age: int(), username: text(), name: text().nullable() },
 *   partitionKey: ['cityId'],
 *   clusteringKey: ['age', 'username'],
 * }) {
 *   get label(): string { return `${this.name ?? this.username} (${this.age})`; }
 * }
 */
export function Table<
  const Name extends string,
  const Cols extends Columns,
  const Partition extends readonly [ColumnName<Cols>, ...ColumnName<Cols>[]],
  const Clustering extends readonly Exclude<ColumnName<Cols>, Partition[number]>[] = [],
  // A Record would refuse the default for want of the columns it may leave out.
  // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style, @typescript-eslint/no-empty-object-type
  const Order extends { readonly [Property in Clustering[number]]?: SortDirection } = {},
  const Indexes extends readonly IndexDeclarationOf<Cols>[] = [],
  const Writes extends DeclaredWriteMode = 'plain',
>(
  name: Name,
  options: TableOptions<Cols, Partition, Clustering, Order, Indexes, Writes>,
): TableClass<TableDefinition<Name, Cols, Partition, Clustering, Order, Indexes, Writes>> {
  type Definition = TableDefinition<Name, Cols, Partition, Clustering, Order, Indexes, Writes>;
  const {
    columns,
    partitionKey,
    clusteringKey,
    clusteringOrder,
    indexes,
    keyspace,
    writes,
    ...storage
  } = { ...options };
  const definition = Object.freeze({
    name,
    keyspace,
    columns,
    partitionKey,
    clusteringKey: clusteringKey ?? [],
    clusteringOrder: clusteringOrder ?? {},
    indexes: indexes ?? [],
    storage,
    writes: writes ?? 'plain',
    projections: [],
    source: undefined,
  }) as unknown as Definition;
  return tableClass(definition);
}

/** The class of a definition: its rows hold the columns and know how to become JSON. */
export function tableClass<Definition extends TableDefinition>(
  definition: Definition,
): TableClass<Definition> {
  class TableRow {
    static readonly definition = definition;

    constructor(row: Readonly<Record<string, unknown>>) {
      const target = this as Record<string, unknown>;
      for (const [property, column] of Object.entries(definition.columns))
        target[property] = row[property] ?? missingValueOf(column) ?? null;
    }

    toJSON(): Record<string, unknown> {
      return rowToJson(definition.columns, this);
    }
  }
  // The columns of a row are properties that only the type system knows by name.
  return TableRow as unknown as TableClass<Definition>;
}
