import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { environmentOf } from './environment-of.js';
import { type Backend } from './start-backend.js';
import { HopelessError, waitFor } from '../wait-for.js';

/** The API as a process of its own, as it was built, on the keyspace of a test. */
export class ApiProcess {
  output = '';

  private constructor(private readonly process: ChildProcess) {
    const read = (data: Buffer): void => {
      this.output += data.toString();
    };
    process.stdout?.on('data', read);
    process.stderr?.on('data', read);
  }

  static start(backend: Backend, environment: NodeJS.ProcessEnv = {}): ApiProcess {
    const api = spawn(process.execPath, [join('dist', 'main.js')], {
      env: { ...environmentOf(backend), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new ApiProcess(api);
  }

  get pid(): number {
    return this.process.pid ?? 0;
  }

  get hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }

  /** Where it answers, once it does. */
  async url(): Promise<string> {
    return await waitFor('the API', () => {
      if (this.hasEnded) throw new HopelessError(`It ended:\n${this.output}`);
      return /http:\/\/[\d.]+:\d+/.exec(this.output)?.[0];
    });
  }

  /** What of it is in memory now. */
  residentMiB(): number {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.pid)])) / 1024;
  }

  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGTERM'): void {
    this.process.kill(name);
  }

  /** `kill -9`, also of one that is stopped. */
  kill(): boolean {
    return this.process.kill('SIGKILL');
  }

  /** As at Ctrl-C, and waits for it. */
  async end(): Promise<void> {
    this.signal('SIGTERM');
    await waitFor('the end of the API', () => this.hasEnded);
  }
}
