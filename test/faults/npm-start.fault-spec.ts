import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findOrphan } from '../../src/embedded-cassandra/node/cassandra-node.js';
import { clusterDirectory } from '../support/nodes/cluster-directory.js';
import { isProcessRunning } from '../support/processes.js';
import { temporaryDirectory } from '../support/temporary-directory.js';
import { HopelessError, waitFor } from '../support/wait-for.js';

const root = join(import.meta.dirname, '../..');

/** `npm start` on a free port, with what it printed so far. */
class Started {
  output = '';
  longestSilenceMs = 0;
  exitCode: number | null = null;
  readonly process: ChildProcess;

  constructor(environment: NodeJS.ProcessEnv) {
    let lastOutputAt = Date.now();
    this.process = spawn(process.execPath, [join(root, 'scripts', 'start.mjs')], {
      cwd: root,
      env: {
        ...process.env,
        CASSANDRA_CONTACT_POINTS: '',
        PORT: '0',
        SEED: 'off',
        ...environment,
      },
    });
    const read = (data: Buffer): void => {
      this.longestSilenceMs = Math.max(this.longestSilenceMs, Date.now() - lastOutputAt);
      lastOutputAt = Date.now();
      this.output += data.toString();
    };
    this.process.stdout?.on('data', read);
    this.process.stderr?.on('data', read);
    this.process.on('exit', (code) => (this.exitCode = code ?? -1));
  }

  /** Where the API runs, once it has said so. */
  async url(): Promise<string> {
    return waitFor('the API', () => {
      if (this.exitCode !== null) {
        throw new HopelessError(`It ended with ${this.exitCode}:\n${this.output}`);
      }
      const url = /http:\/\/[\d.]+:\d+/.exec(this.output)?.[0];
      if (url === undefined) throw new Error(`\n${this.output}`);
      return url;
    });
  }

  async end(signal: NodeJS.Signals): Promise<number> {
    this.process.kill(signal);
    await waitFor('the end of the API', () => this.exitCode !== null);
    return this.exitCode ?? -1;
  }
}

describe('npm start', () => {
  const directory = clusterDirectory();
  const exports = temporaryDirectory();
  const started: Started[] = [];
  let running: Started | undefined;

  function start(environment?: NodeJS.ProcessEnv): Started {
    const api = new Started({
      DATA_DIR: directory.path,
      EXPORT_ROOT: exports.path,
      ...environment,
    });
    started.push(api);
    return api;
  }

  function nodePid(): number | null {
    return findOrphan(join(directory.path, 'node1'))?.pid ?? null;
  }

  async function status(api: Started, path: string): Promise<number> {
    return (await fetch(`${await api.url()}${path}`)).status;
  }

  afterAll(async () => {
    for (const api of started) if (api.exitCode === null) await api.end('SIGTERM');
    directory.remove();
    exports.remove();
  });

  // In this order: each test goes on with what the one before has left.

  if (process.env.LONG_TESTS !== undefined) {
    it('stops cleanly at Ctrl-C while the node still starts', async () => {
      const api = start();
      await waitFor('the node', () => nodePid() !== null);
      const node = nodePid();

      expect(await api.end('SIGINT')).toBe(0);

      expect(isProcessRunning(node)).toBe(false);
      expect(readdirSync(directory.path)).not.toContain('lock');
    });
  }

  it('ends in a running API on a real node and is never silent for more than 5 s', async () => {
    const api = (running = start());

    expect(await status(api, '/health/ready')).toBe(200);
    expect(api.longestSilenceMs).toBeLessThan(5000);
  });

  it('refuses a second start on the same data with one message', async () => {
    const second = start();

    await waitFor('its end', () => second.exitCode !== null);

    expect(second.exitCode).toBe(1);
    expect(second.output).toContain('is in use by process');
    expect(second.output).toContain('DATA_DIR');
    expect(second.output).not.toMatch(/\n\s+at /);
  });

  it('works after a kill -9, and leaves one node', async () => {
    const orphan = nodePid();
    await running?.end('SIGKILL');
    expect(isProcessRunning(orphan)).toBe(true);

    running = start();
    expect(await status(running, '/health/ready')).toBe(200);

    expect(isProcessRunning(orphan)).toBe(false);
    expect(isProcessRunning(nodePid())).toBe(true);
  });

  it('stops API and node at Ctrl-C, which npm and the terminal both pass on', async () => {
    const node = nodePid();

    running?.process.kill('SIGINT');
    expect(await running?.end('SIGINT')).toBe(0);

    expect(isProcessRunning(node)).toBe(false);
    expect(readdirSync(directory.path)).not.toContain('lock');
  });

  it('names every wrong variable and starts nothing', async () => {
    const data = join(exports.path, 'never-made');
    const api = start({ PORT: 'web', SEED: 'maybe', DATA_DIR: data });

    await waitFor('its end', () => api.exitCode !== null);

    expect(api.exitCode).toBe(1);
    expect(api.output).toMatch(/- .*PORT/);
    expect(api.output).toMatch(/- .*SEED/);
    expect(existsSync(data)).toBe(false);
  });
});
