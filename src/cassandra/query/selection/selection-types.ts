import type { Column } from '../../table/column/column.js';
import type { CollectionKind, ColumnKind } from '../../table/column/column-kind.js';
import type { ColumnValue, ValueAt } from '../../table/row-types.js';
import type {
  ColumnsOf,
  KeyColumn,
  PartitionColumn,
  Refused,
} from '../../table/table-definition.js';
import type { SelectFunction } from './select-function.js';

/** What a query gives: whole rows, what `select` said, the partitions of the table, or the nearest rows. */
export type QueryShape = 'rows' | 'selected' | 'partitions' | 'nearest';

type WholeKind = Extract<
  ColumnKind,
  'tinyint' | 'smallint' | 'int' | 'bigint' | 'varint' | 'counter'
>;
type NumberKind = WholeKind | Extract<ColumnKind, 'float' | 'double' | 'decimal'>;

type Text<Property> = Property & string;
type KindAt<Entity, Property> = ColumnsOf<Entity>[Property & keyof ColumnsOf<Entity>]['kind'];

/** Columns that hold numbers. */
export type NumberColumn<Entity> = Text<
  {
    [Property in keyof ColumnsOf<Entity>]: ColumnsOf<Entity>[Property]['kind'] extends NumberKind
      ? Property
      : never;
  }[keyof ColumnsOf<Entity>]
>;

type StaticColumn<Entity> = Text<
  {
    [Property in keyof ColumnsOf<Entity>]: ColumnsOf<Entity>[Property]['isStatic'] extends true
      ? Property
      : never;
  }[keyof ColumnsOf<Entity>]
>;

/** Columns of float vectors. */
export type VectorColumn<Entity> = Text<
  {
    [Property in keyof ColumnsOf<Entity>]: ColumnsOf<Entity>[Property] extends Column<Float32Array>
      ? Property
      : never;
  }[keyof ColumnsOf<Entity>]
>;

type OutsideKey<Entity> = Exclude<Text<keyof ColumnsOf<Entity>>, KeyColumn<Entity>>;

/** Columns that are written as one value, outside the key. */
type OneCellColumn<Entity> = {
  [Property in OutsideKey<Entity>]: ColumnsOf<Entity>[Property]['kind'] extends
    CollectionKind | 'udt'
    ? never
    : Property;
}[OutsideKey<Entity>];

/** Functions that make a value of each row, with the columns they may be used on. */
export type RowFunctionOf<Entity> =
  | SelectFunction<'writetime' | 'ttl', OneCellColumn<Entity>>
  | SelectFunction<'maxwritetime', OutsideKey<Entity>>
  | SelectFunction<'similarity', VectorColumn<Entity>>;

/** Functions with the columns they may be used on. */
export type SelectFunctionOf<Entity> =
  | SelectFunction<'count', undefined>
  | SelectFunction<'sum' | 'avg', NumberColumn<Entity>>
  | SelectFunction<'min' | 'max', Text<keyof ColumnsOf<Entity>>>
  | RowFunctionOf<Entity>;

/** A column, or functions by the property names their values get. */
export type SelectItem<Entity> =
  Text<keyof ColumnsOf<Entity>> | Readonly<Record<string, SelectFunctionOf<Entity>>>;

type NearestItem<Entity> =
  Text<keyof ColumnsOf<Entity>> | Readonly<Record<string, RowFunctionOf<Entity>>>;

type PartitionItem<Entity> = Text<PartitionColumn<Entity>> | StaticColumn<Entity>;

/**
 * What `select` takes, once: any columns and functions; of partitions only what they have one value of, of the nearest rows no
 * aggregates.
 */
export type Selectable<Entity, Shape extends QueryShape> = {
  rows: readonly [SelectItem<Entity>, ...SelectItem<Entity>[]];
  selected: readonly [Refused<'select was called already: name all columns in one call'>];
  partitions: readonly [PartitionItem<Entity>, ...PartitionItem<Entity>[]];
  nearest: readonly [NearestItem<Entity>, ...NearestItem<Entity>[]];
}[Shape];

type ResultOf<Entity, Item> =
  Item extends SelectFunction<infer Name, infer Property>
    ? {
        count: number;
        sum: KindAt<Entity, Property> extends WholeKind ? bigint : ValueAt<Entity, Property>;
        avg: number | null;
        min: ValueAt<Entity, Property> | null;
        max: ValueAt<Entity, Property> | null;
        writetime: bigint | null;
        maxwritetime: bigint | null;
        ttl: number | null;
        similarity: number | null;
      }[Name]
    : never;

type ColumnsSelected<Entity, Item> = {
  [Property in Extract<Item, keyof ColumnsOf<Entity>>]: ColumnValue<ColumnsOf<Entity>[Property]>;
};

type FunctionsSelected<Entity, Item> = {
  [Property in Item extends string ? never : keyof Item]: Item extends Readonly<
    Record<Property, infer Value>
  >
    ? ResultOf<Entity, Value>
    : never;
};

type Flat<Shape> = { [Property in keyof Shape]: Shape[Property] };

/** A plain object of what was selected. */
export type Selected<Entity, Items extends readonly unknown[]> = Flat<
  ColumnsSelected<Entity, Items[number]> & FunctionsSelected<Entity, Items[number]>
> & {
  /** The values as JSON can carry them: 64-bit numbers as text, timestamps in ISO 8601. Not enumerable. */
  toJSON(): Record<string, unknown>;
};

/** What `partitions()` gives: the columns of the partition key. */
export type PartitionOf<Entity> = Selected<Entity, readonly PartitionColumn<Entity>[]>;
