/** What a part takes of one turn of the event loop, in milliseconds; a block that it compresses may take longer. */
const sliceMs = 3;

/**
 * Shares the time of the process between the parts of its exports and everything else: in one turn of the event loop one part
 * works, each when the others have had their turn.
 */
class Turns {
  #sliceEnd = 0;
  readonly #waiting: (() => void)[] = [];

  /** Is it time to let others work? */
  get isOver(): boolean {
    return performance.now() > this.#sliceEnd;
  }

  /** Resolves when it is the caller's turn, which begins a new slice. */
  async next(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) this.#begin();
    });
  }

  #begin(): void {
    setImmediate(() => {
      this.#sliceEnd = performance.now() + sliceMs;
      this.#waiting.shift()?.();
      if (this.#waiting.length > 0) this.#begin();
    });
  }
}

/** One for all exports of the process: it has one event loop. */
export const turns = new Turns();
