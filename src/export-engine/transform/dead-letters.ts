import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt } from '../files/attempt.js';
import { PartFile } from '../files/part-file.js';

const flushBytes = 64 << 10;

/** A finished file of dead letters. */
export interface DeadLetterFile {
  /** Its name in the export's folder. */
  readonly name: string;
  /** Its length. */
  readonly bytes: number;
  /** CRC-32 of it, eight digits in base 16. */
  readonly crc32: string;
}

/** No name that a pattern for data files such as `*.ndjson` finds. */
export function deadLettersName(part: number): string {
  return `dead-letters-${String(part).padStart(5, '0')}.jsonl`;
}

/** Those of parts that are not finished are thrown away, as their files are. */
export async function removeDeadLetters(folder: string, parts: readonly number[]): Promise<void> {
  for (const part of parts) await attempt(rm(join(folder, deadLettersName(part)), { force: true }));
}

/** The rows of one part that failed, a line of JSON each. There is a file if there is a row; only its owner may read it. */
export class DeadLetters {
  #file: PartFile | undefined;
  #lines = '';

  constructor(
    private readonly folder: string,
    private readonly part: number,
  ) {}

  async add(line: string): Promise<void> {
    this.#lines += `${line}\n`;
    if (this.#lines.length > flushBytes) await this.#flush();
  }

  /** Resolves when they are on disk, under their name. */
  async finish(): Promise<DeadLetterFile | undefined> {
    await this.#flush();
    if (this.#file === undefined) return undefined;
    const { bytes, crc32 } = await this.#file.finish();
    return { name: deadLettersName(this.part), bytes, crc32 };
  }

  async discard(): Promise<void> {
    await this.#file?.discard();
  }

  async #flush(): Promise<void> {
    if (this.#lines === '') return;
    const { folder, part } = this;
    const name = deadLettersName(part);
    this.#file ??= await PartFile.create({ folder, name, compress: undefined, sha256: false });
    const block = Buffer.from(this.#lines);
    this.#lines = '';
    await this.#file.write(block);
  }
}
