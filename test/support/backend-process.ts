import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { environmentOf } from './environment-of.js';
import { type Backend } from './start-backend.js';
import { waitFor } from './wait-for.js';

const main = join(import.meta.dirname, '../../dist/main.js');

/** The built backend in a process of its own, on a keyspace that is there. */
export class BackendProcess {
  readonly #process: ChildProcess;
  #output = '';
  #isEnded = false;

  constructor(backend: Backend) {
    this.#process = spawn(process.execPath, [main], { env: environmentOf(backend) });
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (data: Buffer) => (this.#output += data.toString()));
    }
    this.#process.on('exit', () => (this.#isEnded = true));
  }

  /** Where it listens, once it has said so. */
  async url(): Promise<string> {
    return await waitFor('the address of the API', () => {
      if (this.#isEnded) throw new Error(`It ended:\n${this.#output}`);
      return /http:\/\/[\d.]+:\d+/.exec(this.#output)?.[0];
    });
  }

  /** What of it is in memory now. */
  residentMiB(): number {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.#process.pid)])) / 1024;
  }

  async end(): Promise<void> {
    this.#process.kill('SIGTERM');
    await waitFor('the end of the API', () => this.#isEnded);
  }
}
