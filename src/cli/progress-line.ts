const barWidth = 24;
const terminalEveryMs = 200;
const plainEveryMs = 10_000;

/** How far an export or a load is. */
export interface Progress {
  readonly rows: number;
  readonly bytes: number;
  /** From 0 to 1. */
  readonly fraction: number;
}

/** Tells how far it is: in place on a terminal, a line from time to time elsewhere. To the standard error. */
export class ProgressLine {
  readonly #since = performance.now();
  readonly #isTerminal = process.stderr.isTTY;
  #first: Progress | undefined;
  #shownAt = this.#isTerminal ? -Infinity : performance.now();

  show(progress: Progress): void {
    this.#first ??= progress;
    const now = performance.now();
    const every = this.#isTerminal ? terminalEveryMs : plainEveryMs;
    if (now - this.#shownAt < every) return;
    this.#shownAt = now;
    const line = progressText(progress, this.#first, (now - this.#since) / 1000);
    process.stderr.write(this.#isTerminal ? `\r\u001b[K${line}` : `${line}\n`);
  }

  end(): void {
    if (this.#isTerminal) process.stderr.write('\r\u001b[K');
  }
}

/** `first` is what was done before: the rates are of this run. */
export function progressText(
  { rows, bytes, fraction }: Progress,
  first: Progress,
  seconds: number,
): string {
  const done = fraction - first.fraction;
  const secondsLeft = done > 0 ? (seconds * (1 - fraction)) / done : Infinity;
  const filled = Math.round(fraction * barWidth);
  const bar = '#'.repeat(filled).padEnd(barWidth, '-');
  const rowRate = Math.round((rows - first.rows) / seconds);
  const byteRate = ((bytes - first.bytes) / seconds / 1e6).toFixed(1);
  return `[${bar}] ${(fraction * 100).toFixed(1)} %  ${grouped(rows)} rows  ${grouped(rowRate)} rows/s  ${byteRate} MB/s  ${timeText(secondsLeft)} left`;
}

export function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ' ');
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
