import { BadCell } from '../errors/bad-cell.js';
import { TextOut } from '../text/text-out.js';
import { type LeafType } from './leaf-types.js';

/** Pages are cut before the row with which they would pass this. */
const pageBytes = 1 << 20;

/** Where a page of a column ends. */
export interface PageEnd {
  readonly levels: number;
  readonly values: number;
  readonly bytes: number;
}

/**
 * One column of Parquet in the making: values in the plain encoding, and beside each place how deep it repeats and how much of
 * its path is there. A place without a value has levels only.
 */
export class LeafColumn {
  readonly values = new TextOut(1 << 16);
  repetitions = new Uint8Array(1024);
  definitions = new Uint8Array(1024);
  /** Places with or without a value. */
  levels = 0;
  valueCount = 0;
  readonly #pages: PageEnd[] = [];
  #pageStart = 0;
  #mark = { levels: 0, valueCount: 0, bytes: 0 };

  constructor(
    readonly type: LeafType,
    readonly path: readonly string[],
    readonly maxRepetition: number,
    readonly maxDefinition: number,
  ) {}

  addNull(repetition: number, definition: number): void {
    this.#addLevels(repetition, definition);
  }

  add(source: Buffer, at: number, length: number, repetition: number): void {
    const { values, type } = this;
    const start = values.at;
    if (type.size === undefined) {
      values.reserve(4);
      values.at += 4;
    }
    try {
      type.write(values, source, at, length);
    } catch (error) {
      values.at = start;
      throw error;
    }
    if (type.size === undefined) values.bytes.writeUInt32LE(values.at - start - 4, start);
    this.#addLevels(repetition, this.maxDefinition, start);
    this.valueCount += 1;
  }

  /** Remembers how far it is, for `rollback`. */
  mark(): void {
    this.#mark = { levels: this.levels, valueCount: this.valueCount, bytes: this.values.at };
  }

  /** Takes back what was added since `mark`. */
  rollback(): void {
    this.levels = this.#mark.levels;
    this.valueCount = this.#mark.valueCount;
    this.values.at = this.#mark.bytes;
    while ((this.#pages.at(-1)?.levels ?? -1) > this.levels) this.#pages.pop();
    this.#pageStart = this.#pages.at(-1)?.bytes ?? 0;
  }

  /** The ends of all pages, the last one's too. */
  get pages(): readonly PageEnd[] {
    return [
      ...this.#pages,
      { levels: this.levels, values: this.valueCount, bytes: this.values.at },
    ];
  }

  clear(): void {
    this.values.at = 0;
    this.levels = 0;
    this.valueCount = 0;
    this.#pages.length = 0;
    this.#pageStart = 0;
  }

  #addLevels(repetition: number, definition: number, bytes = this.values.at): void {
    if (repetition === 0 && bytes - this.#pageStart >= pageBytes) {
      this.#pages.push({ levels: this.levels, values: this.valueCount, bytes });
      this.#pageStart = bytes;
    }
    if (this.levels === this.definitions.length) {
      this.repetitions = doubled(this.repetitions);
      this.definitions = doubled(this.definitions);
    }
    this.repetitions[this.levels] = repetition;
    this.definitions[this.levels] = definition;
    this.levels += 1;
  }
}

function doubled(levels: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(levels.length * 2);
  larger.set(levels);
  return larger;
}

/** A value that must be there is not. */
export function missing(): BadCell {
  return new BadCell('a key has no value');
}
