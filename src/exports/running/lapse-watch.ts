import { type OpenJob } from '../jobs/job-store.js';

/**
 * Tells when the instance that holds a job has said nothing for the length of a lease: by this process's own monotonic clock,
 * from when it first saw the beat. So it compares no clocks of two machines, and errs on the side of waiting.
 */
export class LapseWatch {
  #seen = new Map<string, { readonly beat: string; readonly since: number }>();

  constructor(
    private readonly leaseMs: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Looks at all open jobs; gives those nobody holds any more. */
  lapsed<Job extends Pick<OpenJob, 'id' | 'owner' | 'beat'>>(open: readonly Job[]): readonly Job[] {
    const now = this.now();
    const before = this.#seen;
    this.#seen = new Map(
      open.map(({ id, beat }) => {
        const known = before.get(id);
        return [id, known?.beat === beat ? known : { beat, since: now }];
      }),
    );
    return open.filter(({ id, owner }) => {
      const since = this.#seen.get(id)?.since ?? now;
      return owner === null || now - since >= this.leaseMs;
    });
  }
}
