/** Counts what fails, in all parts together. */
export class ErrorBudget {
  #used: number;

  constructor(
    private readonly maxErrors: number,
    before: number,
  ) {
    this.#used = before;
  }

  /** Counts one more. Gives whether that is one too many. */
  exceed(): boolean {
    this.#used += 1;
    return this.#used > this.maxErrors;
  }
}
