import type { Column, Columns, HasCounter } from '../column/column.js';
import type { CollectionKind } from '../column/column-kind.js';
import type {
  IndexDeclaration,
  IndexOptions,
  MapIndexTarget,
  VectorSimilarity,
} from './index-declaration.js';
import type { Refused } from '../table-definition.js';

/** An element of `indexes`: a column, or a column with what of a map it is on and which texts are equal. */
export type IndexDeclarationOf<Cols extends Columns> =
  (keyof Cols & string) | IndexOptions<keyof Cols & string>;

/** Why the column can have none of the indexes that name it; `unknown` where it can. */
export type IndexRule<
  Cols extends Columns,
  Property extends keyof Cols,
  Partition extends readonly string[],
  Clustering extends readonly string[],
  Declared extends IndexDeclaration,
> = [DeclaredOn<Declared, Property>] extends [never]
  ? unknown
  : HasCounter<Cols> extends true
    ? Refused<'a table with a counter can have no index'>
    : [Partition['length'], Property] extends [1, Partition[number]]
      ? Refused<'the only partition column needs no index and can have none'>
      : KindRule<Cols[Property]> &
          OptionsRule<
            Cols[Property],
            DeclaredOn<Declared, Property>,
            Property extends Partition[number] | Clustering[number] ? true : false
          > &
          SimilarityRule<Cols[Property], DeclaredOn<Declared, Property>>;

type DeclaredOn<Declared, Property> = Declared extends Property | { readonly column: Property }
  ? Declared
  : never;

type KindRule<C> = C extends { readonly kind: infer Kind extends 'blob' | 'duration' }
  ? Refused<`a ${Kind} can have no index`>
  : C extends { readonly kind: 'udt' }
    ? Refused<'a UDT can have an index only if it is frozen(…)'>
    : C extends Column<infer Value, 'vector'>
      ? Value extends Float32Array
        ? unknown
        : Refused<'of vectors only those of floats can have an index'>
      : unknown;

type TextOption =
  | { readonly caseSensitive: boolean }
  | { readonly normalize: boolean }
  | { readonly ascii: boolean };

type SimilarityRule<C, Declared> = [
  C,
  Extract<Declared, { readonly similarity: VectorSimilarity }>,
] extends [{ readonly kind: 'vector' }, unknown] | [unknown, never]
  ? unknown
  : Refused<'similarity is for vectors of floats'>;

type OptionsRule<C, Declared, IsKey> = [
  C,
  Extract<Declared, { readonly target: MapIndexTarget }>,
] extends [{ readonly kind: 'map' }, unknown] | [unknown, never]
  ? [Extract<Declared, TextOption>] extends [never]
    ? unknown
    : IsKey extends true
      ? Refused<'caseSensitive, normalize and ascii are not for key columns'>
      : C extends { readonly kind: CollectionKind | 'ascii' | 'text' }
        ? unknown
        : Refused<'caseSensitive, normalize and ascii are for texts'>
  : Refused<'only an index on a map that is not frozen has a target'>;
