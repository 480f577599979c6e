import type { Bounds } from '../../../query/filter/filter-types.js';
import type { Column } from '../../../table/column/column.js';
import type { ColumnsOf, KeyColumn } from '../../../table/table-definition.js';
import type { StaticColumn } from '../change/change-types.js';

/** Not equal. Null: there is a value. */
export interface NotEqual<Value> {
  /** What the value must not be. */
  readonly ne: Value | null;
}

/** Equal to one of these, at least one. */
export interface AnyOf<Value> {
  /** The values, at least one. */
  readonly in: readonly Value[];
}

/** What a condition may ask of one value: equality (null: there is none), `ne`, `in`, or one or two bounds. */
export type Comparison<Value> = Value | null | NotEqual<Value> | AnyOf<Value> | Bounds<Value>;

/** What a condition may ask of a collection as a whole; empty and null are the same. */
export type WholeComparison<Value> = Value | null | NotEqual<Value>;

/** An element a list, set or map (its values) must have, or several. */
export type MustContain<Element> =
  | { readonly contains: Element; readonly containsAll?: never }
  | { readonly containsAll: readonly [Element, ...Element[]]; readonly contains?: never };

/** What a condition may ask of a column. */
export type ConditionOn<C> =
  C extends Column<infer Value, infer Kind>
    ? [Kind, Value] extends ['set', Set<infer Element>]
      ? WholeComparison<Value> | MustContain<Element>
      : [Kind, Value] extends ['list', (infer Element)[]]
        ? | WholeComparison<Value>
          | MustContain<Element>
          | { readonly at: readonly [index: number, Comparison<Element>] }
        : [Kind, Value] extends ['map', Map<infer Key, infer Inside>]
          ? | WholeComparison<Value>
            | MustContain<Inside>
            | { readonly containsKey: Key }
            | { readonly entry: readonly [key: Key, Comparison<Inside>] }
          : Kind extends 'udt'
            ? | WholeComparison<Value>
              | {
                  readonly fields: {
                    readonly [Field in keyof Value]?: Comparison<NonNullable<Value[Field]>>;
                  };
                }
            : Comparison<Value>
    : never;

/** What a lightweight transaction asks of columns, all of them at once: any but those of the key. */
export type Conditions<Entity> = {
  readonly [Property in Exclude<keyof ColumnsOf<Entity>, KeyColumn<Entity>>]?: ConditionOn<
    ColumnsOf<Entity>[Property]
  >;
};

/** What a lightweight transaction of static columns asks, of static columns. */
export type StaticConditions<Entity> = {
  readonly [Property in StaticColumn<Entity>]?: ConditionOn<ColumnsOf<Entity>[Property]>;
};
