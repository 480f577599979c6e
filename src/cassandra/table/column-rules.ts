import type { Column, Columns, HasCounter } from './column/column.js';
import type { CollectionKind, RangeIndexedKind } from './column/column-kind.js';
import type { HoldsDuration } from './column/element-rules.js';
import type { IndexDeclaration } from './indexes/index-declaration.js';
import type { IndexRule } from './indexes/index-types.js';
import type { Refused } from './table-definition.js';

/**
 * What the keys, the indexes and the other columns of a table make impossible in a column, by property; `unknown` where nothing
 * is. The refusal stands at the column and not where it is named, since only there the compiler can say why.
 */
export type ColumnRules<
  Cols extends Columns,
  Partition extends readonly string[],
  Clustering extends readonly string[],
  Indexes extends readonly IndexDeclaration[],
  // The short way, in one question: all columns, those of the key, those with an index, the indexes themselves, those on the
  // partition key. What it lets pass must be at fault nowhere in `RulesByColumn`, which takes as much as all filters of a table.
> = [
  Cols[keyof Cols],
  Cols[keyof Cols & (Partition[number] | Clustering[number])],
  Cols[keyof Cols & Indexes[number]],
  Indexes[number],
  Indexes[number] & Partition[number],
] extends [
  RegularColumn,
  Column<unknown, SimpleKind, false>,
  Column<unknown, SimpleKind>,
  string,
  never,
]
  ? unknown
  : RulesByColumn<Cols, Partition, Clustering, Indexes>;

/** Columns that are at fault nowhere outside the key. */
type RegularColumn =
  Column<unknown, RegularKind, boolean, false> | Column<unknown, CollectionKind, false, false>;

type RegularKind = SimpleKind | 'blob' | 'duration' | 'frozen' | 'tuple' | 'udt' | 'vector';

/** Kinds any column may have, in keys and indexes too. */
type SimpleKind = RangeIndexedKind | 'ascii' | 'text' | 'boolean' | 'uuid';

type RulesByColumn<
  Cols extends Columns,
  Partition extends readonly string[],
  Clustering extends readonly string[],
  Indexes extends readonly IndexDeclaration[],
> = {
  readonly [Property in keyof Cols]: (Property extends Known<Partition> | Known<Clustering>
    ? KeyRule<Cols[Property]>
    : ValueRule<Cols[Property], HasCounter<Cols>, Clustering>) &
    IndexRule<Cols, Property, Partition, Clustering, Known<Indexes>>;
};

/** None of a list that is at fault itself: the compiler then takes it for one of every column. */
type Known<List extends readonly unknown[]> = number extends List['length'] ? never : List[number];

type KeyRule<C> = C extends { readonly isNullable: true }
  ? Refused<'a nullable column cannot be part of the key: remove .nullable()'>
  : C extends { readonly isStatic: true }
    ? Refused<'a static column cannot be part of the key: remove .static()'>
    : C extends { readonly kind: infer Kind extends CollectionKind | 'udt' }
      ? Refused<`a ${Kind} cannot be part of the key: declare it frozen(…)`>
      : HoldsDuration<C> extends true
        ? Refused<'a duration has no order and cannot be part of the key, nor inside of it'>
        : C extends { readonly kind: 'counter' }
          ? Refused<'a counter changes and cannot be part of the key: use bigint()'>
          : unknown;

/** Of a column outside the key. */
type ValueRule<C, IsCounterTable, Clustering extends readonly string[]> = [C, Clustering] extends [
  { readonly isStatic: true },
  readonly [],
]
  ? Refused<'a static column needs a clustering key'>
  : C extends { readonly kind: 'counter' }
    ? C extends { readonly isNullable: true }
      ? Refused<'a counter is never null: remove .nullable()'>
      : unknown
    : IsCounterTable extends true
      ? Refused<'a table with a counter has nothing but counters beside its key: use another table'>
      : C extends { readonly kind: CollectionKind; readonly isNullable: true }
        ? Refused<'a collection is never null: remove .nullable(), or declare it frozen(…)'>
        : unknown;

/** Why a list of key columns is none; `unknown` where it is one, or is at fault otherwise. */
export type OnceEach<Key extends readonly string[]> = number extends Key['length']
  ? unknown
  : Key extends readonly [infer First extends string, ...infer Others extends readonly string[]]
    ? First extends Others[number]
      ? Refused<`the key names "${First}" twice: name it once`>
      : OnceEach<Others>
    : unknown;
