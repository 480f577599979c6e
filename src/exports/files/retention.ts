import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { hostname } from 'node:os';
import { Cassandra } from '../../cassandra/index.js';
import { EXPORTS_OPTIONS, type ExportsOptions } from '../exports.options.js';
import { type ExportJobRow } from '../jobs/export-job.table.js';
import { isOpen } from '../jobs/job-state.js';
import { JobStore } from '../jobs/job-store.js';
import { ExportFilesService } from './export-files.service.js';

const everyMs = 3_600_000;
const dayMs = 86_400_000;

/** Deletes jobs that were made long ago, with their files: at the start, then every hour. */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(Retention.name);
  #timer: NodeJS.Timeout | undefined;
  #sweeping: Promise<void> = Promise.resolve();
  #isEnding = false;

  constructor(
    private readonly store: JobStore,
    private readonly files: ExportFilesService,
    private readonly cassandra: Cassandra,
    @Inject(EXPORTS_OPTIONS) private readonly options: ExportsOptions,
  ) {}

  onApplicationBootstrap(): void {
    this.cassandra.connected.then(
      () => {
        if (this.#isEnding) return;
        this.#sweepInBackground();
        this.#timer = setInterval(() => {
          this.#sweepInBackground();
        }, everyMs).unref();
      },
      // Who waits for the connection is told why there is none.
      () => undefined,
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#isEnding = true;
    clearInterval(this.#timer);
    await this.#sweeping;
  }

  /** Reads every job there is; gives how many went. */
  async sweep(now: number = Date.now()): Promise<number> {
    let gone = 0;
    for await (const row of this.store.all()) {
      if (this.#isEnding) break;
      if (this.#isOver(row, now) && (await this.files.forget(row))) gone += 1;
    }
    return gone;
  }

  /** Whoever has the files deletes the job; after as much time again nobody is waited for. */
  #isOver({ createdAt, state, instance }: ExportJobRow, now: number): boolean {
    const age = now - createdAt.getTime();
    const kept = this.options.retentionDays * dayMs;
    if (isOpen(state) || age < kept) return false;
    return instance === null || instance === hostname() || age >= 2 * kept;
  }

  #sweepInBackground(): void {
    this.#sweeping = this.#sweeping.then(async () => {
      try {
        const gone = await this.sweep();
        if (gone > 0) this.#logger.log(`Deleted ${String(gone)} exports that are over their time`);
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown';
        this.#logger.warn(`Exports that are over their time stay for another hour: ${reason}`);
      }
    });
  }
}
