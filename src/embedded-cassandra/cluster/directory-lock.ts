import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyProcess, isRunning, type ProcessIdentity } from '../node/process-identity.js';

/**
 * Claims a directory for this process: a file `lock` that names its owner. A lock whose owner has ended is taken over,
 * so a kill -9 leaves nothing to clean up by hand.
 */
export class DirectoryLock {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  /** The lock, or the running process that holds it. */
  static acquire(directory: string): DirectoryLock | ProcessIdentity {
    const file = join(directory, 'lock');
    const mine = join(directory, `lock.${randomUUID()}`);
    writeFileSync(mine, JSON.stringify(identifyProcess(process.pid)));
    try {
      for (;;) {
        // A hard link appears with its content, all or nothing; a file made with O_EXCL is empty for a moment.
        if (tryLink(mine, file)) return new DirectoryLock(file);
        const owner = readOwner(file);
        if (owner !== null && isRunning(owner)) return owner;
        discardStale(file, owner);
      }
    } finally {
      rmSync(mine, { force: true });
    }
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }
}

/** The process that holds the lock of a directory, running or not; null when there is no lock. */
export function readLockOwner(directory: string): ProcessIdentity | null {
  return readOwner(join(directory, 'lock'));
}

function readOwner(file: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}

function tryLink(existing: string, file: string): boolean {
  try {
    linkSync(existing, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Of two processes that find the same stale lock, one moves it away; what it moved is looked at again before it goes. */
function discardStale(file: string, stale: ProcessIdentity | null): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch {
    return; // another process was faster
  }
  const moved = readOwner(aside);
  if (JSON.stringify(moved) !== JSON.stringify(stale)) tryLink(aside, file);
  rmSync(aside, { force: true });
}
