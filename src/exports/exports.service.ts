import { type BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Cassandra } from '../cassandra/index.js';
import { cityColumns } from '../cities/city.table.js';
import { type ListPage, type ListQueryDto, pageSizeOf } from '../common/list/list.dto.js';
import { invalidCursor, ProblemException } from '../common/problem/problem.js';
import { toProblem } from '../common/problem/problem.filter.js';
import {
  type ExportCompression,
  ExportError,
  ExportFileError,
  type ExportFormat,
  exportTable,
} from '../export-engine/index.js';
import { type ExportedFile, type ExportJob, type JobError } from './export-job.js';
import { EXPORT_ROOT } from './exports.tokens.js';
import { type ExportSource, exportSources } from './export-sources.js';

/** Jobs that wait for their turn; more are refused. */
const maxQueued = 20;

/** Jobs that have ended and are still known: two of the longest pages, and less than a megabyte of memory. */
const maxEnded = 1000;

/**
 * Runs exports one after the other, each into a folder of its own below the export root. What jobs there are is known to this
 * process alone and ends with it, and of those that have ended only the newest 1000 are known; the files of those that
 * succeeded stay.
 */
@Injectable()
export class ExportsService implements BeforeApplicationShutdown {
  readonly #logger = new Logger(ExportsService.name);
  readonly #jobs = new Map<string, ExportJob>();
  readonly #stop = new AbortController();
  #last: Promise<void> = Promise.resolve();

  constructor(
    private readonly cassandra: Cassandra,
    @Inject(EXPORT_ROOT) private readonly root: string,
  ) {}

  /** Queues an export; it begins when those before it have ended. */
  create(
    source: ExportSource,
    format: ExportFormat,
    compression: ExportCompression = format === 'parquet' ? 'zstd' : 'none',
  ): ExportJob {
    this.#requireRoom();
    const job: ExportJob = {
      id: randomUUID(),
      state: 'QUEUED',
      source,
      format,
      compression,
      progress: { rows: 0, bytes: 0, ringFraction: 0 },
      files: [],
      error: null,
    };
    this.#jobs.set(job.id, job);
    this.#last = this.#last.then(() => this.#run(job));
    return job;
  }

  /** The newest first. A cursor is the id of the last export on the page before. */
  list(list: ListQueryDto): ListPage<ExportJob> {
    const jobs = [...this.#jobs.values()].reverse();
    const before = jobs.findIndex(({ id }) => id === list.cursor);
    if (list.cursor !== undefined && before === -1) throw new ProblemException(invalidCursor);
    const items = jobs.slice(before + 1, before + 1 + pageSizeOf(list));
    const last = items.at(-1);
    return { items, nextCursor: last === jobs.at(-1) ? null : (last?.id ?? null) };
  }

  get(id: string): ExportJob {
    const job = this.#jobs.get(id);
    if (job !== undefined) return job;
    throw new ProblemException({
      status: 404,
      code: 'export-not-found',
      detail: 'There is no export with this id.',
    });
  }

  /** Opens a file of a job for reading. The name only picks one of the job's files; it never becomes part of a path. */
  async open(id: string, name: string): Promise<{ file: ExportedFile; handle: FileHandle }> {
    const file = this.get(id).files.find((one) => one.name === name);
    if (file === undefined) throw fileNotFound('The export has no file of this name.');
    try {
      return { file, handle: await open(join(this.#folderOf(id), file.name)) };
    } catch (error) {
      this.#logger.warn(`A file of an export cannot be opened: ${String(error)}`);
      throw fileNotFound('The file is not where it was written.');
    }
  }

  /** Ends running and queued exports, and takes no more. Their files go. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.#last;
  }

  async #run({ id, source, format, compression }: ExportJob): Promise<void> {
    if (this.#isStopping()) {
      this.#change(id, { state: 'CANCELLED' });
      return;
    }
    const destination = this.#folderOf(id);
    this.#change(id, { state: 'RUNNING' });
    try {
      const running = exportTable({
        connection: this.cassandra,
        source: exportSources[source],
        ...(source === 'cities' && { columns: cityColumns }),
        format,
        compression,
        destination,
        signal: this.#stop.signal,
      });
      for await (const progress of running.progress) this.#change(id, { progress });
      const { files } = await running.done;
      this.#change(id, { state: 'SUCCEEDED', files: files.map(toFile) });
    } catch (error) {
      await rm(destination, { recursive: true, force: true }).catch(() => undefined);
      if (this.#isStopping()) this.#change(id, { state: 'CANCELLED' });
      else this.#fail(id, error);
    }
  }

  #fail(id: string, error: unknown): void {
    const cause = error instanceof ExportFileError ? ` ${String(error.cause)}` : '';
    this.#logger.error(
      `Export ${id} failed: ${error instanceof Error ? error.message : 'unknown'}${cause}`,
    );
    this.#change(id, { state: 'FAILED', error: reasonOf(error) });
  }

  #change(id: string, change: Partial<ExportJob>): void {
    this.#jobs.set(id, { ...this.get(id), ...change });
    if (change.state !== undefined) this.#forgetOldest();
  }

  /** Jobs end in the order they were made in, which is that of the map. */
  #forgetOldest(): void {
    const ended = [...this.#jobs.values()].filter(hasEnded);
    for (const { id } of ended.slice(0, -maxEnded)) this.#jobs.delete(id);
  }

  #isStopping(): boolean {
    return this.#stop.signal.aborted;
  }

  #folderOf(id: string): string {
    return join(this.root, id);
  }

  #requireRoom(): void {
    const queued = [...this.#jobs.values()].filter(({ state }) => state === 'QUEUED').length;
    if (queued < maxQueued && !this.#isStopping()) return;
    throw new ProblemException({
      status: 503,
      code: 'exports-busy',
      detail: 'No more exports are taken at the moment. Try again later.',
    });
  }
}

function hasEnded({ state }: ExportJob): boolean {
  return state !== 'QUEUED' && state !== 'RUNNING';
}

function toFile({ name, bytes, rows, crc32 }: ExportedFile): ExportedFile {
  return { name, bytes, rows, crc32 };
}

function reasonOf(error: unknown): JobError {
  if (error instanceof ExportError) return { code: error.code, message: error.message };
  const { code, detail } = toProblem(error);
  return { code, message: detail };
}

function fileNotFound(detail: string): ProblemException {
  return new ProblemException({ status: 404, code: 'export-file-not-found', detail });
}
