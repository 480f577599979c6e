import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { ExportFileError } from './export-file.error.js';

/**
 * A file that appears under its name once it is complete and on disk; until then it has another one. Only its owner may read
 * it. Each write waits for the disk, so that a slow disk slows the reading down.
 */
export class NewFile {
  readonly #handle: FileHandle;
  readonly #path: string;
  /** The name it has now. */
  #name: string;
  #bytes = 0;
  #crc32 = 0;

  private constructor(handle: FileHandle, path: string) {
    this.#handle = handle;
    this.#path = path;
    this.#name = temporary(path);
  }

  static async create(path: string): Promise<NewFile> {
    return new NewFile(await attempt(open(temporary(path), 'wx', 0o600)), path);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Eight digits in base 16. */
  get crc32(): string {
    return this.#crc32.toString(16).padStart(8, '0');
  }

  async write(text: string): Promise<void> {
    const data = Buffer.from(text);
    await attempt(this.#handle.appendFile(data));
    this.#bytes += data.length;
    this.#crc32 = crc32(data, this.#crc32);
  }

  async finish(): Promise<void> {
    await attempt(this.#handle.sync());
    await attempt(this.#handle.close());
    await attempt(rename(this.#name, this.#path));
    this.#name = this.#path;
    await attempt(syncFolder(dirname(this.#path)));
  }

  /** Removes what was written, under whichever name it is. A file that is closed already is no failure. */
  async discard(): Promise<void> {
    await this.#handle.close().catch(() => undefined);
    await attempt(rm(this.#name, { force: true }));
  }
}

const temporary = (path: string): string => `${path}.part`;

/** Without it a name may be lost with the power although the content is not. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function attempt<Result>(step: Promise<Result>): Promise<Result> {
  try {
    return await step;
  } catch (error) {
    throw new ExportFileError(error);
  }
}
