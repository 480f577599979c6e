import type { CollectionKind, RangeIndexedKind } from '../../table/column/column-kind.js';
import type { MapIndexTarget } from '../../table/indexes/index-declaration.js';
import type { ValueAt } from '../../table/row-types.js';
import type {
  ClusteringColumn,
  ClusteringKey,
  ColumnsOf,
  DefinitionOf,
  IndexedColumn,
  KeyColumn,
  MapTargetsAt,
  PartitionColumn,
  Refused,
} from '../../table/table-definition.js';

/**
 * One or two bounds of a range; never two lower or two upper ones. Each pair stands here twice: either bound may be the one that
 * is there for sure, as in `{ ...(min !== undefined && { gte: min }), lt: 5 }`.
 */
export type Bounds<Value> = (
  | { gt: Value; gte?: never; lt?: Value; lte?: never }
  | { gt: Value; gte?: never; lte?: Value; lt?: never }
  | { gte: Value; gt?: never; lt?: Value; lte?: never }
  | { gte: Value; gt?: never; lte?: Value; lt?: never }
  | { lt: Value; lte?: never; gt?: Value; gte?: never }
  | { lt: Value; lte?: never; gte?: Value; gt?: never }
  | { lte: Value; lt?: never; gt?: Value; gte?: never }
  | { lte: Value; lt?: never; gte?: Value; gt?: never }
) & { in?: never };

/** Any of these values. An empty list finds no rows and asks nobody; a value that is there twice counts once. */
export interface OneOf<Value> {
  /** The values, at most the connection's `maxInValues` (100); lists of one filter are multiplied. */
  in: readonly Value[];
  gt?: never;
  gte?: never;
  lt?: never;
  lte?: never;
}

type NoRange =
  Refused<'partitions have no order: list the values with in, use scan(), or declare a table with this column in its clustering key'>;

/** Any of these partitions; `in` as everywhere. */
export interface OneOfPartitions<Value> {
  /** The values, at most the connection's `maxInValues` (100); lists of one filter are multiplied. */
  in: readonly Value[];
  /** Refused: partitions are in no order. */
  gt?: NoRange;
  /** Refused: partitions are in no order. */
  gte?: NoRange;
  /** Refused: partitions are in no order. */
  lt?: NoRange;
  /** Refused: partitions are in no order. */
  lte?: NoRange;
}

type KindAt<Entity, Property> = ColumnsOf<Entity>[Property & keyof ColumnsOf<Entity>]['kind'];

type Absent<Property extends PropertyKey> = Partial<Record<Property, never>>;
type Text<Property> = Property & string;

/** Said beside the types of all properties: their intersection would be a list of every combination in messages. */
type AtLeastOneOf<Property extends PropertyKey> = {
  [One in Property]: Record<One, unknown>;
}[Property];

type ElementOf<Value> =
  Value extends Map<unknown, infer Inside>
    ? Inside
    : Value extends Set<infer Inside> | (infer Inside)[]
      ? Inside
      : never;

type MapKeyOf<Value> = Value extends Map<infer MapKey, unknown> ? MapKey : never;

type Lookups<Value, Target extends MapIndexTarget> = ('values' extends Target
  ? { contains?: ElementOf<Value>; containsAll?: readonly ElementOf<Value>[] }
  : unknown) &
  ('keys' extends Target ? { containsKey?: MapKeyOf<Value> } : unknown) &
  ('entries' extends Target ? { entry?: readonly [MapKeyOf<Value>, ElementOf<Value>] } : unknown);

/** What an index finds inside a collection; several together must all be there. */
export type Contains<Value, Target extends MapIndexTarget = 'values'> = Lookups<Value, Target> &
  AtLeastOneOf<keyof Lookups<Value, Target>>;

type IndexOperand<Entity, Property> =
  KindAt<Entity, Property> extends RangeIndexedKind
    ? ValueAt<Entity, Property> | Bounds<ValueAt<Entity, Property>>
    : KindAt<Entity, Property> extends CollectionKind
      ? Contains<ValueAt<Entity, Property>, MapTargetsAt<Entity, Property>>
      : KindAt<Entity, Property> extends 'vector'
        ? Refused<'the index of a vector finds the nearest ones, not equal ones'>
        : | ValueAt<Entity, Property>
          | Refused<'an index on such values serves = only: for a range or in, declare a table with the column in its key'>;

type AfterRange<Range extends string, Rest extends string> = Partial<
  Record<
    Rest,
    Refused<`nothing can follow the range of "${Range}", which ends the use of the key: leave one of the two out`>
  >
>;

/** Every column before the last one given by `=` or `in`, the last one by a range too, none after it. */
type ClusteringPrefix<Entity, Rest extends readonly string[]> = Rest extends readonly [
  infer First extends string,
  ...infer Others extends readonly string[],
]
  ? | Absent<Rest[number]>
    | (Record<First, Bounds<ValueAt<Entity, First>>> & AfterRange<First, Others[number]>)
    | ({
        [_ in First]: ValueAt<Entity, First> | OneOf<ValueAt<Entity, First>>;
      } & ClusteringPrefix<Entity, Others>)
  : unknown;

type UnservedColumn<Entity> = Exclude<
  keyof ColumnsOf<Entity>,
  KeyColumn<Entity> | IndexedColumn<Entity>
>;

type Unserved<Entity> = {
  [Property in UnservedColumn<Entity>]?: Refused<WhyUnserved<Entity, Property>>;
};

type StaticColumn<Entity> = {
  [Property in keyof ColumnsOf<Entity>]: ColumnsOf<Entity>[Property] extends {
    readonly isStatic: true;
  }
    ? Property
    : never;
}[keyof ColumnsOf<Entity>];

type WhyUdt = 'a UDT is stored field by field: declare it frozen(…) and add it to indexes';

type WhyUnserved<Entity, Property> =
  KindAt<Entity, Property> extends 'counter'
    ? 'a counter is neither key nor index column: keep a table for the ranking, or use allowFiltering()'
    : KindAt<Entity, Property> extends 'udt'
      ? WhyUdt
      : Property extends StaticColumn<Entity>
        ? 'a static column, one value for each partition: add it to indexes, or read it with partitions()'
        : `not a key or index column of "${DefinitionOf<Entity>['name']}": add it to indexes, or declare a table with it in the key`;

type PlainIndexColumn<Entity> = Exclude<IndexedColumn<Entity>, KeyColumn<Entity>>;

// Not `Refused`: only where these are absent does `{ ...(email !== undefined && { email }) }` fit one of the branches.
type BesidePartitions<Entity> = Absent<PlainIndexColumn<Entity>>;

type Partitions<Entity> = {
  [Property in PartitionColumn<Entity>]:
    ValueAt<Entity, Property> | OneOfPartitions<ValueAt<Entity, Property>>;
};

/** The complete partition key, and a prefix of the clustering key. */
export type ByKey<Entity> = Partitions<Entity> &
  ClusteringPrefix<Entity, ClusteringKey<Entity>> &
  Unserved<Entity> &
  BesidePartitions<Entity>;

/** Which rows one delete takes: the complete partition key, and a prefix of the clustering key. */
export type DeleteFilter<Entity> = Partitions<Entity> &
  ClusteringPrefix<Entity, ClusteringKey<Entity>> &
  Partial<
    Record<
      Text<Exclude<keyof ColumnsOf<Entity>, KeyColumn<Entity>>>,
      Refused<'a delete goes by the key alone: read the rows, then delete each by its key'>
    >
  >;

/** One partition, a prefix of its clustering key, and index columns beside. */
export type ByKeyAndIndex<Entity> = {
  [Property in PartitionColumn<Entity>]: ValueAt<Entity, Property>;
} & ClusteringPrefix<Entity, ClusteringKey<Entity>> & {
    [Property in PlainIndexColumn<Entity>]?: IndexOperand<Entity, Property>;
  } & Unserved<Entity>;

/** Index columns alone, at least one of them. Every node is asked. */
export type ByIndex<Entity> = AtLeastOneOf<IndexedColumn<Entity>> & {
  [Property in IndexedColumn<Entity>]?: IndexOperand<Entity, Property>;
} & Unserved<Entity> &
  Absent<Exclude<KeyColumn<Entity>, IndexedColumn<Entity>>>;

/** What this table's keys and indexes can serve; anything else does not compile. */
export type Filter<Entity> =
  | ByKey<Entity>
  | ([IndexedColumn<Entity>] extends [never] ? never : ByKeyAndIndex<Entity> | ByIndex<Entity>);

type AnyOperand<Entity, Property> =
  KindAt<Entity, Property> extends 'udt'
    ? Refused<WhyUdt>
    : KindAt<Entity, Property> extends CollectionKind
      ? Contains<
          ValueAt<Entity, Property>,
          KindAt<Entity, Property> extends 'map' ? MapIndexTarget : 'values'
        >
      : | ValueAt<Entity, Property>
        | OneOf<ValueAt<Entity, Property>>
        | Bounds<ValueAt<Entity, Property>>;

/** Any columns and operators, at least one: what ALLOW FILTERING serves. */
export type AnyFilter<Entity> = AtLeastOneOf<Text<keyof ColumnsOf<Entity>>> & {
  [Property in Text<keyof ColumnsOf<Entity>>]?: AnyOperand<Entity, Property>;
};

type StaticIndexColumn<Entity> = {
  [Property in IndexedColumn<Entity>]: ColumnsOf<Entity>[Property] extends {
    readonly isStatic: true;
  }
    ? Property
    : never;
}[IndexedColumn<Entity>];

type OfRows<Entity> = Partial<
  Record<
    Text<Exclude<keyof ColumnsOf<Entity>, PartitionColumn<Entity> | StaticIndexColumn<Entity>>>,
    Refused<'partitions are found by their key and by indexed static columns: filter rows with filter()'>
  >
>;

/** Which partitions: the complete partition key, or indexed static columns, or both. */
export type PartitionFilter<Entity> =
  | (OfRows<Entity> & ByKey<Entity>)
  | ([IndexedColumn<Entity>] extends [never]
      ? never
      : OfRows<Entity> & (ByKeyAndIndex<Entity> | ByIndex<Entity>));

type DeclaredDirection<Entity, Property> =
  Property extends keyof DefinitionOf<Entity>['clusteringOrder']
    ? DefinitionOf<Entity>['clusteringOrder'][Property]
    : 'asc';

type Reverse<Direction> = Direction extends 'desc' ? 'asc' : 'desc';

/**
 * The order rows of a partition lie in, or its complete reverse: Cassandra serves no third one. Naming the first column says
 * it all; a column may be left out only after it, or before it where the filter fixes it by equality.
 */
export type OrderBy<Entity> =
  | { readonly [Property in ClusteringColumn<Entity>]?: DeclaredDirection<Entity, Property> }
  | {
      readonly [Property in ClusteringColumn<Entity>]?: Reverse<
        DeclaredDirection<Entity, Property>
      >;
    };
