import { type ChildProcess, spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmbeddedCassandraError } from '../embedded-cassandra.error.js';
import { type NodePlan, writeNodeFiles } from './node-files.js';
import {
  identifyProcess,
  isRunning,
  type ProcessIdentity,
  signalProcess,
} from './process-identity.js';
import { waitUntil } from '../wait-until.js';

/** A node drains in about a second; past this it is not coming to an end by itself. */
const stopTimeoutMs = 20_000;

/** One Cassandra process. Which one runs is written to `pid.json`, for a launcher that comes after a crash of this one. */
export class CassandraNode {
  #process: ProcessIdentity | null = null;
  #expectedToEnd = false;
  #end: string | null = null;

  /** @internal */
  constructor(
    private readonly plan: NodePlan,
    private readonly java: string,
    private readonly classPath: readonly string[],
    private readonly onUnexpectedEnd: ((message: string) => void) | undefined,
  ) {}

  /** The loopback address it listens on. */
  get address(): string {
    return this.plan.address;
  }

  /** The process id while it runs, else null. */
  get pid(): number | null {
    return this.isRunning() ? (this.#process?.pid ?? null) : null;
  }

  /** The file that holds what the node said since its last start. */
  get logFile(): string {
    return logFileIn(this.plan.directory);
  }

  isRunning(): boolean {
    return this.#process !== null && isRunning(this.#process);
  }

  /** Starts the process and returns at once; `EmbeddedCassandra.startNode` also waits until it answers. @internal */
  launch(): void {
    const argument = writeNodeFiles(this.plan, this.classPath);
    if (existsSync(this.logFile)) renameSync(this.logFile, `${this.logFile}.previous`);
    const log = openSync(this.logFile, 'w');
    // Its own process group: Ctrl-C goes to us alone, and we stop the node last.
    const child = spawn(this.java, [argument], { detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    if (child.pid === undefined) {
      throw new EmbeddedCassandraError('node-ended', `"${this.java}" could not be started.`);
    }
    this.#process = identifyProcess(child.pid);
    writeFileSync(pidFileIn(this.plan.directory), JSON.stringify(this.#process));
    this.#expectedToEnd = false;
    this.#watch(child);
  }

  /** Drains the node and waits for its end; kills it when that takes longer than 20 s. */
  async stop(): Promise<void> {
    this.#expectedToEnd = true;
    if (this.#process !== null) await endProcess(this.#process, 'SIGTERM');
    rmSync(pidFileIn(this.plan.directory), { force: true });
  }

  /** kill -9, and waits until the process is gone. What was acknowledged survives in the durable profile. */
  async kill(): Promise<void> {
    this.#expectedToEnd = true;
    if (this.#process !== null) await endProcess(this.#process, 'SIGKILL');
  }

  /** Throws what is known of the node's end unless it runs. @internal */
  assertRunning(): void {
    if (this.isRunning()) return;
    const log = this.lastLogLines();
    if (/address already in use|is in use by another process/i.test(log)) {
      const { cql, storage } = this.plan.ports;
      throw new EmbeddedCassandraError(
        'port-taken',
        `Port ${cql} or ${storage} at ${this.address} is taken by another process. Its last log lines:\n${log}`,
      );
    }
    throw new EmbeddedCassandraError(
      'node-ended',
      `The Cassandra node at ${this.address} ended (${this.#end ?? 'unknown reason'}). Its last log lines (all: ${this.logFile}):\n${log}`,
    );
  }

  /** What the node said last. @internal */
  lastLogLines(): string {
    if (!existsSync(this.logFile)) return '(no log)';
    return readFileSync(this.logFile, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(-20)
      .map((line) => (line.length > 300 ? `${line.slice(0, 300)} …` : line)) // one line holds all of 400 settings
      .join('\n');
  }

  /** Takes over a node that another process started and left running; false when none runs. @internal */
  adopt(): boolean {
    const running = readPidFile(this.plan.directory);
    if (running === null || !isRunning(running)) return false;
    this.#process = running;
    return true;
  }

  /** For the very end of the process, when nothing can be waited for. @internal */
  signal(signal: NodeJS.Signals): void {
    if (this.#process !== null) signalProcess(this.#process, signal);
  }

  #watch(child: ChildProcess): void {
    child.unref();
    child.on('error', () => undefined); // its end is what counts, and that is seen below
    child.on('exit', (code, signal) => {
      this.#end = signal ?? `exit code ${code ?? 'none'}`;
      if (this.#expectedToEnd) return;
      this.onUnexpectedEnd?.(
        `The Cassandra node at ${this.address} ended by itself (${this.#end}). Its log: ${this.logFile}`,
      );
    });
  }
}

/**
 * Ends the node that a launcher left running in this directory when it was itself killed. A durable node may drain first;
 * nobody waits for the data of a fast one.
 */
export async function reapOrphan(directory: string, how: 'SIGTERM' | 'SIGKILL'): Promise<boolean> {
  const orphan = readPidFile(directory);
  const wasRunning = orphan !== null && isRunning(orphan);
  if (wasRunning) await endProcess(orphan, how);
  rmSync(pidFileIn(directory), { force: true });
  return wasRunning;
}

async function endProcess(identity: ProcessIdentity, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const ended = (): true | null => (isRunning(identity) ? null : true);
  signalProcess(identity, signal);
  if ((await waitUntil(ended, { timeoutMs: stopTimeoutMs, intervalMs: 20 })) !== null) return;
  signalProcess(identity, 'SIGKILL');
  await waitUntil(ended, { timeoutMs: stopTimeoutMs, intervalMs: 20 });
}

function readPidFile(directory: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(pidFileIn(directory), 'utf8')) as ProcessIdentity;
  } catch {
    return null;
  }
}

function pidFileIn(directory: string): string {
  return join(directory, 'pid.json');
}

function logFileIn(directory: string): string {
  return join(directory, 'cassandra.log');
}
