/**
 * Lets so many requests leave at once and so many more wait in line: the driver has no line, it fails what is over its own
 * limit. Also knows when all are answered, so that closing can wait for them: the driver would reject them.
 */
export class RequestGate {
  #running = 0;
  /** In the order they came. */
  readonly #waiting = new Set<(mayRun: boolean) => void>();
  #onEmpty: (() => void) | undefined;

  constructor(
    private readonly maxRunning: number,
    private readonly maxWaiting: number,
  ) {}

  /**
   * True: go, and `leave()` afterwards; false: no room. A promise where it has to wait for an answer to another request, at
   * most so many milliseconds.
   */
  enter(maxWaitMs: number): boolean | Promise<boolean> {
    if (this.#running < this.maxRunning) {
      this.#running++;
      return true;
    }
    return this.#waiting.size < this.maxWaiting && this.#wait(maxWaitMs);
  }

  /** An answer has come: the next in line goes. */
  leave(): void {
    const [next] = this.#waiting;
    if (next !== undefined) {
      next(true);
      return;
    }
    this.#running--;
    if (this.#running === 0) this.#onEmpty?.();
  }

  /** Resolves when every request is answered; after so many milliseconds all the same, with nobody in line any more. */
  async drain(deadlineMs: number): Promise<void> {
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, deadlineMs);
      this.#onEmpty = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    for (const next of [...this.#waiting]) next(false);
  }

  #wait(maxWaitMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const next = (mayRun: boolean): void => {
        clearTimeout(timer);
        this.#waiting.delete(next);
        resolve(mayRun);
      };
      const timer = setTimeout(() => {
        next(false);
      }, maxWaitMs);
      this.#waiting.add(next);
    });
  }
}
