/** Where the driver's own time-out and this one are due together, the driver's comes first: its error names the node. */
const graceMs = 5;

/** One of a ring: a Set would cost 2 µs a request, most of it garbage collection. */
export interface Deadline {
  readonly at: number;
  readonly pass: () => void;
  previous: Deadline;
  next: Deadline;
}

/**
 * Gives up what is not done in time. One timer for all of them, set for the earliest and left alone when a request ends before:
 * a request in time, as nearly all are, costs none.
 */
export class Deadlines {
  readonly #ring = newDeadline(Infinity, () => undefined);
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Infinity;

  /** Calls `pass` at that time of `performance.now()`, unless it is removed before. */
  add(at: number, pass: () => void): Deadline {
    const deadline = newDeadline(at + graceMs, pass);
    const last = this.#ring.previous;
    deadline.previous = last;
    deadline.next = this.#ring;
    last.next = deadline;
    this.#ring.previous = deadline;
    if (deadline.at < this.#dueAt) this.#setTimer(deadline.at);
    return deadline;
  }

  /** Twice is as good as once. */
  remove(deadline: Deadline): void {
    deadline.previous.next = deadline.next;
    deadline.next.previous = deadline.previous;
    deadline.previous = deadline;
    deadline.next = deadline;
  }

  #setTimer(at: number): void {
    clearTimeout(this.#timer);
    this.#dueAt = at;
    this.#timer = setTimeout(() => {
      this.#look();
    }, at - performance.now());
    // What is on its way has a socket, which keeps the process; nothing on its way is no reason to stay.
    this.#timer.unref();
  }

  #look(): void {
    this.#dueAt = Infinity;
    const now = performance.now();
    const passed: Deadline[] = [];
    let next = Infinity;
    for (let one = this.#ring.next; one !== this.#ring; one = one.next) {
      if (one.at > now) next = Math.min(next, one.at);
      else passed.push(one);
    }
    if (next < Infinity) this.#setTimer(next);
    for (const one of passed) {
      this.remove(one);
      one.pass();
    }
  }
}

function newDeadline(at: number, pass: () => void): Deadline {
  const deadline = { at, pass } as Deadline;
  deadline.previous = deadline;
  deadline.next = deadline;
  return deadline;
}
