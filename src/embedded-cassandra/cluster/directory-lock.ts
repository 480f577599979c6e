import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identifyProcess, isRunning, type ProcessIdentity } from '../node/process-identity.js';

/**
 * Claims a directory for this process: a file `lock` that names its owner. A lock whose owner has ended is taken over,
 * so a kill -9 leaves nothing to clean up by hand.
 */
export class DirectoryLock {
  private constructor(
    private readonly file: string,
    private readonly content: string,
  ) {}

  /** The lock, or the running process that holds it. */
  static acquire(directory: string): DirectoryLock | ProcessIdentity {
    const file = join(directory, 'lock');
    const mine = join(directory, `lock.${randomUUID()}`);
    // The nonce tells two locks of one process apart.
    const content = JSON.stringify({ ...identifyProcess(process.pid), nonce: randomUUID() });
    writeFileSync(mine, content);
    try {
      for (;;) {
        // A hard link appears with its content, all or nothing; a file made with O_EXCL is empty for a moment.
        if (tryLink(mine, file)) return new DirectoryLock(file, content);
        const owner = readOwner(file);
        if (owner !== null && isRunning(owner)) return owner;
        if (owner !== null) discardStale(file, owner);
      }
    } finally {
      rmSync(mine, { force: true });
    }
  }

  /** Gives the directory free; a lock that is no longer ours stays. */
  release(): void {
    if (readContent(this.file) === this.content) rmSync(this.file, { force: true });
  }
}

/** The process that holds the lock of a directory, running or not; null when there is no lock. */
export function readLockOwner(directory: string): ProcessIdentity | null {
  return readOwner(join(directory, 'lock'));
}

function readOwner(file: string): ProcessIdentity | null {
  const content = readContent(file);
  if (content === null) return null;
  try {
    return JSON.parse(content) as ProcessIdentity;
  } catch {
    return { pid: 0, startedAt: 'a lock that lost its content with the power' };
  }
}

function readContent(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
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
function discardStale(file: string, stale: ProcessIdentity): void {
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
