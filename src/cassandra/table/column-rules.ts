import type { Columns, HasCounter } from './column/column.js';
import type { CollectionKind } from './column/column-kind.js';
import type { Refused } from './table-definition.js';

/** What the other columns and the keys of a table make impossible in a column, by property; `unknown` where nothing is. */
export type ColumnRules<
  Cols extends Columns,
  Partition extends readonly string[],
  Clustering extends readonly string[],
> = {
  readonly [Property in keyof Cols]: Property extends Partition[number] | Clustering[number]
    ? unknown
    : ValueRule<Cols[Property], HasCounter<Cols>, Clustering>;
};

/** Of a column outside the key. */
type ValueRule<C, IsCounterTable, Clustering extends readonly string[]> = [
  C,
  IsCounterTable,
  Clustering,
] extends [{ readonly isStatic: true }, unknown, readonly []]
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
