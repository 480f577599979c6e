import { Injectable, Logger } from '@nestjs/common';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Cassandra } from '../../cassandra/index.js';
import { exportTable } from '../../export-engine/index.js';
import { JobFolders } from '../files/job-folders.js';
import { type ExportJobRow } from '../jobs/export-job.table.js';
import { type ExportRequest } from '../jobs/export-request.js';
import { JobResults } from '../jobs/job-results.js';
import { JobStore } from '../jobs/job-store.js';
import { exportOptions } from '../sources/export-options.js';
import { ExportSources } from '../sources/export-sources.js';
import { failureOf } from './failure-of.js';
import { JobEndedError } from './job-ended.error.js';
import { JobWatch } from './job-watch.js';
import { type Lease, LeaseLostError } from './lease.js';

/** A job that ends the process it runs in must not go on to end every instance there is. */
const mostAttempts = 50;

/** Runs one job for as long as its lease is held. */
@Injectable()
export class JobWorker {
  readonly #logger = new Logger(JobWorker.name);

  constructor(
    private readonly cassandra: Cassandra,
    private readonly sources: ExportSources,
    private readonly store: JobStore,
    private readonly results: JobResults,
    private readonly folders: JobFolders,
    private readonly watch: JobWatch,
  ) {}

  /**
   * From where the instances before came to, to the manifest. Never rejects: what went wrong is the job's state. When
   * `stopping` is aborted the job stays as it is, for the next instance.
   */
  async run(id: string, lease: Lease, stopping: AbortSignal): Promise<void> {
    try {
      const job = await this.store.findSettled(id);
      if (job?.fence !== lease.fence) throw new LeaseLostError();
      await this.#export(job, lease, AbortSignal.any([lease.signal, stopping]));
    } catch (error) {
      await this.#settle(id, lease, stopping, error).catch((failure: unknown) => {
        this.#logger.warn(`Export ${id} waits for its lease to end: ${messageOf(failure)}`);
      });
    } finally {
      lease.end();
    }
  }

  async #export(job: ExportJobRow, lease: Lease, signal: AbortSignal): Promise<void> {
    const { id, fence } = job;
    if (fence > mostAttempts) {
      const message = `The export was taken ${String(mostAttempts)} times and never ended. Make a new one.`;
      throw new JobEndedError('export-attempts', message);
    }
    const destination = await this.folders.make(id, fence);
    const earlier = await this.folders.before(id, fence);
    const request = JSON.parse(job.request) as ExportRequest;
    const running = exportTable({
      ...exportOptions(this.cassandra, this.sources.get(request.source), request),
      destination,
      signal,
      handover: {
        ...(job.plan !== null && { plan: gunzipSync(job.plan).toString() }),
        adoptFrom: earlier.map((other) => this.folders.of(id, other)),
        onPlan: async (plan) => {
          signal.throwIfAborted();
          if (job.state === 'RUNNING') return;
          await lease.change('PLANNING', 'RUNNING', { plan: gzipSync(plan) });
        },
        beforeManifest: () => lease.confirm(),
      },
    });
    const { files } = await this.watch.over(running, id, fence);
    await this.results.putFiles(id, fence, files);
    await lease.change('RUNNING', 'SUCCEEDED');
    for (const other of earlier) await this.folders.remove(id, other).catch(() => undefined);
  }

  /** What becomes of a job that did not succeed. */
  async #settle(id: string, lease: Lease, stopping: AbortSignal, error: unknown): Promise<void> {
    if (!lease.signal.aborted && stopping.aborted) {
      await lease.release();
      return;
    }
    const job = await this.store.findSettled(id);
    if (job === null || job.state === 'CANCELLED') await this.folders.remove(id);
    if (job !== null && job.fence !== lease.fence) {
      this.#logger.warn(`Export ${id} was taken over by another instance; this one has stopped.`);
    }
    if (job?.fence !== lease.fence || (job.state !== 'PLANNING' && job.state !== 'RUNNING')) return;
    // It ran out: another instance may take the job at any moment, this one too.
    if (lease.signal.aborted || error instanceof LeaseLostError) return;
    const { code, message, log } = failureOf(error);
    this.#logger.error(`Export ${id} failed: ${log}`);
    await lease.change(job.state, 'FAILED', { errorCode: code, errorMessage: message });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
