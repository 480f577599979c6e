import { mkdir, rmdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemCode } from '../errors/export-file.error.js';
import { ExportRefusedError } from '../errors/export-refused.error.js';
import { attempt } from './attempt.js';
import { FolderLock } from './folder-lock.js';

/** Works in a folder, made if it is not there, in which nobody else does. Of work that was refused no empty folder stays. */
export async function inFolder<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  const isMade = await attempt(make(path));
  try {
    const lock = await FolderLock.take(path);
    try {
      return await work();
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (isMade && error instanceof ExportRefusedError) await rmdir(path).catch(() => undefined);
    throw error;
  }
}

/** Not `recursive` for the last one: below a folder that takes none, such as /proc, Node would try for ever. */
async function make(path: string): Promise<boolean> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  try {
    await mkdir(path, { mode: 0o700 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST' && (await stat(path)).isDirectory()) return false;
    throw error;
  }
}
