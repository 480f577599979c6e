import { Inject, Injectable } from '@nestjs/common';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EXPORTS_OPTIONS, type ExportsOptions } from '../exports.options.js';

/** An export was ended because the files of all exports together have reached what they may come to. */
export class DiskBudgetError extends Error {
  override readonly name = 'DiskBudgetError';
  readonly code = 'export-disk-budget';

  constructor() {
    super('The exports have used up their disk space. Delete some of them, then resume this one.');
  }
}

/** What the files below the export root come to. */
@Injectable()
export class DiskBudget {
  constructor(@Inject(EXPORTS_OPTIONS) private readonly options: ExportsOptions) {}

  /** Looks at every file: 0.05 ms each. */
  async isUsedUp(): Promise<boolean> {
    const { root, budgetBytes } = this.options;
    const inodes = new Set<number>();
    let bytes = 0;
    for (const entry of await readdir(root, { recursive: true }).catch(() => [])) {
      // What goes away meanwhile takes no space.
      const file = await lstat(join(root, entry)).catch(() => undefined);
      if (file?.isFile() !== true || inodes.has(file.ino)) continue;
      inodes.add(file.ino);
      bytes += file.size;
      if (bytes >= budgetBytes) return true;
    }
    return false;
  }
}
