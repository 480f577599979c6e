import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt } from '../files/attempt.js';

export const loadLettersName = 'dead-letters.jsonl';

/** The rows that could not be loaded, a line of JSON each. Only its owner may read the file. */
export class LoadLetters {
  private constructor(
    private readonly file: FileHandle,
    private length: number,
  ) {}

  /** What stands behind `length` is of rows that are read again. */
  static async open(folder: string, length: number): Promise<LoadLetters> {
    const file = await attempt(open(join(folder, loadLettersName), 'a', 0o600));
    try {
      await attempt(file.truncate(length));
      return new LoadLetters(file, length);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Bytes that are on disk. */
  get bytes(): number {
    return this.length;
  }

  async add(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return;
    const block = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    await attempt(this.file.appendFile(block));
    await attempt(this.file.datasync());
    this.length += block.length;
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
