import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../cache-directory.js';
import { endProcess, findOrphan } from '../node/cassandra-node.js';
import { CASSANDRA_VERSION } from '../node/class-path.js';
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
  /** Ends the nodes and deletes their data; leaves a kept cluster alone. */
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
  const dataDirectory = keep ? keptDirectory(rest) : newDirectory();
  const cassandra = await startCluster({ profile: 'fast', ...rest, dataDirectory }, keep);
  if (keep) {
    cassandra.leaveRunning();
    return testCassandra(cassandra, () => Promise.resolve());
  }
  return testCassandra(cassandra, async () => {
    // To drain takes seconds, and nobody wants the data.
    await Promise.all(cassandra.nodes.map((node) => node.kill()));
    await cassandra.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  });
}

/** Ends the nodes that `startCassandra({ keep: true })` has left running, and deletes their data. */
export async function stopKeptCassandra(): Promise<void> {
  await removeClusters((name) => name.startsWith('kept-'));
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

/** One for each kind of node asked for: a kept node must not be taken for one with other settings. */
function keptDirectory({ onProgress: _, ...settings }: StartCassandraOptions): string {
  const kind = createHash('sha256')
    .update(JSON.stringify([CASSANDRA_VERSION, settings]))
    .digest('hex');
  return join(clustersDirectory(), `kept-${kind.slice(0, 12)}`);
}

/** Removes the clusters of runs whose process has ended without stopping them, and an hour later those that never started. */
async function sweep(): Promise<void> {
  await removeClusters((name, directory) => {
    if (!name.startsWith('run-')) return false;
    const owner = readLockOwner(directory);
    // Without a lock it may be about to start, or be kept by its test for the next start.
    return owner === null ? isOlderThan(directory, 3_600_000) : !isRunning(owner);
  });
}

function isOlderThan(path: string, ageMs: number): boolean {
  const stat = statSync(path, { throwIfNoEntry: false }); // another run may sweep at the same time
  return stat !== undefined && stat.mtimeMs < Date.now() - ageMs;
}

async function removeClusters(
  isWanted: (name: string, directory: string) => boolean,
): Promise<void> {
  if (!existsSync(clustersDirectory())) return;
  for (const name of readdirSync(clustersDirectory())) {
    const directory = join(clustersDirectory(), name);
    if (isWanted(name, directory)) await remove(directory);
  }
}

async function remove(directory: string): Promise<void> {
  for (const name of readdirSync(directory)) {
    const orphan = findOrphan(join(realpathSync(directory), name));
    if (orphan !== null) await endProcess(orphan, 'SIGKILL');
  }
  rmSync(directory, { recursive: true, force: true });
}
