import { setTimeout as delay } from 'node:timers/promises';

/** Knows which requests have not been answered, so that closing can wait for them: the driver would reject them. */
export class InFlight {
  readonly #requests = new Set<Promise<unknown>>();

  track<Result>(request: Promise<Result>): Promise<Result> {
    this.#requests.add(request);
    const forget = (): void => {
      this.#requests.delete(request);
    };
    request.then(forget, forget);
    return request;
  }

  /** Resolves when every request is answered, or after so many milliseconds. */
  async drain(deadlineMs: number): Promise<void> {
    if (this.#requests.size === 0) return;
    const timer = new AbortController();
    const deadline = delay(deadlineMs, undefined, { signal: timer.signal }).catch(() => undefined);
    await Promise.race([Promise.allSettled(this.#requests), deadline]);
    timer.abort();
  }
}
