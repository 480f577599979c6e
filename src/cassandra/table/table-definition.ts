import type { Columns, CounterName } from './column/column.js';
import type { IndexDeclaration, MapIndexTarget } from './indexes/index-declaration.js';
import type { StorageOptions } from './storage-options.js';
import type { WriteMode } from './write-mode.js';

/** The way rows of a partition are sorted by one clustering column. */
export type SortDirection = 'asc' | 'desc';

/** Clustering columns and their direction; a column left out is ascending. */
export type ClusteringOrder = Readonly<Partial<Record<string, SortDirection>>>;

/** What `Table()` was told, as a value (`User.definition`) and as a type that all other types are made from. */
export interface TableDefinition<
  out Name extends string = string,
  out Cols extends Columns = Columns,
  out Partition extends readonly string[] = readonly string[],
  out Clustering extends readonly string[] = readonly string[],
  out Order extends ClusteringOrder = ClusteringOrder,
  out Indexes extends readonly IndexDeclaration[] = readonly IndexDeclaration[],
  out Writes extends WriteMode = WriteMode,
> {
  /** The table's name in Cassandra. */
  readonly name: Name;
  /** Undefined: the keyspace of the connection. */
  readonly keyspace: string | undefined;
  /** The columns by property name. */
  readonly columns: Cols;
  /** Property names of the partition key, in order. */
  readonly partitionKey: Partition;
  /** Property names of the clustering key, in order; empty for none. */
  readonly clusteringKey: Clustering;
  /** The directions that were given; the others are ascending. */
  readonly clusteringOrder: Order;
  /** The indexes as declared; empty for none. */
  readonly indexes: Indexes;
  /** How the rows are kept, as declared; what was not given is absent. */
  readonly storage: StorageOptions;
  /** Who may write its rows, and how. */
  readonly writes: Writes;
  /** The tables that `Projection()` was told to keep in step with this one. */
  readonly projections: readonly TableDefinition[];
  /** Of a projection: where its rows come from. */
  readonly source: ProjectionSource | undefined;
}

/** Where the rows of a projection come from. */
export interface ProjectionSource {
  /** The table whose rows it has. */
  readonly base: TableDefinition;
  /** The name of its class. */
  readonly baseClass: string;
  /** Values that the base does not hold, made from a row of it; null where there is none. */
  readonly derive: Readonly<Record<string, (row: never) => unknown>>;
}

/** Never present at run time: ties a row's type to the table it belongs to. */
export declare const tableDefinition: unique symbol;

/** What makes rows of two tables with equal columns different types. */
export interface RowOfTable<Definition extends TableDefinition> {
  readonly [tableDefinition]?: Definition;
}

/** The definition behind a table class, given the type of its rows. */
export type DefinitionOf<Entity> = Entity extends {
  readonly [tableDefinition]?: infer Definition extends TableDefinition;
}
  ? Definition
  : never;

/** The columns of a table, given the type of its rows. */
export type ColumnsOf<Entity> = DefinitionOf<Entity>['columns'];
/** Property names of the partition key. */
export type PartitionColumn<Entity> = DefinitionOf<Entity>['partitionKey'][number];
/** The clustering key as a tuple of property names. */
export type ClusteringKey<Entity> = DefinitionOf<Entity>['clusteringKey'];
/** Property names of the clustering key. */
export type ClusteringColumn<Entity> = ClusteringKey<Entity>[number];
/** Property names of the primary key. */
export type KeyColumn<Entity> = PartitionColumn<Entity> | ClusteringColumn<Entity>;
/** Property names of the columns with an index. */
export type IndexedColumn<Entity> = IndexedName<DefinitionOf<Entity>['indexes'][number]>;

/** Property names of the counters. */
export type CounterColumn<Entity> = CounterName<ColumnsOf<Entity>>;

/** True for tables with a counter: their rows are made and changed by `increment` alone. */
export type IsCounterTable<Entity> = [CounterColumn<Entity>] extends [never] ? false : true;

/** The column an element of `indexes` names. */
export type IndexedName<Declared> = Declared extends string
  ? Declared
  : Declared extends { readonly column: infer Name extends string }
    ? Name
    : never;

/** What of the map behind a property the indexes of its table are on. */
export type MapTargetsAt<Entity, Property> = MapTargetOf<
  DefinitionOf<Entity>['indexes'][number],
  Property
>;

type MapTargetOf<Declared, Property> = Declared extends Property
  ? 'values'
  : Declared extends { readonly column: Property; readonly target: infer Target }
    ? Extract<Target, MapIndexTarget>
    : Declared extends { readonly column: Property }
      ? 'values'
      : never;

/**
 * Nothing is of this type. Its text is what the compiler prints where a column cannot be used.
 */
export interface Refused<Why extends string> {
  readonly [tableDefinition]: Why;
}
