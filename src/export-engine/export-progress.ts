import { Latest } from './latest.js';

/** How far an export is. */
export interface ExportProgress {
  /** Rows written so far. */
  readonly rows: number;
  /** Of the files' content, before compression. */
  readonly bytes: number;
  /** Share of the table's partitions that are read, 0 to 1, by where they lie on the ring. */
  readonly ringFraction: number;
}

function isSame(a: ExportProgress, b: ExportProgress): boolean {
  return a.rows === b.rows && a.bytes === b.bytes && a.ringFraction === b.ringFraction;
}

/**
 * What is done by all parts together: finished ones once, and what the others have come to. A part that is thrown away takes
 * its share back.
 */
export class ProgressBoard {
  readonly #parts = new Map<number, ExportProgress>();
  readonly #latest = new Latest(() => this.now, isSame);

  set(part: number, progress: ExportProgress): void {
    this.#parts.set(part, progress);
    this.#latest.tell();
  }

  remove(part: number): void {
    this.#parts.delete(part);
  }

  get now(): ExportProgress {
    let rows = 0;
    let bytes = 0;
    let ringFraction = 0;
    for (const part of this.#parts.values()) {
      rows += part.rows;
      bytes += part.bytes;
      ringFraction += part.ringFraction;
    }
    return { rows, bytes, ringFraction: Math.min(1, ringFraction) };
  }

  end(): void {
    this.#latest.end();
  }

  /** The latest whenever it has changed. Ends with the export. */
  changes(): AsyncGenerator<ExportProgress, void, undefined> {
    return this.#latest.changes();
  }
}
