import { Inject, Injectable } from '@nestjs/common';
import { Cassandra, mapConcurrent } from '../cassandra/index.js';
import { isUuid } from '../common/is-uuid.js';
import { type ListSource } from '../common/list/list-source.js';
import { MappedList } from '../common/list/mapped-list.js';
import { PartitionsList } from '../common/list/partitions-list.js';
import { ProblemException } from '../common/problem/problem.js';
import { checkExport } from '../export-engine/index.js';
import { EXPORTS_OPTIONS, type ExportsOptions } from './exports.options.js';
import { JobFolders } from './files/job-folders.js';
import { type ExportJob, type ListedExport, listedExport } from './jobs/export-job.js';
import { type ExportJobOfDay } from './jobs/export-job-of-day.table.js';
import { type ExportJobRow, type ExportState } from './jobs/export-job.table.js';
import { type ExportRequest, hashOf, type JobOrigin } from './jobs/export-request.js';
import { JobResults } from './jobs/job-results.js';
import { mayBecome } from './jobs/job-state.js';
import { dayOf, JobStore } from './jobs/job-store.js';
import { DiskBudget } from './running/disk-budget.js';
import { JobRunner } from './running/job-runner.js';
import { refusedAs } from './refused-as.js';
import { exportOptions } from './sources/export-options.js';
import { exportableColumns } from './sources/export-source.js';
import { ExportSources } from './sources/export-sources.js';

const dayMs = 86_400_000;
const readsInFlight = 16;
const tries = 5;

/** Jobs as clients see them, whichever instance runs them. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly store: JobStore,
    private readonly results: JobResults,
    private readonly runner: JobRunner,
    private readonly sources: ExportSources,
    private readonly budget: DiskBudget,
    private readonly folders: JobFolders,
    private readonly cassandra: Cassandra,
    @Inject(EXPORTS_OPTIONS) private readonly options: ExportsOptions,
  ) {}

  /** The job of this origin; a new one is queued. Two instances and a client that asks again come to the same job. */
  async create(origin: JobOrigin, request: ExportRequest): Promise<ExportJob> {
    const row = await this.#create(origin, request, () => this.requireSource(request));
    if (row.requestHash !== hashOf(request)) throw keyReused();
    return await this.#jobOf(row);
  }

  /**
   * The same at a planned time, when there is nobody to be refused: what cannot be exported is a job that fails with the reason.
   * The job of that time may have been made before the schedule was changed, and stays what it is.
   */
  async createPlanned(origin: JobOrigin, request: ExportRequest): Promise<ExportJob> {
    return await this.#jobOf(await this.#create(origin, request, () => Promise.resolve()));
  }

  async #create(
    origin: JobOrigin,
    request: ExportRequest,
    check: () => Promise<void>,
  ): Promise<ExportJobRow> {
    const there = await this.store.find(origin.id);
    if (there !== null) return there;
    await check();
    await this.#requireRoom();
    const stored = this.#withColumns(request);
    const { row, isNew } = await this.store.create(origin, stored, hashOf(request));
    if (isNew) this.runner.look();
    return row;
  }

  async get(id: string): Promise<ExportJob> {
    return await this.#jobOf(await this.find(id));
  }

  /** @throws ProblemException 404 */
  async find(id: string): Promise<ExportJobRow> {
    const row = isUuid(id) ? await this.store.find(id) : null;
    if (row !== null) return row;
    throw new ProblemException({
      status: 404,
      code: 'export-not-found',
      detail: 'There is no export with this id.',
    });
  }

  /** The newest first, from today back for as long as jobs are kept. */
  list(): ListSource<ListedExport> {
    const days = Array.from({ length: this.options.retentionDays + 2 }, (_, ago) =>
      dayOf(new Date(Date.now() - ago * dayMs)),
    );
    const source = new PartitionsList(days, (day) => this.store.ofDay(day));
    return new MappedList(source, (listed) => this.#listed(listed));
  }

  async #listed(listed: readonly ExportJobOfDay[]): Promise<ListedExport[]> {
    const items = await mapConcurrent(listed, readsInFlight, async ({ id, createdAt }) => {
      const row = await this.store.find(id);
      // It was never made, or made anew at another time.
      if (row?.createdAt.getTime() !== createdAt.getTime()) return [];
      return [listedExport(row, await this.results.progressOf(row))];
    });
    return items.flat();
  }

  /** Moves a job to where a client wants it; one that is there already stays there. */
  async move(id: string, to: 'PAUSED' | 'CANCELLED' | 'QUEUED'): Promise<ExportJob> {
    for (let left = tries; left > 0; left--) {
      const row = await this.find(id);
      const { state, fence } = row;
      if (isThere(state, to)) return await this.#jobOf(row);
      if (!mayBecome(state, to)) throw notNow(state);
      const changes = { state: to, owner: null, errorCode: null, errorMessage: null };
      if (!(await this.store.change(id, { state, fence }, changes))) continue;
      // Whoever runs it removes its files when it has stopped.
      if (to === 'CANCELLED' && state !== 'PLANNING' && state !== 'RUNNING') {
        await this.folders.remove(id);
      }
      this.runner.look();
    }
    throw new ProblemException({
      status: 503,
      code: 'export-changing',
      detail: 'The export changes all the time. Try again.',
    });
  }

  async #jobOf(row: ExportJobRow): Promise<ExportJob> {
    const [progress, files] = await Promise.all([
      this.results.progressOf(row),
      this.results.filesOf(row),
    ]);
    return { ...listedExport(row, progress), files };
  }

  /** Refuses what no feature has registered, columns it does not have, filters it cannot serve, and what cannot be said of a column. */
  async requireSource(request: ExportRequest): Promise<void> {
    const source = this.sources.get(request.source);
    const options = exportOptions(this.cassandra, source, request);
    await refusedAs(400, () => checkExport(options));
  }

  /** Whoever takes the job goes on with the columns of now, though its deployment may let out more of them. */
  #withColumns(request: ExportRequest): ExportRequest {
    const source = this.sources.find(request.source);
    if (source === undefined) return request;
    return { columns: exportableColumns(source), ...request };
  }

  async #requireRoom(): Promise<void> {
    const open = await this.store.open();
    const isFull =
      open.filter(({ state }) => state === 'QUEUED').length >= this.options.queueLength;
    if (isFull || this.runner.isStopping) {
      throw busy('exports-busy', 'No more exports are taken at the moment. Try again later.');
    }
    if (await this.budget.isUsedUp()) {
      throw busy('export-disk-budget', 'The exports have used up their disk space. Delete some.');
    }
  }
}

/** A job that was resumed may have been taken already. */
function isThere(state: ExportState, to: ExportState): boolean {
  return state === to || (to === 'QUEUED' && (state === 'PLANNING' || state === 'RUNNING'));
}

function notNow(state: ExportState): ProblemException {
  const detail = `This cannot be done with an export that is ${state}.`;
  return new ProblemException({ status: 409, code: 'export-state', detail });
}

function busy(code: string, detail: string): ProblemException {
  return new ProblemException({ status: 503, code, detail });
}

function keyReused(): ProblemException {
  return new ProblemException({
    status: 422,
    code: 'idempotency-key-reused',
    detail: 'The idempotency key was used for another export. Use a new one.',
  });
}
