/** How fast an export may read; 0 or absent: as fast as it can. */
export interface RateLimits {
  /** Rows in a second, of all workers together. */
  readonly rowsPerSecond?: number;
  /** Of the pages, as they come from the server. */
  readonly bytesPerSecond?: number;
}

/** Pages a second, so that a slow export reads steadily and not in leaps. */
const pagesPerSecond = 4;

/** Holds all workers of an export back: to a rate, and while it is paused. */
export class Limits {
  #rates: RateLimits;
  #freeAt = 0;
  #isPaused = false;
  #changed = new AbortController();

  constructor(rates: RateLimits) {
    this.#rates = rates;
  }

  set rates(rates: RateLimits) {
    this.#rates = rates;
    this.#freeAt = 0;
    this.#wake();
  }

  /** The rows a page may have. */
  get rowsPerPage(): number {
    return perPage(this.#rates.rowsPerSecond);
  }

  /** The bytes a page may have. */
  get bytesPerPage(): number {
    return perPage(this.#rates.bytesPerSecond);
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    this.#wake();
  }

  /** Resolves when the next page may be asked for. */
  async pass(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const wait = this.#isPaused ? Infinity : this.#freeAt - performance.now();
      if (wait <= 0) return;
      await timeOrAbort(wait, AbortSignal.any([signal, this.#changed.signal]));
    }
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

  /** Who waits looks anew at what there is to wait for. */
  #wake(): void {
    this.#changed.abort();
    this.#changed = new AbortController();
  }
}

function perPage(perSecond = 0): number {
  return perSecond === 0 ? Infinity : Math.max(1, Math.ceil(perSecond / pagesPerSecond));
}

/** Timers of more than 31 bits end at once. */
const longestTimeoutMs = 2 ** 31 - 1;

async function timeOrAbort(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, Math.min(milliseconds, longestTimeoutMs));
    signal.addEventListener('abort', done, { once: true });
  });
}
