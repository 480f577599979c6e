import { Latest } from '../latest.js';
import { type SourceFile } from './source/source-files.js';

/** How far a load is. */
export interface LoadProgress {
  /** Rows read and done with: `read = written + failed`. Those of a chunk that is not finished count too, as far as written. */
  readonly read: number;
  /** Rows in the table. */
  readonly written: number;
  /** Rows in the dead letters. */
  readonly failed: number;
  /** Of the files, as they are on disk. */
  readonly bytes: number;
  /** Share of the files that is read, 0 to 1. */
  readonly fraction: number;
}

type Counts = Pick<LoadProgress, 'read' | 'written' | 'failed'>;

/** What is finished, and how much of the chunk at work is written. */
export class LoadBoard {
  readonly #latest = new Latest(
    () => this.now,
    (a, b) => a.read === b.read && a.bytes === b.bytes,
  );
  #finished: Counts = { read: 0, written: 0, failed: 0 };
  #inChunk = 0;
  #bytes = 0;
  #total = 1;

  /** What a load has done before it was interrupted is read again, but not written. */
  begin(
    files: readonly SourceFile[],
    finished: readonly (Counts & { readonly file: number })[],
  ): void {
    const bytesOf = (some: readonly SourceFile[]): number =>
      some.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#total = Math.max(1, bytesOf(files));
    this.#bytes = bytesOf(files.slice(0, finished.at(-1)?.file ?? 0));
    for (const counts of finished) this.finish(counts);
  }

  read(bytes: number): void {
    this.#bytes += bytes;
    this.#latest.tell();
  }

  written(): void {
    this.#inChunk += 1;
    this.#latest.tell();
  }

  finish({ read, written, failed }: Counts): void {
    const before = this.#finished;
    this.#finished = {
      read: before.read + read,
      written: before.written + written,
      failed: before.failed + failed,
    };
    this.#inChunk = 0;
    this.#latest.tell();
  }

  get now(): LoadProgress {
    const { read, written, failed } = this.#finished;
    return {
      read: read + this.#inChunk,
      written: written + this.#inChunk,
      failed,
      bytes: this.#bytes,
      fraction: Math.min(1, this.#bytes / this.#total),
    };
  }

  end(): void {
    this.#latest.end();
  }

  /** The latest whenever it has changed. Ends with the load. */
  changes(): AsyncGenerator<LoadProgress, void, undefined> {
    return this.#latest.changes();
  }
}
