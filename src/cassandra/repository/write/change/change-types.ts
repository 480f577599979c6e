import type { Column } from '../../../table/column/column.js';
import type { ColumnValue, ValueAt } from '../../../table/row-types.js';
import type {
  ColumnsOf,
  CounterColumn,
  KeyColumn,
  PartitionColumn,
  Refused,
} from '../../../table/table-definition.js';
import type { Operation } from './operation.js';

/** What may be done to a set beside replacing it. */
export type SetChange<Element> =
  SetOperation<Element> | readonly [SetOperation<Element>, ...SetOperation<Element>[]];

/** `add` or `discard`. */
export type SetOperation<Element> = Operation<'add' | 'discard', readonly Element[]>;

/** What may be done to a list beside replacing it: one of these at a time. */
export type ListOperation<Element> =
  | Operation<'append' | 'prepend' | 'discard', readonly Element[]>
  | Operation<'setAt', readonly [number, Element]>
  | Operation<'removeAt', number>;

/** `put` or `removeKeys`. */
export type MapOperation<Key, Value> =
  Operation<'put', ReadonlyMap<Key, Value>> | Operation<'removeKeys', readonly Key[]>;

/** What may be done to a map beside replacing it. */
export type MapChange<Key, Value> =
  MapOperation<Key, Value> | readonly [MapOperation<Key, Value>, ...MapOperation<Key, Value>[]];

/** What may be done to a user-defined type that is not frozen beside replacing it. */
export type FieldsOperation<Value> = Operation<
  'setFields',
  { readonly [Field in keyof Value]?: Value[Field] | undefined }
>;

/** The operations a column takes: none but of a set, list, map or UDT that is not frozen. */
export type OperationOn<C> =
  C extends Column<infer Value, infer Kind>
    ? [Kind, Value] extends ['set', Set<infer Element>]
      ? SetChange<Element>
      : [Kind, Value] extends ['list', (infer Element)[]]
        ? ListOperation<Element>
        : [Kind, Value] extends ['map', Map<infer Key, infer Inside>]
          ? MapChange<Key, Inside>
          : Kind extends 'udt'
            ? FieldsOperation<Value>
            : never
    : never;

/** What `update` may say of a column. */
export type ChangeOf<C> = C extends { readonly kind: 'counter' }
  ? Refused<'a counter is only added to: use increment'>
  : ColumnValue<C> | OperationOn<C> | undefined;

/**
 * What `update` may change, any column but those of the key: absent or undefined is left alone, null (where the column takes
 * it) deletes the value. A counter is not among it: it is only added to.
 */
export type Changes<Entity> = {
  [Property in Exclude<keyof ColumnsOf<Entity>, KeyColumn<Entity>>]?: ChangeOf<
    ColumnsOf<Entity>[Property]
  >;
};

/** Columns that have one value for the whole partition. */
export type StaticColumn<Entity> = {
  [Property in keyof ColumnsOf<Entity>]: ColumnsOf<Entity>[Property] extends {
    readonly isStatic: true;
  }
    ? Property
    : never;
}[keyof ColumnsOf<Entity>];

/** What `updateStatic` may change. */
export type StaticChanges<Entity> = {
  [Property in StaticColumn<Entity>]?: ChangeOf<ColumnsOf<Entity>[Property]>;
};

/** The complete partition key, without clustering columns. */
export type PartitionKey<Entity> = {
  [Property in PartitionColumn<Entity>]: ValueAt<Entity, Property>;
};

/** Columns of a row whose value can be deleted: nullable ones and collections. Those of the key are none of these. */
export type DeletableColumn<Entity> = {
  [Property in keyof ColumnsOf<Entity>]: ColumnsOf<Entity>[Property] extends {
    readonly isStatic: true;
  }
    ? never
    : ColumnsOf<Entity>[Property] extends
          { readonly isNullable: true } | { readonly kind: 'list' | 'set' | 'map' }
      ? Property
      : never;
}[keyof ColumnsOf<Entity>] &
  string;

/** What `increment` adds to which counter: whole numbers, negative ones too. */
export type Increments<Entity> = Readonly<
  Partial<Record<CounterColumn<Entity> & string, bigint | number>>
>;

/** What `incrementStatic` adds to which static counter. */
export type StaticIncrements<Entity> = {
  readonly [
    Property in StaticColumn<Entity> as Property extends CounterColumn<Entity> ? Property : never
  ]?: bigint | number;
};
