import { setTimeout as delay } from 'node:timers/promises';

/** How fast an export may read; 0 or absent: as fast as it can. */
export interface RateLimits {
  /** Rows in a second, of all workers together. */
  readonly rowsPerSecond?: number;
  /** Of the pages, as they come from the server. */
  readonly bytesPerSecond?: number;
}

/** Holds all workers of an export back: to a rate, and while it is paused. */
export class Limits {
  #rates: RateLimits;
  #freeAt = 0;
  #paused: { readonly resumed: Promise<void>; readonly resume: () => void } | undefined;

  constructor(rates: RateLimits) {
    this.#rates = rates;
  }

  set rates(rates: RateLimits) {
    this.#rates = rates;
    this.#freeAt = 0;
  }

  /** The rows a page may have, so that a slow export reads steadily and not in leaps: a quarter of a second's. */
  get rowsPerPage(): number {
    const { rowsPerSecond = 0 } = this.#rates;
    return rowsPerSecond === 0 ? Infinity : Math.max(1, Math.ceil(rowsPerSecond / 4));
  }

  pause(): void {
    if (this.#paused !== undefined) return;
    let resume = (): void => undefined;
    const resumed = new Promise<void>((resolve) => {
      resume = resolve;
    });
    this.#paused = { resumed, resume };
  }

  resume(): void {
    this.#paused?.resume();
    this.#paused = undefined;
  }

  /** Resolves when the next page may be asked for. */
  async pass(signal: AbortSignal): Promise<void> {
    while (this.#paused !== undefined) {
      await Promise.race([this.#paused.resumed, aborted(signal)]);
      signal.throwIfAborted();
    }
    const wait = this.#freeAt - performance.now();
    if (wait > 0) await delay(wait, undefined, { signal });
  }

  /** Notes a page that came. The next one may be asked for when its time is over, which began when this one was. */
  spend(rows: number, bytes: number, askedAt: number): void {
    const { rowsPerSecond = 0, bytesPerSecond = 0 } = this.#rates;
    const milliseconds = Math.max(
      rowsPerSecond === 0 ? 0 : (rows / rowsPerSecond) * 1000,
      bytesPerSecond === 0 ? 0 : (bytes / bytesPerSecond) * 1000,
    );
    this.#freeAt = Math.max(this.#freeAt, askedAt) + milliseconds;
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else {
      signal.addEventListener(
        'abort',
        () => {
          resolve();
        },
        { once: true },
      );
    }
  });
}
