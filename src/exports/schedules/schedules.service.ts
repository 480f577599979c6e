import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { InjectRepository, Repository } from '../../cassandra/index.js';
import { isUuid } from '../../common/is-uuid.js';
import { type ListSource } from '../../common/list/list-source.js';
import { MappedList } from '../../common/list/mapped-list.js';
import { invalidRequest, ProblemException } from '../../common/problem/problem.js';
import { ExportsService } from '../exports.service.js';
import { type ExportJob } from '../jobs/export-job.js';
import { type ExportRequest, scheduledOrigin } from '../jobs/export-request.js';
import { type ExportSchedule, exportSchedule, type ScheduleParts } from './export-schedule.js';
import { ExportScheduleRow } from './export-schedule.table.js';
import { nextTime } from './planned-time.js';

/** Every instance reads all of them every few seconds. */
const mostSchedules = 100;

/** Schedules as clients see them. */
@Injectable()
export class SchedulesService {
  constructor(
    @InjectRepository(ExportScheduleRow)
    private readonly schedules: Repository<ExportScheduleRow>,
    private readonly exports: ExportsService,
  ) {}

  async create(parts: ScheduleParts): Promise<ExportSchedule> {
    await this.exports.requireSource(parts.export);
    requireTime(parts);
    if ((await this.schedules.all().limit(mostSchedules).all()).length >= mostSchedules) {
      const detail = `There are ${String(mostSchedules)} schedules already. Delete one first.`;
      throw new ProblemException({ status: 409, code: 'too-many-export-schedules', detail });
    }
    const { export: request, ...rest } = parts;
    const now = new Date();
    const row = new ExportScheduleRow({
      ...rest,
      id: randomUUID(),
      request: JSON.stringify(request),
      createdAt: now,
      plannedUntil: now,
    });
    await this.schedules.insertIfNotExists(row);
    return exportSchedule(row);
  }

  list(): ListSource<ExportSchedule> {
    return new MappedList(this.schedules.all(), (rows) =>
      Promise.resolve(rows.map(exportSchedule)),
    );
  }

  async get(id: string): Promise<ExportSchedule> {
    return exportSchedule(await this.#find(id));
  }

  /** What is absent is kept. Of what was planned before the change nothing is made up for. */
  async update(id: string, changes: Partial<ScheduleParts>): Promise<ExportSchedule> {
    const before = exportSchedule(await this.#find(id));
    const { export: request, ...parts } = { ...before, ...changes };
    // One that was stored may be refused by now, and the schedule can still be disabled.
    if (changes.export !== undefined) await this.exports.requireSource(changes.export);
    requireTime(parts);
    const { cron, timeZone, overlap, enabled } = parts;
    const plannedUntil = new Date();
    const { applied } = await this.schedules.update(
      { id },
      { cron, timeZone, overlap, enabled, plannedUntil, request: JSON.stringify(request) },
      { ifExists: true },
    );
    if (!applied) throw notFound();
    return await this.get(id);
  }

  /** Its jobs stay. */
  async delete(id: string): Promise<void> {
    await this.#find(id);
    const { applied } = await this.schedules.delete({ id }, { ifExists: true });
    if (!applied) throw notFound();
  }

  /** One job more, now, whatever is planned and whether one is running. */
  async runNow(id: string, key: string = randomUUID()): Promise<ExportJob> {
    const { request } = await this.#find(id);
    const origin = scheduledOrigin(id, `now ${key}`);
    return await this.exports.create(origin, JSON.parse(request) as ExportRequest);
  }

  async #find(id: string): Promise<ExportScheduleRow> {
    const row = isUuid(id) ? await this.schedules.findOne({ id }) : null;
    if (row === null) throw notFound();
    return row;
  }
}

function requireTime({ cron, timeZone }: Pick<ScheduleParts, 'cron' | 'timeZone'>): void {
  try {
    nextTime(cron, timeZone, new Date());
  } catch {
    const message =
      'cron must be a pattern of five fields that has a next time, and timeZone the IANA name of a zone';
    throw invalidRequest([{ property: 'cron', messages: [message] }]);
  }
}

function notFound(): ProblemException {
  const detail = 'There is no export schedule with this id.';
  return new ProblemException({ status: 404, code: 'export-schedule-not-found', detail });
}
