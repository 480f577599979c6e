import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Cassandra } from '../../cassandra/index.js';
import { EXPORTS_OPTIONS, type ExportsOptions } from '../exports.options.js';
import { JobStore, type OpenJob } from '../jobs/job-store.js';
import { JobWorker } from './job-worker.js';
import { LapseWatch } from './lapse-watch.js';
import { Lease } from './lease.js';

const mostMsBetweenLooks = 2000;

/** A job this instance runs. */
interface RunningJob {
  readonly lease: Lease;
  readonly ended: Promise<void>;
}

/**
 * Finds jobs for this instance: looks at the open ones every two seconds, or sooner where the lease is short or a request has
 * just made one, and takes those that wait for their turn and those whose instance says nothing any more.
 */
@Injectable()
export class JobRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(JobRunner.name);
  readonly #holder = {
    owner: `${hostname()} ${String(process.pid)} ${randomUUID()}`,
    instance: hostname(),
  };
  readonly #running = new Map<string, RunningJob>();
  readonly #lapses: LapseWatch;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isLooking = false;
  #isAskedFor = false;

  constructor(
    private readonly store: JobStore,
    private readonly worker: JobWorker,
    private readonly cassandra: Cassandra,
    @Inject(EXPORTS_OPTIONS) private readonly options: ExportsOptions,
  ) {
    this.#lapses = new LapseWatch(options.leaseMs);
  }

  /** Does not wait: the API starts whether Cassandra is there or not. */
  onApplicationBootstrap(): void {
    this.cassandra.connected.then(
      () => {
        const everyMs = Math.min(mostMsBetweenLooks, this.options.leaseMs / 4);
        if (this.#stopping.signal.aborted) return;
        this.look();
        this.#timer = setInterval(() => {
          this.look();
        }, everyMs).unref();
      },
      // Who waits for the connection is told why there is none.
      () => undefined,
    );
  }

  get isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Looks for work now, once more if it is looking already. */
  look(): void {
    this.#isAskedFor = true;
    if (!this.#isLooking) this.#looking = this.#lookWhileAskedFor();
  }

  /** Ends what runs here; the jobs stay RUNNING, and any instance may go on with them at once. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#looking;
    await Promise.all([...this.#running.values()].map(({ ended }) => ended));
  }

  async #lookWhileAskedFor(): Promise<void> {
    this.#isLooking = true;
    while (this.#isAskedFor && !this.isStopping) {
      this.#isAskedFor = false;
      try {
        await this.#lookOnce();
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown';
        this.#logger.warn(`Exports wait: ${reason}`);
      }
    }
    this.#isLooking = false;
  }

  async #lookOnce(): Promise<void> {
    const open = await this.store.open();
    this.#endOthers(open);
    const lapsed = new Set(this.#lapses.lapsed(open));
    for (const job of open) {
      if (this.#running.size >= this.options.atOnce || this.isStopping) return;
      if (this.#running.has(job.id)) continue;
      if (job.state !== 'QUEUED' && !lapsed.has(job)) continue;
      const lease = await Lease.take(this.store, job, this.#holder, this.options.leaseMs);
      if (lease !== undefined) this.#start(job, lease);
    }
  }

  /** Of jobs that a client has paused or cancelled elsewhere the lease would tell, but only at its next renewal. */
  #endOthers(open: readonly OpenJob[]): void {
    const fences = new Map(open.map(({ id, fence }) => [id, fence]));
    for (const [id, { lease }] of this.#running) {
      // The index may be behind the job: the replicas decide.
      if (fences.get(id) !== lease.fence) void lease.renew();
    }
  }

  #start({ id }: OpenJob, lease: Lease): void {
    const ended = this.worker.run(id, lease, this.#stopping.signal).finally(() => {
      this.#running.delete(id);
      this.look();
    });
    this.#running.set(id, { lease, ended });
  }
}
