import { Inject, Injectable } from '@nestjs/common';
import { access, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExportFileError } from '../../export-engine/index.js';
import { EXPORTS_OPTIONS, type ExportsOptions } from '../exports.options.js';

/** Where a job's files are: `<root>/<job>/<fence>`, one folder for each instance that took it. Paths are made of nothing else. */
@Injectable()
export class JobFolders {
  constructor(@Inject(EXPORTS_OPTIONS) private readonly options: ExportsOptions) {}

  of(jobId: string, fence?: number): string {
    return join(this.options.root, jobId, ...(fence === undefined ? [] : [String(fence)]));
  }

  async isHere(jobId: string, fence: number): Promise<boolean> {
    return await access(this.of(jobId, fence)).then(
      () => true,
      () => false,
    );
  }

  /** Only for the instance that took this fence; fails if the folder is there. */
  async make(jobId: string, fence: number): Promise<string> {
    const folder = this.of(jobId, fence);
    try {
      await mkdir(this.of(jobId), { recursive: true, mode: 0o700 });
      await mkdir(folder, { mode: 0o700 });
    } catch (error) {
      throw new ExportFileError(error);
    }
    return folder;
  }

  /** Of the fences before, those this machine sees; the newest first. */
  async before(jobId: string, fence: number): Promise<readonly number[]> {
    const names = await readdir(this.of(jobId)).catch(() => []);
    return names
      .map(Number)
      .filter((other) => Number.isInteger(other) && other < fence)
      .toSorted((a, b) => b - a);
  }

  async remove(jobId: string, fence?: number): Promise<void> {
    await rm(this.of(jobId, fence), { recursive: true, force: true });
  }
}
