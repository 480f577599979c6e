import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { DamagedExportError } from '../errors/damaged-export.error.js';
import { attempt, isAbsent, syncFolder } from './attempt.js';
import { type FinishedTransform } from '../transform/part-transform.js';
import { type ContentSums, hex } from './part-file.js';

export const journalName = 'journal.jsonl';

/** A part that is complete and on disk. */
export interface FinishedPart extends ContentSums {
  /** Its number, from 0. */
  readonly part: number;
  /** The name of its file. */
  readonly name: string;
  /** Rows in it. */
  readonly rows: number;
  /** Cells written as null because the format has nothing for them. */
  readonly badCells: number;
  /** What the transform has come to, if there was one. */
  readonly transform?: FinishedTransform;
}

interface Heading {
  readonly planHash: string;
}

/**
 * The finished parts, a line each, in the order they were finished. A line begins with the checksum of the rest. A last line
 * without an end was being written when the process died: it does not count.
 */
export class Journal<Line extends { readonly part: number } = FinishedPart> {
  readonly #file: FileHandle;
  #last: Promise<void> = Promise.resolve();

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** The journal in the folder and the parts it has; a new one if there is none. @throws DamagedExportError */
  static async open<Line extends { readonly part: number } = FinishedPart>(
    folder: string,
    planHash: string,
  ): Promise<{ readonly journal: Journal<Line>; readonly finished: readonly Line[] }> {
    const path = join(folder, journalName);
    const bytes = await attempt(readIfThere(path));
    const { finished, end } = bytes === undefined ? nothing : readLines(bytes, planHash);
    const file = await attempt(open(path, bytes === undefined ? 'ax' : 'a', 0o600));
    try {
      if (bytes !== undefined && end < bytes.length) await attempt(file.truncate(end));
      const journal = new Journal<Line>(file);
      if (end === 0) {
        await journal.#append({ planHash });
        await attempt(syncFolder(folder));
      }
      return { journal, finished: finished as readonly Line[] };
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Resolves when the line is on disk. */
  async add(part: Line): Promise<void> {
    await this.#append(part);
  }

  async close(): Promise<void> {
    await this.#last.catch(() => undefined);
    await this.#file.close();
  }

  async #append(line: Heading | Line): Promise<void> {
    const step = this.#last.then(async () => {
      await attempt(this.#file.appendFile(lineOf(line)));
      await attempt(this.#file.datasync());
    });
    this.#last = step;
    await step;
  }
}

/** The finished parts of a folder's journal, none where there is no journal. @throws DamagedExportError */
export async function readJournal(
  folder: string,
  planHash: string,
): Promise<readonly FinishedPart[]> {
  const bytes = await attempt(readIfThere(join(folder, journalName)));
  if (bytes === undefined) return [];
  return readLines(bytes, planHash).finished as readonly FinishedPart[];
}

const nothing = { finished: [], end: 0 };

function lineOf(content: unknown): string {
  const text = JSON.stringify(content);
  return `${hex(crc32(text))} ${text}\n`;
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function readLines(
  bytes: Buffer,
  planHash: string,
): { readonly finished: readonly { readonly part: number }[]; readonly end: number } {
  const end = bytes.lastIndexOf(10) + 1;
  if (end === 0) {
    // A heading that was being written is made anew; anything else is no journal.
    if (lineOf({ planHash }).startsWith(bytes.toString())) return nothing;
    throw damaged(1);
  }
  const lines = bytes.toString('utf8', 0, end - 1).split('\n');
  const [heading, ...parts] = lines.map(readLine);
  if ((heading as Partial<Heading>).planHash !== planHash) {
    throw new DamagedExportError(
      `${journalName} belongs to another plan than the one in the folder. Use another folder.`,
    );
  }
  const finished = new Map<number, { readonly part: number }>();
  for (const part of parts as { readonly part: number }[]) finished.set(part.part, part);
  return { finished: [...finished.values()], end };
}

function readLine(line: string, index: number): unknown {
  const text = line.slice(9);
  if (line[8] !== ' ' || hex(crc32(text)) !== line.slice(0, 8)) {
    throw damaged(index + 1);
  }
  return JSON.parse(text) as unknown;
}

function damaged(line: number): DamagedExportError {
  return new DamagedExportError(
    `Line ${String(line)} of ${journalName} is damaged. Nothing was changed. Restore it, or use another folder.`,
  );
}
