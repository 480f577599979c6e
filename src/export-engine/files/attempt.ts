import { open } from 'node:fs/promises';
import { ExportFileError, systemCode } from '../errors/export-file.error.js';

/** The step's outcome; its failure as ours. */
export async function attempt<Result>(step: Promise<Result>): Promise<Result> {
  try {
    return await step;
  } catch (error) {
    throw new ExportFileError(error);
  }
}

/** Without it a name may be lost with the power although the content is not. */
export async function syncFolder(path: string): Promise<void> {
  await syncFile(path);
}

export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Is this what happens when a file is not there. */
export function isAbsent(error: unknown): boolean {
  return systemCode(error) === 'ENOENT';
}
