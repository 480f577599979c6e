import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { HopelessError, waitFor } from './wait-for.js';

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
    await this.#said(`"${String(message)}"`, () => this.messages.includes(message));
  }

  /** What it has to say, once it has. */
  async report(): Promise<unknown> {
    await this.#said('a report', () => this.messages.length > 0);
    return this.messages[0];
  }

  /** Waits until it ends by itself; gives the milliseconds that took. */
  async end(timeoutMs = 60_000): Promise<number> {
    const since = Date.now();
    await waitFor('the natural end', () => this.#endedAt !== null, timeoutMs);
    return Math.max(0, (this.#endedAt ?? 0) - since);
  }

  kill(): void {
    if (this.#endedAt === null) this.#process.kill('SIGKILL');
  }

  async #said(what: string, hasSaid: () => boolean): Promise<void> {
    await waitFor(`${what} of the child process`, () => {
      if (hasSaid()) return true;
      // Its last words may come after its end.
      if (this.#endedAt === null || this.#process.connected) return false;
      throw new HopelessError(`It ended after ${JSON.stringify(this.messages)}:\n${this.#output}`);
    });
  }
}
