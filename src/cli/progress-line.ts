const barWidth = 12;
const terminalEveryMs = 200;
const plainEveryMs = 10_000;

/** How far an export or a load is. */
export interface Progress {
  readonly rows: number;
  readonly bytes: number;
  /** From 0 to 1. */
  readonly fraction: number;
}

/** Where it is told: the standard error, which is a terminal or none. */
type Out = Pick<NodeJS.WriteStream, 'isTTY' | 'columns'> & { write(text: string): unknown };

/** Tells how far it is: in place on a terminal, a line from time to time elsewhere. To the standard error. */
export class ProgressLine {
  readonly #since: number;
  readonly #isTerminal: boolean;
  #first: Progress | undefined;
  #shownAt: number;

  constructor(
    private readonly out: Out = process.stderr,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#since = now();
    this.#isTerminal = out.isTTY;
    this.#shownAt = this.#isTerminal ? -Infinity : this.#since;
  }

  show(progress: Progress): void {
    this.#first ??= progress;
    const now = this.now();
    const every = this.#isTerminal ? terminalEveryMs : plainEveryMs;
    if (now - this.#shownAt < every) return;
    this.#shownAt = now;
    const line = progressText(progress, this.#first, (now - this.#since) / 1000);
    // A line that is broken into two cannot be written over.
    const width = this.out.columns > 1 ? this.out.columns - 1 : line.length;
    this.out.write(this.#isTerminal ? `\r\u001b[K${line.slice(0, width)}` : `${line}\n`);
  }

  end(): void {
    if (this.#isTerminal) this.out.write('\r\u001b[K');
  }
}

/** `first` is what was done before: the rates are of this run. What is wanted most comes first: narrow terminals cut the end. */
export function progressText(
  { rows, bytes, fraction }: Progress,
  first: Progress,
  seconds: number,
): string {
  const done = fraction - first.fraction;
  const secondsLeft = done > 0 ? (seconds * (1 - fraction)) / done : Infinity;
  const bar = '#'.repeat(Math.round(fraction * barWidth)).padEnd(barWidth, '-');
  const rowRate = Math.round((rows - first.rows) / seconds);
  const byteRate = ((bytes - first.bytes) / seconds / 1e6).toFixed(1);
  return [
    `[${bar}] ${(fraction * 100).toFixed(1)} %`,
    `${grouped(rows)} rows`,
    `${timeText(secondsLeft)} left`,
    `${grouped(rowRate)} rows/s`,
    `${byteRate} MB/s`,
  ].join('  ');
}

export function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
}

/** With its noun, in the plural where that is due. */
export function counted(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? '' : 's'}`;
}

export function timeText(seconds: number): string {
  if (!Number.isFinite(seconds)) return '?';
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return `${whole} s`;
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
