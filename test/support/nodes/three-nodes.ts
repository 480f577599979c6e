import {
  type Cassandra,
  type CassandraOptions,
  connectCassandra,
  type TableOf,
} from '../../../src/cassandra/index.js';
import {
  startCassandra,
  type TestCassandra,
} from '../../../src/embedded-cassandra/testing/index.js';
import { waitFor } from '../wait-for.js';

type Node = TestCassandra['nodes'][number];

/** Three real nodes with three replicas of everything, to be killed, paused and brought back. */
export class ThreeNodes {
  private constructor(
    private readonly cluster: TestCassandra,
    private readonly tables: readonly TableOf<unknown>[],
  ) {}

  static async start(
    tables: readonly TableOf<unknown>[],
    config: Readonly<Record<string, unknown>> = {},
  ): Promise<ThreeNodes> {
    return new ThreeNodes(await startCassandra({ nodes: 3, profile: 'durable', config }), tables);
  }

  /** What a connection needs to be told. */
  get options(): CassandraOptions {
    return { ...this.cluster.connection, keyspace: 'faults' };
  }

  async connect(more: Partial<CassandraOptions> = {}): Promise<Cassandra> {
    return await connectCassandra({ ...this.options, tables: this.tables, ...more });
  }

  /** The first connection, which makes the tables. */
  async create(more: Partial<CassandraOptions> = {}): Promise<Cassandra> {
    return await this.connect({
      ...more,
      schema: 'sync',
      replication: { class: 'NetworkTopologyStrategy', dataCenters: { datacenter1: 3 } },
    });
  }

  async kill(...indexes: readonly number[]): Promise<void> {
    await Promise.all(indexes.map((index) => this.#node(index).kill()));
  }

  async startAgain(...indexes: readonly number[]): Promise<void> {
    await Promise.all(indexes.map((index) => this.cluster.startNode(this.#node(index))));
  }

  /** From now on it answers nothing, and its connections stay open. */
  pause(...indexes: readonly number[]): void {
    for (const index of indexes) this.#signal(index, 'SIGSTOP');
  }

  goOn(...indexes: readonly number[]): void {
    for (const index of indexes) this.#signal(index, 'SIGCONT');
  }

  async sees(cassandra: Cassandra, index: number, isUp: boolean): Promise<void> {
    const { address } = this.#node(index);
    await waitFor(`the driver to see ${address} ${isUp ? 'up' : 'down'}`, () =>
      cassandra.client.hosts
        .values()
        .some((host) => host.address.startsWith(address) && host.isUp() === isUp),
    );
  }

  async stop(): Promise<void> {
    await this.cluster.stop();
  }

  #signal(index: number, name: 'SIGSTOP' | 'SIGCONT'): void {
    const { pid } = this.#node(index);
    if (pid === null) throw new Error('the node does not run');
    process.kill(pid, name);
  }

  #node(index: number): Node {
    const found = this.cluster.nodes[index];
    if (found === undefined) throw new Error(`no node ${String(index)}`);
    return found;
  }
}
