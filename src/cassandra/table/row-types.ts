import type { Column, Columns } from './column/column.js';
import type { CollectionKind } from './column/column-kind.js';
import type {
  ColumnsOf,
  DefinitionOf,
  IsCounterTable,
  KeyColumn,
  Refused,
  RowOfTable,
  TableDefinition,
} from './table-definition.js';

/** The type of a column's values when there is one. */
export type PresentValue<C> = C extends Column<infer Value> ? Value : never;

/** Where null is a value all the same: an empty list, set or map that is not frozen, a counter of 0. */
type HasZero<C> = C extends { readonly kind: CollectionKind | 'counter' } ? true : false;

/** True for columns that rows may hold null in: nullable ones, and every static one. */
type HoldsNull<C> =
  HasZero<C> extends true
    ? false
    : C extends { readonly isNullable: true } | { readonly isStatic: true }
      ? true
      : false;

/** The type of a column's values in rows. */
export type ColumnValue<C> = HoldsNull<C> extends true ? PresentValue<C> | null : PresentValue<C>;

/** The value of the column behind one property. */
export type ValueAt<Entity, Property> = PresentValue<
  ColumnsOf<Entity>[Property & keyof ColumnsOf<Entity>]
>;

type OptionalProperty<Cols extends Columns> = {
  [Property in keyof Cols]: true extends HoldsNull<Cols[Property]> | HasZero<Cols[Property]>
    ? Property
    : never;
}[keyof Cols];

/** A row's columns by property name. */
export type RowOf<Definition extends TableDefinition> = {
  -readonly [Property in keyof Definition['columns']]: ColumnValue<Definition['columns'][Property]>;
};

/** What a table class makes: its columns, and `toJSON`. */
export type RowInstance<Definition extends TableDefinition> = RowOf<Definition> &
  RowOfTable<Definition> & {
    /**
     * The columns as JSON can carry them: bigints, decimals and durations as text, timestamps in ISO 8601, bytes in base64,
     * sets and vectors as arrays, maps as objects. Not enumerable.
     */
    toJSON(): Record<string, unknown>;
  };

/** What the constructor of a table class takes: what `insert` takes, and counters. */
export type NewRowOf<Definition extends TableDefinition> = {
  [
    Property in Exclude<keyof Definition['columns'], OptionalProperty<Definition['columns']>>
  ]: ColumnValue<Definition['columns'][Property]>;
} & {
  [Property in OptionalProperty<Definition['columns']>]?:
    ColumnValue<Definition['columns'][Property]> | undefined;
};

/** The columns of a row of this table, without the methods of its class. */
export type Row<Entity> = RowOf<DefinitionOf<Entity>>;

/**
 * What `insert` takes: nullable and static columns may be absent or undefined (not written) or null (deleted), collections absent.
 * Of a table with a counter, which has no insert, there is none.
 */
export type NewRow<Entity> = {
  [Property in Exclude<keyof ColumnsOf<Entity>, OptionalProperty<ColumnsOf<Entity>>>]: ColumnValue<
    ColumnsOf<Entity>[Property]
  >;
} & {
  [Property in OptionalProperty<ColumnsOf<Entity>>]?:
    ColumnValue<ColumnsOf<Entity>[Property]> | undefined;
} & NoCounter<Entity>;

type NoCounter<Entity> =
  IsCounterTable<Entity> extends true
    ? Refused<'a table with a counter takes no insert: increment makes its rows'>
    : unknown;

/** The complete primary key of one row. */
export type Key<Entity> = {
  [Property in KeyColumn<Entity>]: ValueAt<Entity, Property>;
};
