import { constants, copyFile, link, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedExportError } from '../errors/damaged-export.error.js';
import { systemCode } from '../errors/export-file.error.js';
import { attempt, isAbsent, syncFile, syncFolder } from './attempt.js';
import { type FinishedPart, readJournal } from './journal.js';
import { keepWhole } from './keep-whole.js';
import { temporaryName } from './write-whole.js';

/**
 * Brings finished parts of other folders of the same plan into this one; gives those that are whole here. The other folder's
 * owner may still be at work: a finished file is never written again, only replaced by a new one under its name, so what is
 * linked stays as it is. Parts with bad cells or failed rows are read again, for these
 * are listed in the folder they were found in.
 */
export async function adoptParts(
  folder: string,
  planHash: string,
  from: readonly string[],
  kept: readonly FinishedPart[],
): Promise<readonly FinishedPart[]> {
  const known = new Set(kept.map(({ part }) => part));
  const brought: FinishedPart[] = [];
  for (const other of from) {
    for (const part of await finishedIn(other, planHash)) {
      const isListed = part.badCells > 0 || (part.transform?.failed ?? 0) > 0;
      if (known.has(part.part) || isListed) continue;
      if (!(await bring(join(other, part.name), folder, part.name))) continue;
      known.add(part.part);
      brought.push(part);
    }
  }
  if (brought.length === 0) return brought;
  await attempt(syncFolder(folder));
  return await keepWhole(folder, brought);
}

/** What cannot be told of a folder that is not ours is read again from the table. */
async function finishedIn(folder: string, planHash: string): Promise<readonly FinishedPart[]> {
  try {
    return await readJournal(folder, planHash);
  } catch (error) {
    if (error instanceof DamagedExportError) return [];
    throw error;
  }
}

/** False when the file is not there. */
async function bring(path: string, folder: string, name: string): Promise<boolean> {
  try {
    await link(path, join(folder, name));
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    // Of a part that was not whole, and is to be made anew.
    if (systemCode(error) === 'EEXIST') return false;
  }
  const temporary = join(folder, temporaryName(name));
  await attempt(copyFile(path, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE));
  await attempt(syncFile(temporary));
  await attempt(rename(temporary, join(folder, name)));
  return true;
}
