import { type TextIndexOptions, textOptionsOf } from './text-index-options.js';

/** What of a map an index is on. */
export type MapIndexTarget = 'values' | 'keys' | 'entries';

/** What of a column an index is on: its value, a frozen collection as a whole, or what is inside a collection. */
export type IndexTarget = 'column' | 'full' | MapIndexTarget;

/** An index as declared with more than the column's name. */
export interface IndexOptions<
  Name extends string = string,
  Target extends MapIndexTarget = MapIndexTarget,
> extends TextIndexOptions {
  /** The property name of the column. */
  readonly column: Name;
  /** What of a map it is on. @default 'values' */
  readonly target?: Target;
}

/** An element of `indexes`. */
export type IndexDeclaration = string | IndexOptions;

export function indexedProperty(declaration: IndexDeclaration): string {
  return typeof declaration === 'string' ? declaration : declaration.column;
}

export function indexTextOptions(declaration: IndexDeclaration): TextIndexOptions {
  return typeof declaration === 'string' ? {} : textOptionsOf(declaration);
}
