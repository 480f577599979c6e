import { mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nodeAddresses, nodeDirectories, planNodes } from './cluster/cluster-plan.js';
import {
  type ClusterState,
  newCredentials,
  readClusterState,
  TLS_FOLDER,
  writeClusterState,
} from './cluster/cluster-state.js';
import { DirectoryLock } from './cluster/directory-lock.js';
import { EmbeddedCassandra } from './embedded-cassandra.js';
import { EmbeddedCassandraError } from './embedded-cassandra.error.js';
import { type EmbeddedCassandraOptions } from './embedded-cassandra.options.js';
import { type ClusterTls, makeCertificate } from './node/certificate.js';
import { CassandraNode, endProcess, findOrphan } from './node/cassandra-node.js';
import { CASSANDRA_VERSION, resolveClassPath } from './node/class-path.js';
import { findJava } from './node/java.js';
import { type ClusterPorts } from './node/node-files.js';
import { findFreePort, isPortFree } from './cluster/ports.js';
import { waitUntil } from './wait-until.js';

/** How often a start is repeated with other ports when somebody took one between our look and the node's. */
const portTries = 3;

/**
 * Starts a real Cassandra 5.0 cluster as child processes, without Docker, and waits until each node answers a query.
 *
 * Needs Java 17, and once per machine Maven, which fetches about 80 MB. Applications connect with a role of their own that
 * may create keyspaces and is no superuser, so that guardrails and permissions bind them as they will in production.
 *
 * @throws EmbeddedCassandraError with a `code`; nothing is left running then.
 * @example
 * const cassandra = await startEmbeddedCassandra({ dataDirectory: '.cassandra' });
 * console.log(cassandra.connection);
 * await cassandra.stop();
 */
export async function startEmbeddedCassandra(
  options: EmbeddedCassandraOptions,
): Promise<EmbeddedCassandra> {
  return startCluster(options, false);
}

/** @internal With `adopt`, a cluster that an earlier process left running is taken over instead of ended. */
export async function startCluster(
  given: EmbeddedCassandraOptions,
  adopt: boolean,
): Promise<EmbeddedCassandra> {
  if (process.platform === 'win32') {
    throw new EmbeddedCassandraError(
      'platform-unsupported',
      'Cassandra 5.0 does not run on Windows. Use WSL, or docker compose up.',
    );
  }
  const options = { ...given, dataDirectory: makeDirectory(given.dataDirectory) };
  const lock = await claim(options.dataDirectory, adopt ? 120_000 : 0);
  try {
    for (let tries = 1; ; tries++) {
      try {
        return await startLocked(options, lock, adopt);
      } catch (error) {
        const lostRace = error instanceof EmbeddedCassandraError && error.code === 'port-taken';
        if (!lostRace || options.cqlPort !== undefined || tries === portTries) throw error;
      }
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Its one true path: nodes are found by it, from whatever working directory and through whatever link. */
function makeDirectory(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
    return realpathSync(path);
  } catch (error) {
    throw new EmbeddedCassandraError(
      'data-directory-foreign',
      `"${path}" cannot be made or read: ${error instanceof Error ? error.message : ''}. Give a directory of your own.`,
      { cause: error },
    );
  }
}

async function claim(directory: string, timeoutMs: number): Promise<DirectoryLock> {
  let owner = 0;
  const lock = await waitUntil(
    () => {
      const result = DirectoryLock.acquire(directory);
      if (result instanceof DirectoryLock) return result;
      owner = result.pid;
      return null;
    },
    { timeoutMs },
  );
  if (lock !== null) return lock;
  throw new EmbeddedCassandraError(
    'data-directory-in-use',
    `"${directory}" is in use by process ${owner}. Stop that process, or give another directory (npm start: DATA_DIR).`,
  );
}

async function startLocked(
  options: EmbeddedCassandraOptions,
  lock: DirectoryLock,
  adopt: boolean,
): Promise<EmbeddedCassandra> {
  const known = readClusterState(
    options.dataDirectory,
    options.nodes ?? 1,
    options.profile ?? 'durable',
  );
  const java = await findJava({ javaHome: options.javaHome });
  const classPath = await resolveClassPath({ onProgress: options.onProgress });
  const clusterOf = (state: ClusterState): EmbeddedCassandra => {
    const nodes = planNodes(options, state).map(
      (plan) => new CassandraNode(plan, java, classPath, options.onUnexpectedEnd),
    );
    return new EmbeddedCassandra(nodes, state, lock, options);
  };

  if (adopt && known !== null) {
    const running = clusterOf(known);
    if (await running.adopt()) return running;
  }
  await reapOrphans(options);
  if (options.profile === 'fast') removeNodes(options);
  const state = await chooseState(options, java, options.profile === 'fast' ? null : known);
  writeClusterState(options.dataDirectory, state);
  const cluster = clusterOf(state);
  try {
    await cluster.start();
    return cluster;
  } catch (error) {
    await cluster.abandon();
    throw error;
  }
}

/** Ends nodes whose launcher was killed. A durable one may drain first; nobody waits for the data of a fast one. */
async function reapOrphans(options: EmbeddedCassandraOptions): Promise<void> {
  const signal = options.profile === 'fast' ? 'SIGKILL' : 'SIGTERM';
  for (const directory of nodeDirectories(options.dataDirectory, options.nodes ?? 1)) {
    const orphan = findOrphan(directory);
    if (orphan === null) continue;
    options.onProgress?.(`Ending the node that an earlier run left in "${directory}"`);
    await endProcess(orphan, signal);
  }
}

/** A fast node that was killed has lost its last seconds, its roles perhaps among them: it always begins empty. */
function removeNodes(options: EmbeddedCassandraOptions): void {
  for (const directory of nodeDirectories(options.dataDirectory, options.nodes ?? 1)) {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function chooseState(
  options: EmbeddedCassandraOptions,
  java: string,
  known: ClusterState | null,
): Promise<ClusterState> {
  const { tls: knownTls, ...rest } = known ?? {};
  const makeTls = (): Promise<ClusterTls> =>
    makeCertificate(
      java,
      join(options.dataDirectory, TLS_FOLDER),
      nodeAddresses(options.nodes ?? 1),
    );
  return {
    superuser: newCredentials('cassanest_admin'),
    role: newCredentials('cassanest'),
    rolesExist: false,
    ...rest,
    ...(options.tls === true && { tls: knownTls ?? (await makeTls()) }),
    nodes: options.nodes ?? 1,
    profile: options.profile ?? 'durable',
    cassandraVersion: CASSANDRA_VERSION,
    ports: await choosePorts(options, known?.ports),
  };
}

/** The ports of last time where they are free: a port that stays is kinder to whoever wrote it down. */
async function choosePorts(
  options: EmbeddedCassandraOptions,
  known: ClusterPorts | undefined,
): Promise<ClusterPorts> {
  const addresses = nodeAddresses(options.nodes ?? 1);
  if (options.cqlPort !== undefined && !(await isPortFree(options.cqlPort, addresses))) {
    throw new EmbeddedCassandraError(
      'port-taken',
      `Port ${options.cqlPort} at ${addresses.join(', ')} is taken by another process. Stop it, or leave cqlPort out to get a free one.`,
    );
  }
  const chosen: number[] = [];
  const choose = async (wanted: number | undefined): Promise<number> => {
    const free =
      wanted !== undefined && !chosen.includes(wanted) && (await isPortFree(wanted, addresses));
    const port = free ? wanted : await findFreePort(addresses, chosen);
    chosen.push(port);
    return port;
  };
  return {
    cql: await choose(options.cqlPort ?? known?.cql),
    storage: await choose(known?.storage),
    sslStorage: await choose(known?.sslStorage),
  };
}
