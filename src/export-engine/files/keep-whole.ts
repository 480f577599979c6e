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
    const { deadLetters } = part.transform ?? {};
    const files = deadLetters === undefined ? [part] : [part, deadLetters];
    const whole = await Promise.all(files.map((file) => isWhole(folder, file)));
    if (whole.every(Boolean)) kept.push(part);
  }
  return kept;
}

async function isWhole(
  folder: string,
  { name, bytes, crc32 }: Pick<FinishedPart, 'name' | 'bytes' | 'crc32'>,
): Promise<boolean> {
  const sums = await fileSums(join(folder, name), false);
  return sums?.bytes === bytes && sums.crc32 === crc32;
}

/** Files that were being written when the process died. */
export async function removeTemporaries(folder: string): Promise<void> {
  for (const name of await attempt(readdir(folder))) {
    if (isTemporary(name)) await attempt(rm(join(folder, name), { force: true }));
  }
}
