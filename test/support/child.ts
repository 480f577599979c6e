import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { waitFor } from './wait-for.js';

/** A script of this folder in a process of its own, with what it sent so far. */
export class Child {
  readonly messages: unknown[] = [];
  readonly #process: ChildProcess;
  #output = '';
  #endedAt: number | null = null;

  constructor(script: string, argument: unknown) {
    this.#process = fork(join(import.meta.dirname, script), [JSON.stringify(argument)], {
      silent: true,
      execArgv: [],
    });
    this.#process.on('message', (message) => this.messages.push(message));
    this.#process.on('exit', () => (this.#endedAt = Date.now()));
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (data: Buffer) => (this.#output += data.toString()));
    }
  }

  send(message: string): void {
    this.#process.send(message);
  }

  async until(message: unknown): Promise<void> {
    await waitFor(`"${String(message)}" of the child process`, () => {
      if (this.messages.includes(message)) return true;
      if (this.#endedAt !== null) throw new Error(`It ended:\n${this.#output}`);
      return false;
    });
  }

  /** Waits until it ends by itself; gives the milliseconds that took. */
  async end(timeoutMs: number): Promise<number> {
    const since = Date.now();
    await waitFor('the natural end', () => this.#endedAt !== null, timeoutMs);
    return Math.max(0, (this.#endedAt ?? 0) - since);
  }

  kill(): void {
    if (this.#endedAt === null) this.#process.kill('SIGKILL');
  }
}
