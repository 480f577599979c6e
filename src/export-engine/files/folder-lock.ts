import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ExportRefusedError } from '../errors/export-refused.error.js';
import { systemCode } from '../errors/export-file.error.js';
import { attempt, isAbsent } from './attempt.js';
import { temporaryName } from './write-whole.js';

const lockName = '.lock';
const tries = 3;

interface Owner {
  readonly host: string;
  readonly pid: number;
  /** When the process began, as the system counts: another process may get the same number. */
  readonly started: string;
}

/**
 * Keeps a second export or load out of a folder. A lock whose process has ended is taken over; of one made on another machine nothing
 * is known, so it holds.
 */
export class FolderLock {
  private constructor(private readonly path: string) {}

  /** @throws ExportRefusedError when another process works in the folder */
  static async take(folder: string): Promise<FolderLock> {
    const path = join(folder, lockName);
    for (let left = tries; left > 0; left--) {
      if (await attempt(create(folder, path))) return new FolderLock(path);
      const text = await attempt(readFile(path, 'utf8').catch(absentAsEmpty));
      if (text === '') continue;
      const owner = JSON.parse(text) as Owner;
      if (await isAlive(owner)) {
        throw new ExportRefusedError(
          `Another process (${String(owner.pid)} on ${owner.host}) works in the folder. Wait for it, or remove ${lockName} if it no longer runs.`,
        );
      }
      await attempt(removeIfStill(folder, path, text));
    }
    throw new ExportRefusedError('Other processes work in the folder.');
  }

  async release(): Promise<void> {
    await rm(this.path, { force: true }).catch(() => undefined);
  }
}

/** The lock appears with its owner's name in it: linked, not opened. */
async function create(folder: string, path: string): Promise<boolean> {
  const owner: Owner = { host: hostname(), pid: process.pid, started: await startOf('self') };
  const temporary = join(folder, temporaryName(lockName));
  await writeFile(temporary, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    // The owner of the lock may have swept it away.
    if (systemCode(error) === 'EEXIST' || isAbsent(error)) return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Of two that find the same dead owner, the second must not remove the lock of the first. */
async function removeIfStill(folder: string, path: string, text: string): Promise<void> {
  const away = join(folder, temporaryName(lockName));
  try {
    await rename(path, away);
    if ((await readFile(away, 'utf8')) !== text) await link(away, path).catch(() => undefined);
  } catch (error) {
    if (!isAbsent(error)) throw error;
  } finally {
    await rm(away, { force: true });
  }
}

function absentAsEmpty(error: unknown): string {
  if (isAbsent(error)) return '';
  throw error;
}

async function isAlive({ host, pid, started }: Owner): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
  return (await startOf(String(pid))) === started;
}

/** Where there is no /proc, the number alone decides. */
async function startOf(pid: string): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')')).split(' ')[20] ?? '';
}
