import { DamagedExportError } from '../errors/damaged-export.error.js';

/** Bytes of a file by their number, whatever the pieces are that it is read in. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(
    chunks: AsyncIterable<Buffer>,
    /** What is said when the file ends too soon. */
    private readonly cutOff: string,
  ) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** True where the file has come to its end. */
  async hasEnded(): Promise<boolean> {
    return !(await this.#fill(1));
  }

  /** The next bytes. @throws DamagedExportError when there are fewer */
  async take(count: number): Promise<Buffer> {
    if (!(await this.#fill(count))) throw new DamagedExportError(this.cutOff);
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return taken;
  }

  /** Passes bytes over, however many, without keeping them. */
  async skip(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      const size = Math.min(left, Math.max(1, this.#rest.length));
      await this.take(size);
      left -= size;
    }
  }

  async #fill(count: number): Promise<boolean> {
    const pieces = [this.#rest];
    let length = this.#rest.length;
    while (length < count) {
      const next = await this.#chunks.next();
      if (next.done === true) break;
      pieces.push(next.value);
      length += next.value.length;
    }
    if (pieces.length > 1) this.#rest = Buffer.concat(pieces);
    return length >= count;
  }
}
