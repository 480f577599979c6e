/** What was opened, to be closed in reverse order, once. */
export class Lifetime {
  readonly #closers: (() => Promise<void>)[] = [];
  #closing: Promise<void> | null = null;

  /** Remembers how to close something; when closing has begun already, closes it at once. */
  async add(close: () => Promise<void>): Promise<void> {
    if (this.#closing === null) {
      this.#closers.push(close);
    } else {
      await close();
    }
  }

  get isClosing(): boolean {
    return this.#closing !== null;
  }

  /** Closes everything; what fails does not keep the rest open, and the first failure is thrown at the end. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#closers.reverse()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}
