import { Injectable } from '@nestjs/common';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Cassandra } from '../../cassandra/index.js';
import { ProblemException } from '../../common/problem/problem.js';
import {
  type Manifest,
  verifyExport,
  type VerifyOptions,
  type VerifyResult,
} from '../../export-engine/index.js';
import { ExportsService } from '../exports.service.js';
import { type ExportedFile } from '../jobs/export-job.js';
import { type ExportJobRow } from '../jobs/export-job.table.js';
import { type ExportRequest } from '../jobs/export-request.js';
import { JobResults } from '../jobs/job-results.js';
import { isOpen } from '../jobs/job-state.js';
import { JobStore } from '../jobs/job-store.js';
import { refusedAs } from '../refused-as.js';
import { JobFolders } from './job-folders.js';

/** It reads every file, and maybe the table. */
const verifiedAtOnce = 1;

/** A file of an export, to be sent. */
export interface StoredFile extends ExportedFile {
  readonly folder: string;
  readonly request: ExportRequest;
}

/** The files of jobs, as far as this machine has them. */
@Injectable()
export class ExportFilesService {
  #verifying = 0;

  constructor(
    private readonly exports: ExportsService,
    private readonly store: JobStore,
    private readonly results: JobResults,
    private readonly folders: JobFolders,
    private readonly cassandra: Cassandra,
  ) {}

  /** A file of a job that has succeeded. The name only picks one of the job's files; it never becomes part of a path. */
  async find(id: string, name: string): Promise<StoredFile> {
    const row = await this.exports.find(id);
    const file = (await this.results.filesOf(row)).find((one) => one.name === name);
    if (file === undefined) throw fileNotFound('The export has no file of this name.');
    const folder = await this.#folderOf(row);
    return { ...file, folder, request: JSON.parse(row.request) as ExportRequest };
  }

  async manifest(id: string): Promise<Manifest> {
    const folder = await this.#folderOf(requireSucceeded(await this.exports.find(id)));
    const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch(() => {
      throw fileNotFound('The manifest is not where it was written.');
    });
    return JSON.parse(text) as Manifest;
  }

  /**
   * Compares the files with their manifest, and with the table if asked to, which reads all of it. The content of files that
   * tell how long cells live is never that of the table: refused.
   */
  async verify(
    id: string,
    against: NonNullable<VerifyOptions['against']>,
    signal: AbortSignal,
  ): Promise<VerifyResult> {
    const destination = await this.#folderOf(requireSucceeded(await this.exports.find(id)));
    if (this.#verifying >= verifiedAtOnce) {
      const detail = 'Another export is being verified. Try again later.';
      throw new ProblemException({ status: 503, code: 'exports-busy', detail });
    }
    this.#verifying += 1;
    try {
      const options = { destination, against, connection: this.cassandra, signal };
      return await refusedAs(422, () => verifyExport(options));
    } finally {
      this.#verifying -= 1;
    }
  }

  /** Deletes a job that no instance works on, and its files, which must be here. */
  async delete(id: string): Promise<void> {
    const row = await this.exports.find(id);
    if (isOpen(row.state)) {
      const detail = `An export that is ${row.state} cannot be deleted. Cancel it first.`;
      throw new ProblemException({ status: 409, code: 'export-state', detail });
    }
    if (row.state === 'SUCCEEDED') await this.#folderOf(row);
    if (!(await this.forget(row))) {
      const detail = 'The export has changed meanwhile. Look at it, and try again.';
      throw new ProblemException({ status: 409, code: 'export-state', detail });
    }
  }

  /** Deletes the job as it was seen, then what belongs to it. False: it is another one now. */
  async forget(row: ExportJobRow): Promise<boolean> {
    if (!(await this.store.delete(row))) return false;
    await this.folders.remove(row.id);
    await this.results.delete(row);
    return true;
  }

  async #folderOf({ id, fence, instance }: ExportJobRow): Promise<string> {
    if (await this.folders.isHere(id, fence)) return this.folders.of(id, fence);
    if (instance === hostname()) throw fileNotFound('The files are not where they were written.');
    throw new ProblemException({
      status: 409,
      code: 'export-files-elsewhere',
      detail: `The files are on ${instance ?? 'another machine'}. Ask the instance there.`,
    });
  }
}

function requireSucceeded(row: ExportJobRow): ExportJobRow {
  if (row.state === 'SUCCEEDED') return row;
  const detail = `An export that is ${row.state} has no manifest.`;
  throw new ProblemException({ status: 409, code: 'export-state', detail });
}

function fileNotFound(detail: string): ProblemException {
  return new ProblemException({ status: 404, code: 'export-file-not-found', detail });
}
