import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { attempt, syncFolder } from './attempt.js';
import { type Compress } from '../compression/compress.js';
import { temporaryName } from './write-whole.js';

/** Blocks compressed or written while the next one is filled. */
const blocksInFlight = 2;

/** What a part's content comes to. */
export interface ContentSums {
  /** Of the file. */
  readonly bytes: number;
  /** CRC-32 of the file, eight digits in base 16. */
  readonly crc32: string;
  /** Before compression; the same as `crc32` without one. */
  readonly contentBytes: number;
  /** CRC-32 of the content before compression. */
  readonly contentCrc32: string;
  /** Of the file, if asked for; base 16. */
  readonly sha256?: string;
}

/** Takes the blocks of a part, in order. */
export interface BlockSink {
  /** Resolves when the next block may come: a slow disk slows the reading down. */
  write(block: Buffer): Promise<void>;
}

export interface PartFileOptions {
  readonly folder: string;
  readonly name: string;
  readonly compress: Compress | undefined;
  readonly sha256: boolean;
  /** Told of each block that nobody needs any more. */
  readonly onWritten?: (block: Buffer) => void;
}

/** A part's file. It appears under its name once it is complete and on disk. Only its owner may read it. */
export class PartFile implements BlockSink {
  readonly #options: PartFileOptions;
  readonly #temporary: string;
  readonly #handle: FileHandle;
  readonly #hash: Hash | undefined;
  #bytes = 0;
  #crc32 = 0;
  #contentBytes = 0;
  #contentCrc32 = 0;
  #queued: Promise<void>[] = [];
  #last: Promise<void> = Promise.resolve();

  private constructor(options: PartFileOptions, temporary: string, handle: FileHandle) {
    this.#options = options;
    this.#temporary = temporary;
    this.#handle = handle;
    this.#hash = options.sha256 ? createHash('sha256') : undefined;
  }

  static async create(options: PartFileOptions): Promise<PartFile> {
    const temporary = join(options.folder, temporaryName(options.name));
    return new PartFile(options, temporary, await attempt(open(temporary, 'wx', 0o600)));
  }

  /** Uncompressed, so far. */
  get contentBytes(): number {
    return this.#contentBytes;
  }

  async write(block: Buffer): Promise<void> {
    if (block.length === 0) return;
    this.#contentBytes += block.length;
    const { compress } = this.#options;
    if (compress !== undefined) this.#contentCrc32 = crc32(block, this.#contentCrc32);
    const data = compress === undefined ? block : Promise.resolve(compress(block));
    const written = this.#append(data, this.#last).then(() => this.#options.onWritten?.(block));
    written.catch(() => undefined);
    this.#last = written;
    this.#queued.push(written);
    if (this.#queued.length >= blocksInFlight) await this.#queued.shift();
  }

  async finish(): Promise<ContentSums> {
    const { folder, name, compress } = this.#options;
    await this.#last;
    await attempt(this.#handle.sync());
    await attempt(this.#handle.close());
    await attempt(rename(this.#temporary, join(folder, name)));
    await attempt(syncFolder(folder));
    return {
      bytes: this.#bytes,
      crc32: hex(this.#crc32),
      contentBytes: this.#contentBytes,
      contentCrc32: hex(compress === undefined ? this.#crc32 : this.#contentCrc32),
      ...(this.#hash !== undefined && { sha256: this.#hash.digest('hex') }),
    };
  }

  /** Removes what was written, unless it is finished. */
  async discard(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#handle.close().catch(() => undefined);
    await attempt(rm(this.#temporary, { force: true }));
  }

  /** Waits for the block before it, so that blocks may be compressed side by side. */
  async #append(block: Uint8Array | Promise<Uint8Array>, before: Promise<void>): Promise<void> {
    const data = await block;
    await before;
    await this.#writeAll(data);
    this.#bytes += data.length;
    this.#crc32 = crc32(data, this.#crc32);
    this.#hash?.update(data);
  }

  /** In one call to the system as a rule; `appendFile` makes two of a block. */
  async #writeAll(data: Uint8Array): Promise<void> {
    let at = 0;
    while (at < data.length) at += (await attempt(this.#handle.write(data, at))).bytesWritten;
  }
}

/** Eight digits in base 16. */
export function hex(sum: number): string {
  return sum.toString(16).padStart(8, '0');
}
