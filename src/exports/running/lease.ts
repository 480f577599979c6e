import { type JobChanges, type JobStore, type OpenJob } from '../jobs/job-store.js';
import { type ExportState } from '../jobs/job-state.js';

/** The job is another instance's now, or nobody's to run: whatever this one still does has no effect. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';

  constructor() {
    super('The lease of the job is lost.');
  }
}

/**
 * The right to run a job, for as long as it is renewed. Who takes it counts the job's fence up, and every change it then makes
 * is on the condition that the fence is still that: one that lost the lease without noticing changes nothing.
 */
export class Lease {
  readonly fence: number;
  readonly #lost = new AbortController();
  readonly #renewing: NodeJS.Timeout;
  #heldUntil = 0;
  #hasEnded = false;
  #deadline: NodeJS.Timeout | undefined;

  private constructor(
    private readonly store: JobStore,
    private readonly job: OpenJob,
    private readonly leaseMs: number,
    sentAt: number,
  ) {
    this.fence = job.fence + 1;
    this.#holdFrom(sentAt);
    this.#renewing = setInterval(() => void this.renew(), leaseMs / 3);
  }

  /** Undefined when another instance was faster, or the job has changed since it was seen. */
  static async take(
    store: JobStore,
    job: OpenJob,
    holder: { readonly owner: string; readonly instance: string },
    leaseMs: number,
  ): Promise<Lease | undefined> {
    const { id, state, fence, beat } = job;
    const sentAt = performance.now();
    const isTaken = await store.change(
      id,
      { state, fence, beat },
      { ...holder, fence: fence + 1, ...(state === 'QUEUED' && { state: 'PLANNING' }) },
      leaseMs,
    );
    return isTaken ? new Lease(store, job, leaseMs, sentAt) : undefined;
  }

  /** Aborted with a LeaseLostError. */
  get signal(): AbortSignal {
    return this.#lost.signal;
  }

  /** Moves the job on. @throws LeaseLostError */
  async change(from: ExportState, to: ExportState, changes: JobChanges = {}): Promise<void> {
    const seen = { fence: this.fence, state: from };
    if (await this.store.change(this.job.id, seen, { ...changes, state: to })) return;
    this.#lose();
    throw new LeaseLostError();
  }

  /** Asks the replicas whether the job is still this instance's to run. @throws LeaseLostError */
  async confirm(): Promise<void> {
    await this.change('RUNNING', 'RUNNING');
  }

  /** Gives the job back, so that the next instance need not wait. */
  async release(): Promise<void> {
    this.end();
    await this.store.change(this.job.id, { fence: this.fence }, { owner: null });
  }

  /** Renews it no more. */
  end(): void {
    this.#hasEnded = true;
    clearInterval(this.#renewing);
    clearTimeout(this.#deadline);
  }

  /** Says that this instance is alive. An answer that does not come counts as a refusal, but the next may still come in time. */
  async renew(): Promise<void> {
    const sentAt = performance.now();
    try {
      if (await this.store.renew(this.job.id, this.fence, this.leaseMs)) this.#holdFrom(sentAt);
      else this.#lose();
    } catch {
      // The deadline decides.
    }
  }

  /** From when the renewal was sent: a challenger has seen it later. */
  #holdFrom(sentAt: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, sentAt + this.leaseMs);
    clearTimeout(this.#deadline);
    if (this.#hasEnded) return;
    this.#deadline = setTimeout(() => {
      this.#lose();
    }, this.#heldUntil - performance.now());
  }

  #lose(): void {
    this.end();
    this.#lost.abort(new LeaseLostError());
  }
}
