import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder, and how to get rid of it. */
export interface TemporaryDirectory {
  readonly path: string;
  /** A path in it that nobody was given before; nothing is there yet. */
  next(): string;
  remove(): void;
}

export function temporaryDirectory(): TemporaryDirectory {
  const path = mkdtempSync(join(tmpdir(), 'cassanest-'));
  let given = 0;
  return {
    path,
    next: () => {
      given += 1;
      return join(path, String(given));
    },
    remove: () => {
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
