import { setTimeout as delay } from 'node:timers/promises';
import type { RequestSettings } from '../../../cql/statement.js';
import type { WriteFault } from '../../write/check/write-fault.js';
import type { ExpectingWriteOptions } from './versioned-write-options.js';

/** Milliseconds a versioned write takes at most, all its requests together, unless `deadlineMs` says otherwise. */
export const defaultDeadlineMs = 10_000;
/** What is still done after the deadline gets this long: a request of no time would never be sent. */
const leastMs = 100;

/** A NaN would never come: the write would be tried for ever. */
export function deadlineFaults(options: ExpectingWriteOptions): readonly WriteFault[] {
  // What is no object is said already.
  const { deadlineMs } = { ...options };
  if (deadlineMs === undefined || (Number.isSafeInteger(deadlineMs) && deadlineMs >= 1)) return [];
  return [
    {
      code: 'timeout',
      columns: [],
      problem: 'deadlineMs is not a whole number of 1 or more.',
      fix: 'Give milliseconds, or leave deadlineMs out.',
    },
  ];
}

/** The time a versioned write has, and the settings of its requests. */
export class Deadline {
  readonly #settings: RequestSettings;
  readonly #end: number;

  constructor({
    deadlineMs = defaultDeadlineMs,
    expectedVersion: _,
    ...settings
  }: ExpectingWriteOptions) {
    this.#settings = settings;
    this.#end = performance.now() + deadlineMs;
  }

  get isOver(): boolean {
    return this.#left() <= 0;
  }

  /** For what may be given up. */
  settings(): RequestSettings {
    const { timeoutMs, ...settings } = this.#settings;
    const left = Math.max(leastMs, Math.ceil(this.#left()));
    return timeoutMs === undefined && left > 5000
      ? settings
      : { ...settings, timeoutMs: Math.min(timeoutMs ?? left, left) };
  }

  /** For what follows once the write is done: its caller may not call it off any more. */
  unbound(): RequestSettings {
    const { signal: _, ...settings } = this.settings();
    return settings;
  }

  /** Between half of this time and one and a half. */
  async pause(ms: number): Promise<void> {
    await delay(ms * (0.5 + Math.random()));
  }

  #left(): number {
    return this.#end - performance.now();
  }
}
