import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedExportError } from '../errors/damaged-export.error.js';
import { attempt } from './attempt.js';
import { type FinishedPart } from './journal.js';

/** The finished files are all in the folder still, which may have been removed, and made anew, while others were written. */
export async function requireThere(folder: string, files: readonly FinishedPart[]): Promise<void> {
  for (const { name, bytes } of files) {
    const { size } = await attempt(stat(join(folder, name)));
    if (size === bytes) continue;
    throw new DamagedExportError(
      `${name} was changed while the export ran. Resume it to have the file written again.`,
    );
  }
}
