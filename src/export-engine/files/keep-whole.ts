import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt } from './attempt.js';
import { fileSums } from './file-sums.js';
import { type FinishedPart } from './journal.js';
import { isTemporary } from './write-whole.js';

/** The parts of a journal whose files are what they were when they were finished. The others are read again. */
export async function keepWhole(
  folder: string,
  finished: readonly FinishedPart[],
): Promise<readonly FinishedPart[]> {
  const kept: FinishedPart[] = [];
  for (const part of finished) {
    const sums = await fileSums(join(folder, part.name), false);
    if (sums?.bytes === part.bytes && sums.crc32 === part.crc32) kept.push(part);
  }
  return kept;
}

/** Files that were being written when the process died. */
export async function removeTemporaries(folder: string): Promise<void> {
  for (const name of await attempt(readdir(folder))) {
    if (isTemporary(name)) await attempt(rm(join(folder, name), { force: true }));
  }
}
