import type { Refused } from '../table-definition.js';
import type { Column } from './column.js';
import type { CollectionKind, ColumnKind } from './column-kind.js';

/** Why something cannot stand inside a collection, tuple or vector; `unknown` where it can. */
export type ElementRule<C> = C extends { readonly isNullable: true }
  ? Refused<'nothing inside is ever null: remove .nullable()'>
  : FieldRule<C>;

/** The same of the elements of sets and the keys of maps, which Cassandra sorts. */
export type SortedElementRule<C> = C extends { readonly kind: 'duration' }
  ? Refused<'durations have no order: they are no set elements or map keys'>
  : ElementRule<C>;

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
