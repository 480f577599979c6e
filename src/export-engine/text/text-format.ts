import { type WireType } from '../types/wire-type.js';
import { type CellWriter } from './scalar/scalar-text.js';

export interface TextColumn {
  readonly name: string;
  readonly type: WireType;
  readonly write: CellWriter;
}

/** The columns of a text format, and what it puts around and between their cells. */
export interface TextFormat {
  readonly columns: readonly TextColumn[];
  /** Written once, before the first row of a part. */
  readonly header: Buffer;
  /** Before each cell, in the order of the columns. */
  readonly before: readonly Buffer[];
  readonly end: Buffer;
  readonly nullText: Buffer;
}
