import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedCassandraError } from '../embedded-cassandra.error.js';
import { waitUntil } from '../wait-until.js';
import { javaArgument, type NodePlan, writeNodeFiles } from './node-files.js';
import {
  findProcessByArgument,
  identifyProcess,
  isRunning,
  type ProcessIdentity,
  signalProcess,
} from './process-identity.js';

/** A node drains in about a second; past this it is not coming to an end by itself. */
const stopTimeoutMs = 20_000;

/** One start of the process. An end that comes late must not be taken for that of the next start. */
interface Launch {
  readonly process: ProcessIdentity | null;
  end: string | null;
  reportsEnd: boolean;
}

/**
 * One Cassandra process. A launcher that comes after a crash of this one finds it by java's argument, which names a file in
 * the node's own folder: there is no moment in which the process runs and cannot be found.
 */
export class CassandraNode {
  #launch: Launch | null = null;

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

  /** Is the process there? It may not answer yet. */
  isRunning(): boolean {
    return this.#process !== null && isRunning(this.#process);
  }

  /** Starts the process and returns at once; `EmbeddedCassandra.startNode` also waits until it answers. @internal */
  launch(): void {
    writeNodeFiles(this.plan, this.classPath);
    if (existsSync(this.logFile)) renameSync(this.logFile, `${this.logFile}.previous`);
    const log = openSync(this.logFile, 'w');
    try {
      this.#spawn(log);
    } finally {
      closeSync(log);
    }
  }

  /** From now on an end that nobody asked for is reported. @internal */
  reportEnd(): void {
    if (this.#launch !== null) this.#launch.reportsEnd = true;
  }

  /** Drains the node and waits for its end; kills it when that takes longer than 20 s. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** kill -9, and waits until the process is gone. What was acknowledged survives in the durable profile. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Throws what is known of the node's end unless it runs. @internal */
  assertRunning(): void {
    if (this.isRunning()) return;
    const log = this.lastLogLines();
    if (/address already in use|is in use by another process/i.test(log)) {
      const { cql, storage } = this.plan.ports;
      throw new EmbeddedCassandraError(
        'port-taken',
        `Port ${cql} or ${storage} at ${this.address} is taken by another process. Stop that process, or start again. The last log lines:\n${log}`,
      );
    }
    throw new EmbeddedCassandraError(
      'node-ended',
      `The Cassandra node at ${this.address} ended (${this.#launch?.end ?? 'unknown reason'}). Mend what its last log lines name, and start again (the whole log: ${this.logFile}):\n${log}`,
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
    const process = findProcessByArgument(javaArgument(this.plan.directory));
    this.#launch = { process, end: null, reportsEnd: false };
    return process !== null;
  }

  /** For the very end of the process, when nothing can be waited for. @internal */
  signal(signal: NodeJS.Signals): void {
    if (this.#process !== null) signalProcess(this.#process, signal);
  }

  get #process(): ProcessIdentity | null {
    return this.#launch?.process ?? null;
  }

  #spawn(log: number): void {
    // Its own process group: Ctrl-C goes to us alone, and we stop the node last.
    const child = spawn(this.java, [javaArgument(this.plan.directory)], {
      detached: true,
      stdio: ['ignore', log, log],
    });
    child.on('error', () => undefined); // the lack of a process id says it at once
    if (child.pid === undefined) {
      throw new EmbeddedCassandraError(
        'node-ended',
        `"${this.java}" could not be started. Is it still there, and may it be executed?`,
      );
    }
    const launch: Launch = { process: identifyProcess(child.pid), end: null, reportsEnd: false };
    this.#launch = launch;
    child.unref();
    child.on('exit', (code, signal) => {
      launch.end = signal ?? `exit code ${code ?? 'none'}`;
      if (!launch.reportsEnd) return;
      this.onUnexpectedEnd?.(
        `The Cassandra node at ${this.address} ended by itself (${launch.end}). Start it again; its log: ${this.logFile}`,
      );
    });
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.#launch === null) return;
    this.#launch.reportsEnd = false;
    if (this.#launch.process !== null) await endProcess(this.#launch.process, signal);
  }
}

/** The node that a launcher left running in this directory when it was itself killed, or null. */
export function findOrphan(directory: string): ProcessIdentity | null {
  return findProcessByArgument(javaArgument(directory));
}

/** Asks a process to end, or ends it, and waits until it is gone; past 20 s it is killed. */
export async function endProcess(
  identity: ProcessIdentity,
  signal: 'SIGTERM' | 'SIGKILL',
): Promise<void> {
  const ended = (): true | null => (isRunning(identity) ? null : true);
  signalProcess(identity, signal);
  if ((await waitUntil(ended, { timeoutMs: stopTimeoutMs, intervalMs: 20 })) !== null) return;
  signalProcess(identity, 'SIGKILL');
  await waitUntil(ended, { timeoutMs: stopTimeoutMs, intervalMs: 20 });
}

function logFileIn(directory: string): string {
  return join(directory, 'cassandra.log');
}
