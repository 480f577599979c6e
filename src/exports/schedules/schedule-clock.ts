import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Cassandra, InjectRepository, Repository } from '../../cassandra/index.js';
import { ExportsService } from '../exports.service.js';
import { type ExportRequest, scheduledOrigin } from '../jobs/export-request.js';
import { JobStore } from '../jobs/job-store.js';
import { isOpen } from '../jobs/job-state.js';
import { ExportScheduleRow } from './export-schedule.table.js';
import { lastTime } from './planned-time.js';

const everyMs = 5000;

/**
 * Makes the jobs of schedules when their time has come. Every instance does: the job's id comes from the schedule and the
 * planned time, so together they make one. A time that nobody saw come is made up for once, by the last of those missed.
 */
@Injectable()
export class ScheduleClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(ScheduleClock.name);
  #ticking: Promise<void> | undefined;
  #isReady = false;

  constructor(
    @InjectRepository(ExportScheduleRow)
    private readonly schedules: Repository<ExportScheduleRow>,
    private readonly store: JobStore,
    private readonly exports: ExportsService,
    private readonly cassandra: Cassandra,
  ) {}

  onApplicationBootstrap(): void {
    this.cassandra.connected.then(
      () => {
        this.#isReady = true;
      },
      // Who waits for the connection is told why there is none.
      () => undefined,
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#isReady = false;
    await this.#ticking;
  }

  @Interval(everyMs)
  protected look(): void {
    if (!this.#isReady || this.#ticking !== undefined) return;
    this.#ticking = this.tick(new Date()).finally(() => {
      this.#ticking = undefined;
    });
  }

  /** Makes what is due at a moment. A schedule that cannot be served waits for the next tick. */
  async tick(now: Date): Promise<void> {
    try {
      for await (const schedule of this.schedules.all()) {
        if (schedule.enabled) await this.#serve(schedule, now);
      }
    } catch (error) {
      this.#warn('Schedules of exports wait', error);
    }
  }

  async #serve(schedule: ExportScheduleRow, now: Date): Promise<void> {
    const { id, cron, timeZone, plannedUntil } = schedule;
    try {
      const planned = lastTime(cron, timeZone, plannedUntil, now);
      if (planned === undefined) return;
      const lastJob = (await this.#isSkipped(schedule))
        ? schedule.lastJob
        : await this.#make(schedule, planned);
      // Refused where another instance was faster: it made the same job, or a client has changed the schedule.
      await this.schedules.update(
        { id },
        { plannedUntil: planned, ...(lastJob !== null && { lastJob }) },
        { if: { plannedUntil } },
      );
    } catch (error) {
      this.#warn(`The export of schedule ${id} waits`, error);
    }
  }

  async #isSkipped({ overlap, lastJob }: ExportScheduleRow): Promise<boolean> {
    if (overlap === 'queue' || lastJob === null) return false;
    const job = await this.store.findSettled(lastJob);
    return job !== null && isOpen(job.state);
  }

  async #make({ id, request }: ExportScheduleRow, planned: Date): Promise<string> {
    const origin = scheduledOrigin(id, planned.toISOString());
    return (await this.exports.createPlanned(origin, JSON.parse(request) as ExportRequest)).id;
  }

  #warn(what: string, error: unknown): void {
    this.#logger.warn(`${what}: ${error instanceof Error ? error.message : 'unknown'}`);
  }
}
