import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../cache-directory.js';
import { reapOrphan } from '../node/cassandra-node.js';
import { readLockOwner } from '../cluster/directory-lock.js';
import { type EmbeddedCassandra } from '../embedded-cassandra.js';
import { type EmbeddedCassandraOptions } from '../embedded-cassandra.options.js';
import { isRunning } from '../node/process-identity.js';
import { startCluster } from '../start-embedded-cassandra.js';

/** How `startCassandra` starts a cluster for tests. */
export interface StartCassandraOptions extends Omit<
  EmbeddedCassandraOptions,
  'dataDirectory' | 'onUnexpectedEnd'
> {
  /**
   * Leave the nodes running when the tests end, and use them again next time: a run of tests then starts in well under a
   * second. The nodes take memory until `stopKeptCassandra()`. Keyspaces stay too, so drop what a test makes.
   *
   * @default false
   */
  readonly keep?: boolean;
}

/** A cluster of a test run. `stop()` also deletes its data; a kept one stays. */
export interface TestCassandra extends Pick<
  EmbeddedCassandra,
  'connection' | 'nodes' | 'startNode' | 'superuser'
> {
  stop(): Promise<void>;
}

/**
 * Starts a real Cassandra for tests, with the fast profile unless asked otherwise, in a directory of its own: any number
 * of test runs go side by side. What a killed test run left behind is ended and deleted at the next start.
 *
 * @throws EmbeddedCassandraError as `startEmbeddedCassandra` does
 * @example
 * const cassandra = await startCassandra();
 * const keyspace = await createTestKeyspace(cassandra.connection);
 */
export async function startCassandra(options: StartCassandraOptions = {}): Promise<TestCassandra> {
  const { keep = false, ...rest } = options;
  await sweep();
  const dataDirectory = keep ? keptDirectory(options.nodes ?? 1) : newDirectory();
  const cassandra = await startCluster({ profile: 'fast', ...rest, dataDirectory }, keep);
  if (keep) {
    cassandra.leaveRunning();
    return testCassandra(cassandra, () => Promise.resolve());
  }
  return testCassandra(cassandra, async () => {
    await cassandra.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
}

/** Ends the nodes that `startCassandra({ keep: true })` has left running, and deletes their data. */
export async function stopKeptCassandra(): Promise<void> {
  for (const nodes of [1, 2, 3] as const) await remove(keptDirectory(nodes));
}

function testCassandra(cassandra: EmbeddedCassandra, stop: () => Promise<void>): TestCassandra {
  return {
    connection: cassandra.connection,
    nodes: cassandra.nodes,
    superuser: cassandra.superuser,
    startNode: (node) => cassandra.startNode(node),
    stop,
  };
}

function clustersDirectory(): string {
  return join(cacheDirectory(), 'test-clusters');
}

function newDirectory(): string {
  const directory = join(clustersDirectory(), `run-${randomUUID()}`);
  mkdirSync(directory, { recursive: true });
  return directory;
}

function keptDirectory(nodes: 1 | 2 | 3): string {
  return join(clustersDirectory(), `kept-${nodes}`);
}

/** Removes the clusters of runs whose process has ended without stopping them. */
async function sweep(): Promise<void> {
  if (!existsSync(clustersDirectory())) return;
  for (const name of readdirSync(clustersDirectory())) {
    if (!name.startsWith('run-')) continue;
    const directory = join(clustersDirectory(), name);
    const owner = readLockOwner(directory);
    if (owner !== null && !isRunning(owner)) await remove(directory);
  }
}

async function remove(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  for (const name of readdirSync(directory)) {
    if (name.startsWith('node')) await reapOrphan(join(directory, name), 'SIGKILL');
  }
  rmSync(directory, { recursive: true, force: true });
}
