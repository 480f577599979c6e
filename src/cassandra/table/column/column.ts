import type { ColumnKind } from './column-kind.js';
import type { CqlType } from './cql-type.js';

/** Never present at run time: carries the JavaScript type of a column's values. */
declare const valueType: unique symbol;

/**
 * A column as declared in `Table()`. Immutable: each method gives a new column, in any order.
 *
 * `Value` is its JavaScript type, `Kind` its CQL type, `Nullable` and `Static` what was said of it.
 */
export interface Column<
  out Value = unknown,
  out Kind extends ColumnKind = ColumnKind,
  out Nullable extends boolean = boolean,
  out Static extends boolean = boolean,
> {
  /** The CQL type without what is inside: 'list', 'frozen', 'int'. */
  readonly kind: Kind;
  /** The whole type, with what is inside. */
  readonly type: CqlType;
  /** Whether rows may hold null: `nullable()` was called. */
  readonly isNullable: Nullable;
  /** Whether a partition has one value: `static()` was called. */
  readonly isStatic: Static;
  /** The name in Cassandra; undefined: the property's name in snake_case. */
  readonly columnName: string | undefined;
  /** Undefined: none. */
  readonly defaultValue: unknown;
  readonly [valueType]: Value;

  /**
   * Rows may hold null here; `insert` may leave it out. Cassandra itself has no NOT NULL: a column that is not nullable
   * is checked by this library on the way in and on the way out. A collection is empty instead: the verifier refuses
   * `nullable()` unless it is frozen.
   */
  nullable(): Column<Value, Kind, true, Static>;

  /** One value for the whole partition. Null in rows of a partition that never got one, whatever `nullable()` says. */
  static(): Column<Value, Kind, Nullable, true>;

  /** The column's name in Cassandra, where it is not the property's name in snake_case. Any text: it is always quoted. */
  named(columnName: string): Column<Value, Kind, Nullable, Static>;

  /**
   * What rows have where Cassandra has no value although the column is not nullable: it was added after the row was written,
   * or an update made the row. Filled in on reading, never written: a filter by an index does not find such rows by it.
   */
  default(value: Value): Column<Value, Kind, Nullable, Static>;

  /**
   * A column of a projection that its base does not hold, made from each row of the base by a pure function: of the row alone,
   * the same each time. Null where there is none; where the column is of the projection's key, the row is then absent from it.
   */
  from<Row>(derive: (row: Row) => Value | null): DerivedColumn<Row, Value, Kind>;
}

/** A column of a projection with the function that makes its values. Holds null: the function may give it. */
export interface DerivedColumn<
  in Row = never,
  out Value = unknown,
  out Kind extends ColumnKind = ColumnKind,
> extends Column<Value, Kind, true, false> {
  /** Makes the value from a row of the base; null where there is none. */
  readonly derive: (row: Row) => Value | null;
}

/** The columns of a table by property name. */
export type Columns = Readonly<Record<string, Column>>;

/** The columns that are counters. */
export type CounterName<Cols extends Columns> = {
  [Property in keyof Cols]: Cols[Property]['kind'] extends 'counter' ? Property : never;
}[keyof Cols];

/** Is a counter among the columns? */
export type HasCounter<Cols extends Columns> = [CounterName<Cols>] extends [never] ? false : true;

/** What is said of a column. */
export interface ColumnState<
  Kind extends ColumnKind,
  Nullable extends boolean,
  Static extends boolean,
> {
  readonly kind: Kind;
  readonly type: CqlType;
  readonly isNullable: Nullable;
  readonly isStatic: Static;
  readonly columnName: string | undefined;
  readonly defaultValue: unknown;
}

export function makeColumn<
  Value,
  Kind extends ColumnKind,
  Nullable extends boolean,
  Static extends boolean,
>(state: ColumnState<Kind, Nullable, Static>): Column<Value, Kind, Nullable, Static> {
  const column = {
    ...state,
    nullable: () => makeColumn<Value, Kind, true, Static>({ ...state, isNullable: true }),
    static: () => makeColumn<Value, Kind, Nullable, true>({ ...state, isStatic: true }),
    named: (columnName: string) =>
      makeColumn<Value, Kind, Nullable, Static>({ ...state, columnName }),
    default: (defaultValue: Value) =>
      makeColumn<Value, Kind, Nullable, Static>({ ...state, defaultValue }),
    from: <Row>(derive: (row: Row) => Value | null): DerivedColumn<Row, Value, Kind> =>
      Object.freeze({
        ...makeColumn<Value, Kind, true, false>({ ...state, isNullable: true, isStatic: false }),
        derive,
      }),
  };
  // The type of its values is known to the type system alone.
  return Object.freeze(column) as unknown as Column<Value, Kind, Nullable, Static>;
}

/** A column of which nothing is said but its type. */
export function plainColumn<Value, Kind extends ColumnKind>(
  kind: Kind,
  type: CqlType,
): Column<Value, Kind, false, false> {
  return makeColumn({
    kind,
    type,
    isNullable: false,
    isStatic: false,
    columnName: undefined,
    defaultValue: undefined,
  });
}
