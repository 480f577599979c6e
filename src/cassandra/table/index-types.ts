import type { Columns, HasCounter } from './column/column.js';
import type { CollectionKind, ColumnKind } from './column/column-kind.js';
import type { MapIndexTarget } from './index-declaration.js';
import type { Refused } from './table-definition.js';
import type { TextIndexOptions } from './text-index-options.js';

/** Kinds that may have an index. */
export type IndexKind = Exclude<ColumnKind, 'blob' | 'counter' | 'duration' | 'udt'>;

type ColumnOfKind<Cols extends Columns, Kind extends ColumnKind> = {
  [Property in keyof Cols]: Cols[Property]['kind'] extends Kind ? Property : never;
}[keyof Cols] &
  string;

/** Columns that may have an index: of a kind that has one, and not the only column of the partition key. */
export type IndexColumnName<Cols extends Columns, Partition extends readonly string[]> = Exclude<
  ColumnOfKind<Cols, IndexKind>,
  Partition['length'] extends 1 ? Partition[number] : never
>;

/** Maps, of which an index may be on the values, the keys or the entries. */
export type MapColumnName<Cols extends Columns> = ColumnOfKind<Cols, 'map'>;

/** Columns of texts, or of what may hold them, outside the key. */
export type TextIndexColumnName<Cols extends Columns, Key extends string> = Exclude<
  ColumnOfKind<Cols, CollectionKind | 'ascii' | 'text'>,
  Key
>;

type NoTextOptions = { readonly [Option in keyof TextIndexOptions]?: never };

/** An element of `indexes`: a column, what of a map, which texts are equal. A table with a counter has none. */
export type IndexDeclarationOf<
  Cols extends Columns,
  Partition extends readonly string[],
  Clustering extends readonly string[],
> =
  HasCounter<Cols> extends true
    ? string & Refused<'a table with a counter can have no index'>
    : | IndexColumnName<Cols, Partition>
      | (NoTextOptions & {
          readonly column: IndexColumnName<Cols, Partition>;
          readonly target?: never;
        })
      | (TextIndexOptions & {
          readonly column: TextIndexColumnName<Cols, Partition[number] | Clustering[number]>;
          readonly target?: never;
        })
      | (TextIndexOptions & {
          readonly column: MapColumnName<Cols>;
          readonly target: MapIndexTarget;
        });
