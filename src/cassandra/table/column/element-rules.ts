import type { Decimal } from '../../codec/value/decimal.js';
import type { Duration } from '../../codec/value/duration.js';
import type { Refused } from '../table-definition.js';
import type { Column } from './column.js';
import type { CollectionKind, ColumnKind } from './column-kind.js';

/** Why something cannot stand inside a collection, tuple or vector; `unknown` where it can. */
export type ElementRule<C> = C extends { readonly isNullable: true }
  ? Refused<'nothing inside is ever null: remove .nullable()'>
  : FieldRule<C>;

/** The same of the elements of sets and the keys of maps, which Cassandra sorts. */
export type SortedElementRule<C> =
  HoldsDuration<C> extends true
    ? Refused<'durations have no order: they are no set elements or map keys, nor inside one'>
    : ElementRule<C>;

/** Is it a column of durations, or of values with one inside? */
export type HoldsDuration<C> = C extends { readonly kind: 'duration' }
  ? true
  : C extends Column<infer Value, 'frozen' | 'tuple' | 'vector'>
    ? true extends DurationIn<Value>
      ? true
      : false
    : false;

type DurationIn<Value> = Value extends Duration
  ? true
  : Value extends Plain
    ? false
    : Value extends ReadonlyMap<infer Key, infer Inside>
      ? DurationIn<Key | Inside>
      : Value extends ReadonlySet<infer Inside> | readonly (infer Inside)[]
        ? DurationIn<Inside>
        : DurationIn<Value[keyof Value]>;

/** Values without parts of their own. */
type Plain =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Date
  | Uint8Array
  | Float32Array
  | Decimal;

/** Why something cannot be a field of a UDT, which may be null; `unknown` where it can. */
export type FieldRule<C> = C extends { readonly isStatic: true }
  ? Refused<'nothing inside is static: remove .static()'>
  : C extends { readonly kind: infer Kind extends CollectionKind | 'udt' }
    ? Refused<`a ${Kind} inside another type is one value: declare it frozen(…)`>
    : C extends { readonly kind: 'counter' }
      ? Refused<'a counter stands inside nothing: use bigint()'>
      : unknown;

/** Why something is not declared frozen; `unknown` where it can be. */
export type FrozenRule<C> =
  C extends Column<unknown, infer Kind>
    ? [Kind] extends [CollectionKind | 'udt']
      ? unknown
      : Refused<`frozen(…) is for lists, sets, maps and UDTs: ${NameOf<Kind>} is one value already`>
    : unknown;

type NameOf<Kind extends ColumnKind> = Kind extends `${'a' | 'i'}${string}`
  ? `an ${Kind}`
  : `a ${Kind}`;
