import { BadCell } from '../errors/bad-cell.js';
import { isValueEmpty } from '../types/check-length.js';
import { type WireType } from '../types/wire-type.js';
import { type BadCells, type PartEncoder } from '../part/part-encoder.js';
import { type CellWriter } from './scalar-text.js';
import { TextOut } from './text-out.js';

/** Blocks are cut after the row with which they reach this: by the rows alone, never by pages or time. */
const blockBytes = 1 << 20;

/** What a text format puts around and between cells. */
export interface RowShape {
  /** Written once, before the first row of a part. */
  readonly header: Buffer;
  /** Before each cell, in the order of the columns. */
  readonly before: readonly Buffer[];
  readonly end: Buffer;
  readonly nullText: Buffer;
}

export interface TextColumn {
  readonly name: string;
  readonly type: WireType;
  readonly write: CellWriter;
}

/** Rows of a text format, straight from the bytes of a page. */
export class TextEncoder implements PartEncoder {
  readonly #out = new TextOut(blockBytes + (blockBytes >> 2));
  readonly #writers: readonly CellWriter[];
  readonly #isValueEmpty: readonly boolean[];

  constructor(
    private readonly columns: readonly TextColumn[],
    private readonly shape: RowShape,
    private readonly badCells: BadCells,
  ) {
    this.#writers = columns.map(({ write }) => write);
    this.#isValueEmpty = columns.map(({ type }) => isValueEmpty(type.kind));
    this.#out.copy(shape.header, 0, shape.header.length);
  }

  addRow(source: Buffer, at: number): number {
    const start = this.#out.at;
    try {
      return this.#write(source, at, undefined);
    } catch (error) {
      if (!(error instanceof BadCell)) throw error;
      this.#out.at = start;
      return this.#writeAround(source, at, start);
    }
  }

  takeBlock(): Buffer | undefined {
    return this.#out.at < blockBytes ? undefined : this.#out.take();
  }

  finish(): Buffer {
    return this.#out.take();
  }

  reuse(block: Buffer): void {
    this.#out.reuse(block);
  }

  #write(source: Buffer, start: number, bad: ReadonlySet<number> | undefined): number {
    const out = this.#out;
    const writers = this.#writers;
    const { before, end, nullText } = this.shape;
    let at = start;
    for (let index = 0; index < writers.length; index++) {
      const prefix = before[index];
      if (prefix !== undefined) out.copy(prefix, 0, prefix.length);
      const length = source.readInt32BE(at);
      at += 4;
      const isNull = length < 0 || (length === 0 && this.#isValueEmpty[index] === true);
      if (isNull || bad?.has(index) === true) out.copy(nullText, 0, nullText.length);
      else writers[index]?.(out, source, at, length);
      if (length > 0) at += length;
    }
    out.copy(end, 0, end.length);
    return at;
  }

  /** Finds the cells that cannot be written, reports them, and writes null in their place. */
  #writeAround(source: Buffer, start: number, mark: number): number {
    const bad = new Set<number>();
    let at = start;
    this.columns.forEach(({ write, name }, index) => {
      const length = source.readInt32BE(at);
      at += 4;
      try {
        if (length > 0) write(this.#out, source, at, length);
      } catch (error) {
        if (!(error instanceof BadCell)) throw error;
        bad.add(index);
        this.badCells.add({ source, at: start, column: name, reason: error.reason });
      }
      if (length > 0) at += length;
    });
    this.#out.at = mark;
    return this.#write(source, start, bad);
  }
}
