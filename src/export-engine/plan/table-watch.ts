/** Compares the table with the plan from time to time while it is read. */
export class TableWatch {
  readonly #timer: NodeJS.Timeout;
  readonly #failed = new AbortController();
  #isChecking = false;

  constructor(check: () => Promise<void>, everyMs: number, isFailure: (error: unknown) => boolean) {
    this.#timer = setInterval(() => {
      if (this.#isChecking) return;
      this.#isChecking = true;
      check()
        .catch((error: unknown) => {
          // A node that does not answer now is nothing the table has done; reading will show it.
          if (isFailure(error)) this.#failed.abort(error);
        })
        .finally(() => {
          this.#isChecking = false;
        });
    }, everyMs);
    this.#timer.unref();
  }

  /** Aborted with the change when the table is another one. */
  get signal(): AbortSignal {
    return this.#failed.signal;
  }

  end(): void {
    clearInterval(this.#timer);
  }
}
