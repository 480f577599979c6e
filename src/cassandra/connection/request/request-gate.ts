/**
 * Lets so many requests leave at once and so many more wait in line: the driver has no line, it fails what is over its own
 * limit. Also knows when all are answered, so that closing can wait for them: the driver would reject them.
 */
export class RequestGate {
  #running = 0;
  /** In the order they came. */
  readonly #waiting = new Map<Promise<boolean>, (mayRun: boolean) => void>();
  #onEmpty: (() => void) | undefined;

  constructor(
    private readonly maxRunning: number,
    private readonly maxWaiting: number,
  ) {}

  /**
   * True: go, and `leave()` afterwards; false: no room. A promise, its turn, where it has to wait for an answer to another
   * request: that comes to false when the gate is drained meanwhile.
   */
  enter(): boolean | Promise<boolean> {
    if (this.#running < this.maxRunning) {
      this.#running++;
      return true;
    }
    return this.#waiting.size < this.maxWaiting && this.#wait();
  }

  /** An answer has come: the next in line goes. */
  leave(): void {
    if (this.#call(true)) return;
    this.#running--;
    if (this.#running === 0) this.#onEmpty?.();
  }

  /** It no longer waits for its turn; where that has just been given, the next in line has it. */
  giveUp(turn: Promise<boolean>): void {
    if (this.#waiting.delete(turn)) return;
    void turn.then((mayRun) => {
      if (mayRun) this.leave();
    });
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
    while (this.#call(false));
  }

  #wait(): Promise<boolean> {
    let call = (_mayRun: boolean): void => undefined;
    const turn = new Promise<boolean>((resolve) => (call = resolve));
    this.#waiting.set(turn, call);
    return turn;
  }

  /** Tells the first in line; false where nobody waits. */
  #call(mayRun: boolean): boolean {
    const [first] = this.#waiting;
    if (first === undefined) return false;
    const [turn, call] = first;
    this.#waiting.delete(turn);
    call(mayRun);
    return true;
  }
}
