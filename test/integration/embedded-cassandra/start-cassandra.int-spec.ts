import { fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../../../src/embedded-cassandra/index.js';
import {
  createTestKeyspace,
  startCassandra,
  stopKeptCassandra,
  type TestCassandra,
} from '../../../src/embedded-cassandra/testing/index.js';
import { openClient } from '../../support/nodes/open-client.js';
import { isProcessRunning } from '../../support/processes.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

describe('the testing door', () => {
  const usualCache = cacheDirectory();
  const cache = temporaryDirectory();
  const clusters = join(cache.path, 'test-clusters');
  let started: TestCassandra | null = null;

  beforeAll(() => {
    // A cache of our own, so that nobody's kept node is touched; with the class path, so that Maven is not asked again.
    for (const name of readdirSync(usualCache).filter((file) => file.startsWith('class-path-'))) {
      copyFileSync(join(usualCache, name), join(cache.path, name));
    }
    process.env.CASSANEST_CACHE_DIR = cache.path;
  });

  afterAll(async () => {
    await started?.stop();
    await stopKeptCassandra();
    delete process.env.CASSANEST_CACHE_DIR;
    cache.remove();
  });

  it('uses a kept node again, until it is told to stop it', async () => {
    const first = await startCassandra({ keep: true });
    const pid = first.nodes[0]?.pid;
    await first.stop();
    expect(isProcessRunning(pid)).toBe(true);

    const second = await startCassandra({ keep: true });
    expect(second.nodes[0]?.pid).toBe(pid);
    expect(second.connection).toEqual(first.connection);

    await stopKeptCassandra();
    expect(isProcessRunning(pid)).toBe(false);
  });

  it('ends and deletes at its next start what a killed run has left', async () => {
    const run = fork(join(import.meta.dirname, '../../support/launch-test-node.mjs'), [], {
      execArgv: [],
      env: { ...process.env }, // Jest's, which holds the cache of this file
    });
    const [orphan] = (await once(run, 'message')) as [number];
    run.kill('SIGKILL');
    await once(run, 'exit');
    expect(isProcessRunning(orphan)).toBe(true);
    const [left = ''] = readdirSync(clusters);
    const neverStarted = join(clusters, 'run-never-started');
    const aboutToStart = join(clusters, 'run-about-to-start');
    for (const directory of [neverStarted, aboutToStart]) mkdirSync(directory);
    const longAgo = new Date(Date.now() - 2 * 3_600_000);
    utimesSync(neverStarted, longAgo, longAgo);

    started = await startCassandra();

    expect(isProcessRunning(orphan)).toBe(false);
    expect(existsSync(join(clusters, left))).toBe(false);
    expect(existsSync(neverStarted)).toBe(false);
    expect(existsSync(aboutToStart)).toBe(true);
  });

  it('has started a node with keyspaces for tests, which lives once, and deletes all of it', async () => {
    const cassandra = started;
    if (cassandra === null) throw new Error('not started');
    const [node] = cassandra.nodes;
    if (node === undefined) throw new Error('no node');
    const { pid } = node;
    const keyspace = await createTestKeyspace(cassandra.connection);
    expect(keyspace.name).toMatch(/^ks_[0-9a-f]{32}$/);

    const client = await openClient(keyspace.connection);
    const selectKeyspace = 'SELECT * FROM system_schema.keyspaces WHERE keyspace_name = ?';
    expect((await client.execute(selectKeyspace, [keyspace.name])).rowLength).toBe(1);
    await keyspace.drop();
    expect((await client.execute(selectKeyspace, [keyspace.name])).rowLength).toBe(0);
    await client.shutdown();

    await node.kill();
    const again = cassandra.startNode(node);
    await expect(again).rejects.toMatchObject({ code: 'not-durable' });
    await cassandra.stop();
    expect(isProcessRunning(pid)).toBe(false);
    expect(readdirSync(clusters)).toEqual(['run-about-to-start']);
  });

  it('names what to set when there is no cluster to make a keyspace in', async () => {
    const points = process.env.CASSANDRA_CONTACT_POINTS;
    delete process.env.CASSANDRA_CONTACT_POINTS;
    try {
      await expect(createTestKeyspace()).rejects.toThrow(/CASSANDRA_CONTACT_POINTS is not set/);
    } finally {
      process.env.CASSANDRA_CONTACT_POINTS = points;
    }
  });
});
