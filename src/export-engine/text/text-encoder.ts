import { BadCell } from '../errors/bad-cell.js';
import { type BadCells, type PartEncoder } from '../part/part-encoder.js';
import { fixedBytes, type RowWriter, writeRow } from './row-writer.js';
import { type TextColumn, type TextFormat } from './text-format.js';
import { TextOut } from './text-out.js';

/** Blocks are cut after the row with which they reach this: by the rows alone, never by pages or time. */
const blockBytes = 1 << 20;

/** Rows of a text format, straight from the bytes of a page. */
export class TextEncoder implements PartEncoder {
  readonly #out: TextOut;

  constructor(
    private readonly format: TextFormat,
    private readonly write: RowWriter,
    private readonly badCells: BadCells,
  ) {
    this.#out = new TextOut(blockBytes + (blockBytes >> 2), fixedBytes(format));
    this.#out.copy(format.header, 0, format.header.length);
  }

  addRow(source: Buffer, at: number): number {
    const start = this.#out.at;
    try {
      return this.write(this.#out, source, at);
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

  /** Finds the cells that cannot be written, reports them, and writes null in their place. */
  #writeAround(source: Buffer, start: number, mark: number): number {
    const bad = new Set<TextColumn>();
    let at = start;
    for (const column of this.format.columns) {
      const length = source.readInt32BE(at);
      at += 4;
      try {
        if (length > 0) column.write(this.#out, source, at, length);
      } catch (error) {
        if (!(error instanceof BadCell)) throw error;
        bad.add(column);
        this.badCells.add({ source, at: start, column: column.name, reason: error.reason });
      }
      if (length > 0) at += length;
    }
    this.#out.at = mark;
    return writeRow(this.format, this.#out, source, start, bad);
  }
}
