import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  CassandraRequestError,
  InjectRepository,
  type Query,
  Repository,
} from '../../cassandra/index.js';
import { EXPORTS_OPTIONS, type ExportsOptions } from '../exports.options.js';
import { ExportJobOfDay } from './export-job-of-day.table.js';
import { ExportJobRow, type ExportState } from './export-job.table.js';
import { type ExportRequest, type JobOrigin } from './export-request.js';
import { isFinal, isOpen } from './job-state.js';

/** What instances look at to find their work. */
export type OpenJob = Pick<ExportJobRow, 'id' | 'state' | 'fence' | 'owner' | 'beat' | 'createdAt'>;

/** What a job has to be for a change to be made. */
export type Seen = Pick<ExportJobRow, 'fence'> & Partial<Pick<ExportJobRow, 'state' | 'beat'>>;

/** What may be changed of a job; of its end and its place in the index `state` decides. */
export type JobChanges = Partial<
  Pick<
    ExportJobRow,
    'state' | 'fence' | 'owner' | 'instance' | 'plan' | 'errorCode' | 'errorMessage'
  >
>;

const daySeconds = 86_400;
/** More than any queue has. */
const mostOpen = 10_000;

/** The rows of jobs. Each write is a lightweight transaction, and one of unknown outcome is settled by a serial read. */
@Injectable()
export class JobStore {
  constructor(
    @InjectRepository(ExportJobRow) private readonly jobs: Repository<ExportJobRow>,
    @InjectRepository(ExportJobOfDay) private readonly days: Repository<ExportJobOfDay>,
    @Inject(EXPORTS_OPTIONS) private readonly options: ExportsOptions,
  ) {}

  /** The job of this origin: made now, or by whoever came first. The hash is of the request as it was sent. */
  async create(
    { id, principal, scheduleId }: JobOrigin,
    request: ExportRequest,
    requestHash: string,
  ): Promise<{ readonly row: ExportJobRow; readonly isNew: boolean }> {
    const createdAt = new Date();
    const row = new ExportJobRow({
      id,
      state: 'QUEUED',
      isOpen: true,
      request: JSON.stringify(request),
      requestHash,
      principal,
      scheduleId,
      createdAt,
      fence: 0,
      beat: randomUUID(),
    });
    const listed = { day: dayOf(createdAt), createdAt, id };
    const ttlSeconds = (this.options.retentionDays + 1) * daySeconds;
    await this.days.insert(listed, { ttlSeconds });
    const there = await this.#insert(row);
    const isNew = there.beat === row.beat;
    if (there.createdAt.getTime() !== createdAt.getTime()) await this.days.delete(listed);
    return { row: there, isNew };
  }

  async find(id: string): Promise<ExportJobRow | null> {
    return await this.jobs.findOne({ id });
  }

  /** Sees also what is being written at this moment. */
  async findSettled(id: string): Promise<ExportJobRow | null> {
    return await this.jobs.findOne({ id }, { consistency: 'SERIAL' });
  }

  /** Those that wait for an instance or have one, the oldest first. Costs a read of the index, of few rows. */
  async open(): Promise<readonly OpenJob[]> {
    const rows = await this.jobs
      .filter({ isOpen: true })
      .select('id', 'state', 'fence', 'owner', 'beat', 'createdAt')
      .limit(mostOpen)
      .all();
    return (rows as readonly OpenJob[]).toSorted(
      (a, b) => a.createdAt.getTime() - b.createdAt.getTime(),
    );
  }

  /** Those of a day, newest first, with some that were never made. */
  ofDay(day: string): Query<ExportJobOfDay> {
    return this.days.filter({ day });
  }

  all(): Query<ExportJobRow> {
    return this.jobs.all();
  }

  /** Changes a job that still is as it was seen. False: it is not, or who knows; look at it anew. */
  async change(id: string, seen: Seen, changes: JobChanges, timeoutMs?: number): Promise<boolean> {
    const beat = randomUUID();
    const { state } = changes;
    const following = state === undefined ? {} : followingFrom(state);
    try {
      const { applied } = await this.jobs.update(
        { id },
        { ...changes, ...following, beat },
        { if: { ...seen }, ...(timeoutMs !== undefined && { timeoutMs }) },
      );
      return applied;
    } catch (error) {
      if (!mayBeApplied(error)) throw error;
      return (await this.findSettled(id))?.beat === beat;
    }
  }

  /** Says that the holder of the fence is alive. False: the job is not its own any more, or not to be run. */
  async renew(id: string, fence: number, timeoutMs: number): Promise<boolean> {
    const condition = { fence, state: { in: ['PLANNING', 'RUNNING'] } };
    const { applied } = await this.jobs.update(
      { id },
      { beat: randomUUID() },
      { if: condition, timeoutMs },
    );
    return applied;
  }

  /** Deletes a job that still is as it was seen. */
  async delete({ id, createdAt, state, fence }: ExportJobRow): Promise<boolean> {
    const { applied } = await this.jobs.delete({ id }, { if: { state, fence } });
    if (applied) await this.days.delete({ day: dayOf(createdAt), createdAt, id });
    return applied;
  }

  async #insert(row: ExportJobRow): Promise<ExportJobRow> {
    try {
      const result = await this.jobs.insertIfNotExists(row);
      return result.applied ? row : result.existing;
    } catch (error) {
      if (!mayBeApplied(error)) throw error;
      const there = await this.findSettled(row.id);
      if (there === null) throw error;
      return there;
    }
  }
}

export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

function followingFrom(state: ExportState): {
  readonly isOpen: true | null;
  readonly endedAt: Date | null;
} {
  return { isOpen: isOpen(state) ? true : null, endedAt: isFinal(state) ? new Date() : null };
}

function mayBeApplied(error: unknown): boolean {
  return error instanceof CassandraRequestError && error.mayBeApplied;
}
