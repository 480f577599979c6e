import { type CassandraNode } from './node/cassandra-node.js';
import { createRoles, LOCAL_DATA_CENTER, queryNode } from './cluster/cluster-roles.js';
import { type ClusterState, writeClusterState } from './cluster/cluster-state.js';
import { type DirectoryLock } from './cluster/directory-lock.js';
import { connectTo } from './cluster/ports.js';
import { EmbeddedCassandraError } from './embedded-cassandra.error.js';
import {
  type CassandraConnection,
  type CassandraCredentials,
  type EmbeddedCassandraOptions,
} from './embedded-cassandra.options.js';
import { waitUntil } from './wait-until.js';

const progressIntervalMs = 2000;

/**
 * A running cluster of one to three nodes. `startEmbeddedCassandra` gives it; it lives until `stop()`, or until this process
 * ends in any way that runs exit handlers. After a kill -9 the next start on the same data directory ends what was left.
 */
export class EmbeddedCassandra {
  /** The nodes in the order of their addresses; each can be killed and started again. */
  readonly nodes: readonly CassandraNode[];
  #state: ClusterState;
  #stopping: Promise<void> | null = null;
  #exitSignal: 'SIGKILL' | 'SIGTERM';
  readonly #endWithProcess = (): void => {
    for (const node of this.nodes) node.signal(this.#exitSignal);
  };

  /** @internal */
  constructor(
    nodes: readonly CassandraNode[],
    state: ClusterState,
    private readonly lock: DirectoryLock,
    private readonly options: EmbeddedCassandraOptions,
  ) {
    this.nodes = nodes;
    this.#state = state;
    this.#exitSignal = options.profile === 'fast' ? 'SIGKILL' : 'SIGTERM';
  }

  /** How the application connects: spread it into `CassandraModule.forRoot` or read it for a driver of your own. */
  get connection(): CassandraConnection {
    return {
      contactPoints: this.nodes.map((node) => node.address),
      port: this.#state.ports.cql,
      localDataCenter: LOCAL_DATA_CENTER,
      credentials: this.#state.role,
      ...(this.#state.tls !== undefined && { tls: { ca: this.#state.tls.ca } }),
    };
  }

  /** For roles and settings of the cluster itself. Guardrails and permissions do not bind it: not for applications. */
  get superuser(): CassandraCredentials {
    return this.#state.superuser;
  }

  /** The folder given at the start. */
  get dataDirectory(): string {
    return this.options.dataDirectory;
  }

  /**
   * Starts a node that was stopped or killed, and waits until it answers a query.
   *
   * @throws EmbeddedCassandraError `not-durable` in the fast profile, whose nodes do not survive; Error for a node that runs
   * and for a stopped cluster
   */
  async startNode(node: CassandraNode): Promise<void> {
    if (this.options.profile === 'fast') {
      throw new EmbeddedCassandraError(
        'not-durable',
        "A node of the fast profile has lost its data. Start the cluster with { profile: 'durable' }.",
      );
    }
    if (this.#stopping !== null) throw new Error('The cluster was stopped. Start a new one.');
    if (node.isRunning())
      throw new Error(`The node at ${node.address} runs. Stop or kill it first.`);
    node.launch();
    try {
      await this.#untilReady(`Starting the node at ${node.address}`, [node], () =>
        queryNode(node.address, this.#state),
      );
      node.reportEnd();
    } catch (error) {
      await node.kill();
      throw error;
    }
  }

  /** Drains and ends all nodes and gives the data directory free. Repeated calls wait for the same end. */
  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** @internal */
  async start(): Promise<void> {
    process.on('exit', this.#endWithProcess);
    await this.#launchAll();
    await this.#untilReady('Starting Cassandra', this.nodes, async () => {
      if (!this.#state.rolesExist) {
        await createRoles(this.connection.contactPoints, this.#state);
        this.#state = { ...this.#state, rolesExist: true };
        writeClusterState(this.options.dataDirectory, this.#state);
      }
      await this.#query();
    });
    for (const node of this.nodes) node.reportEnd();
  }

  /** Takes over nodes that an earlier process left running, if all of them run; they have to answer then. @internal */
  async adopt(): Promise<boolean> {
    if (!this.nodes.map((node) => node.adopt()).every(Boolean)) return false;
    await this.#untilReady('Connecting to Cassandra', this.nodes, () => this.#query());
    return true;
  }

  /** From now on the nodes live longer than this process. @internal */
  leaveRunning(): void {
    process.off('exit', this.#endWithProcess);
    this.lock.release();
  }

  /** Ends what a failed start has left; the data directory stays ours. @internal */
  async abandon(): Promise<void> {
    process.off('exit', this.#endWithProcess);
    await Promise.all(this.nodes.map((node) => node.kill()));
  }

  /** The first node is the seed of the others: they end when it does not answer them in time. */
  async #launchAll(): Promise<void> {
    const [seed, ...others] = this.nodes;
    seed?.launch();
    if (seed === undefined || others.length === 0) return;
    await this.#untilReady('Starting the first node', [seed], () =>
      connectTo(seed.address, this.#state.ports.storage),
    );
    for (const node of others) node.launch();
  }

  /** One real query at each node. */
  async #query(): Promise<void> {
    for (const node of this.nodes) await queryNode(node.address, this.#state);
  }

  async #stop(): Promise<void> {
    // Who ends the process now does not want to wait any longer.
    this.#exitSignal = 'SIGKILL';
    // Nobody wants the data of a fast node back, so it need not drain.
    const isFast = this.options.profile === 'fast';
    await Promise.all(this.nodes.map((node) => (isFast ? node.kill() : node.stop())));
    process.off('exit', this.#endWithProcess);
    this.lock.release();
  }

  /** Repeats `step` until it succeeds; a node that ends meanwhile ends the wait, with what it last said. */
  async #untilReady(
    label: string,
    nodes: readonly CassandraNode[],
    step: () => Promise<void>,
  ): Promise<void> {
    const started = Date.now();
    const timeoutMs = this.options.startTimeoutMs ?? 180_000;
    const say = (): void =>
      this.options.onProgress?.(`${label}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
    say();
    const timer = setInterval(say, progressIntervalMs);
    let last: unknown;
    const attempt = async (): Promise<true | null> => {
      for (const node of nodes) node.assertRunning();
      try {
        await step();
        return true;
      } catch (error) {
        last = error;
        return null;
      }
    };
    try {
      if ((await waitUntil(attempt, { timeoutMs, intervalMs: 150 })) !== null) return;
    } finally {
      clearInterval(timer);
    }
    throw new EmbeddedCassandraError(
      'node-not-ready',
      `${label}: no answer to a query within ${timeoutMs / 1000} s. Last reason: ${String(last).split('\n')[0]}. Last log lines:\n` +
        nodes.map((node) => node.lastLogLines()).join('\n'),
      { cause: last },
    );
  }
}
