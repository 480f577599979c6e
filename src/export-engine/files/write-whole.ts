import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { attempt, syncFolder } from './attempt.js';

/** What a file is called until it is complete: never the end of a name that is looked for. */
export function temporaryName(name: string): string {
  return `.${name}.${randomBytes(6).toString('hex')}.part`;
}

export function isTemporary(name: string): boolean {
  return name.startsWith('.') && name.endsWith('.part');
}

/** A small file that is there complete and on disk, or not at all. Only its owner may read it. */
export async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const temporary = join(folder, temporaryName(name));
  try {
    const file = await attempt(open(temporary, 'wx', 0o600));
    try {
      await attempt(file.writeFile(text));
      await attempt(file.sync());
    } finally {
      await file.close();
    }
    const path = join(folder, name);
    await attempt(rename(temporary, path));
    await attempt(syncFolder(dirname(path)));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}
