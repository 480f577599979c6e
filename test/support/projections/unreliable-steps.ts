import { setTimeout as delay } from 'node:timers/promises';
import { CassandraRequestTimeoutError } from '../../../src/cassandra/index.js';
import type {
  WriteStep,
  WriteSteps,
} from '../../../src/cassandra/repository/projection/write/write-steps.js';

/** The end of a process in the middle of a write. */
export class Crash extends Error {}

/** Chances of what happens at each step, and how long. */
const chances = { crash: 0.05, silence: 0.08, delay: 0.15, repeat: 0.3 };
const delayMs = 40;
const lateMs = 250;

/** The steps of a writer that crashes, dawdles and sends its batches late and twice, by a clock of its own. */
export class UnreliableSteps implements WriteSteps {
  /** What is sent later, by nobody who waits. */
  readonly late: Promise<unknown>[] = [];
  isReliable = false;
  hasIntents = true;
  clockOffMs = 0;

  constructor(private readonly random: () => number) {}

  now(): number {
    return Date.now() + this.clockOffMs;
  }

  async run<Result>(step: WriteStep, act: () => Promise<Result>): Promise<Result> {
    if (step === 'intent' && !this.hasIntents) return undefined as Result;
    if (this.isReliable) return await act();
    if (this.random() < chances.crash) throw this.#crash(step, act);
    if (this.random() < chances.delay) await delay(this.random() * delayMs);
    if (step === 'transaction' && this.random() < chances.silence) return await this.#silent(act);
    const result = await act();
    if (step === 'batch' && this.random() < chances.repeat) this.#later(act);
    if (this.random() < chances.crash) throw new Crash(step);
    return result;
  }

  /** What a process had sent when it ended may arrive all the same, but nobody hears of it. */
  #crash(step: WriteStep, act: () => Promise<unknown>): Crash {
    if (step !== 'read' && step !== 'version' && this.random() < 0.5) this.#later(act);
    return new Crash(step);
  }

  /** A transaction that gets no answer: it was applied, or will be. */
  async #silent(act: () => Promise<unknown>): Promise<never> {
    if (this.random() < 0.5) await act();
    else this.#later(act);
    throw new CassandraRequestTimeoutError(
      'no answer came.',
      { operation: 'write', table: 'people' },
      { mayBeApplied: true },
    );
  }

  #later(act: () => Promise<unknown>): void {
    const sent = delay(this.random() * lateMs).then(act);
    this.late.push(sent.catch(() => undefined));
  }
}
