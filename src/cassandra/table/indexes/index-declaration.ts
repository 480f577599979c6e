import { type TextIndexOptions, textOptionsOf } from './text-index-options.js';

/** What of a map an index is on. */
export type MapIndexTarget = 'values' | 'keys' | 'entries';

/** What of a column an index is on: its value, a frozen collection as a whole, or what is inside a collection. */
export type IndexTarget = 'column' | 'full' | MapIndexTarget;

/** How an index compares vectors. */
export type VectorSimilarity = 'cosine' | 'dot_product' | 'euclidean';

/** What of an index holds where nothing is said. */
export const defaultSimilarity: VectorSimilarity = 'cosine';

/** An index as declared with more than the column's name. */
export interface IndexOptions<
  Name extends string = string,
  Target extends MapIndexTarget = MapIndexTarget,
> extends TextIndexOptions {
  /** The property name of the column. */
  readonly column: Name;
  /** What of a map it is on. @default 'values' */
  readonly target?: Target;
  /**
   * What makes two vectors near: 'cosine' their angle; 'dot_product' the same for vectors of length 1, at less cost; 'euclidean'
   * their distance. Of vectors of floats only. It cannot be changed: another one is another index.
   *
   * @default 'cosine'
   */
  readonly similarity?: VectorSimilarity;
}

/** An element of `indexes`. */
export type IndexDeclaration = string | IndexOptions;

export function indexedProperty(declaration: IndexDeclaration): string {
  return typeof declaration === 'string' ? declaration : declaration.column;
}

export function indexSimilarity(declaration: IndexDeclaration): VectorSimilarity | undefined {
  return typeof declaration === 'string' ? undefined : declaration.similarity;
}

export function indexTextOptions(declaration: IndexDeclaration): TextIndexOptions {
  return typeof declaration === 'string' ? {} : textOptionsOf(declaration);
}
