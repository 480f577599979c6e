import {
  type Cassandra,
  type CassandraOptions,
  type CassandraError,
  CassandraReadTimeoutError,
  type CassandraRequestError,
  CassandraRequestTimeoutError,
  CassandraUnavailableError,
  CassandraUnreachableError,
  CassandraWriteTimeoutError,
  connectCassandra,
} from '../../src/cassandra/index.js';
import { startCassandra, type TestCassandra } from '../../src/embedded-cassandra/testing/index.js';
import { Note, RepositoryTraffic } from '../support/repository-traffic.js';
import { waitFor } from '../support/wait-for.js';

type Node = TestCassandra['nodes'][number];

/** Of each kind of request; a prepared statement's first use on a node may take another `connectMs`, a retry once more. */
const timeoutMs = 1500;
const longestMs = 3 * timeoutMs + 1500;

describe('The library on a cluster of three nodes', () => {
  let cluster: TestCassandra;
  let cassandra: Cassandra;

  async function connect(more: Partial<CassandraOptions> = {}): Promise<Cassandra> {
    return await connectCassandra({
      ...cluster.connection,
      keyspace: 'faults',
      timeouts: { connectMs: timeoutMs, readMs: timeoutMs, writeMs: timeoutMs },
      tables: [Note],
      ...more,
    });
  }

  function node(index: number): Node {
    const found = cluster.nodes[index];
    if (found === undefined) throw new Error(`no node ${String(index)}`);
    return found;
  }

  function signal(target: Node, name: 'SIGSTOP' | 'SIGCONT'): void {
    if (target.pid === null) throw new Error('the node does not run');
    process.kill(target.pid, name);
  }

  async function sees(target: Node, isUp: boolean): Promise<void> {
    await waitFor(`the driver to see ${target.address} ${isUp ? 'up' : 'down'}`, () =>
      cassandra.client.hosts
        .values()
        .some((host) => host.address.startsWith(target.address) && host.isUp() === isUp),
    );
  }

  /** Every row that was acknowledged is there, and no failure was anything else than a time-out or a lost node. */
  async function check(traffic: RepositoryTraffic): Promise<void> {
    const found = new Set<number>();
    for await (const { id } of cassandra.repository(Note).scan()) found.add(id);
    expect(traffic.acknowledged.filter((id) => !found.has(id))).toEqual([]);
    for (const error of traffic.errors) {
      expect([
        CassandraReadTimeoutError,
        CassandraRequestTimeoutError,
        CassandraUnreachableError,
        CassandraWriteTimeoutError,
      ]).toContain((error as CassandraError).constructor);
    }
    expect(traffic.longestMs).toBeLessThan(longestMs);
  }

  beforeAll(async () => {
    cluster = await startCassandra({ nodes: 3, profile: 'durable' });
    cassandra = await connect({
      schema: 'sync',
      replication: { class: 'NetworkTopologyStrategy', dataCenters: { datacenter1: 3 } },
    });
  }, 240_000);

  afterAll(async () => {
    await cassandra.close();
    await cluster.stop();
  });

  it('goes on while a node is killed with -9 and comes back, and loses nothing', async () => {
    const traffic = new RepositoryTraffic(cassandra.repository(Note), 8);
    traffic.start();
    await traffic.progress(50);
    await node(1).kill();
    await traffic.progress(200);
    await sees(node(1), false);
    await cluster.startNode(node(1));
    await sees(node(1), true);
    await traffic.progress(200);
    await traffic.stop();
    await check(traffic);
  }, 120_000);

  it('ends every request within its time-out while a node hangs, and asks another for reads', async () => {
    const patient = await connect({ speculativeReadAfterMs: 100 });
    const reads = patient.repository(Note);
    await Promise.all(Array.from({ length: 60 }, (_, id) => reads.findOne({ id })));
    const traffic = new RepositoryTraffic(cassandra.repository(Note), 8);
    signal(node(2), 'SIGSTOP');
    try {
      // Ten at once: what a quiet connection may send twice.
      const ends = await Promise.allSettled(
        Array.from({ length: 10 }, async (_, id) => {
          const startedAt = Date.now();
          await reads.findOne({ id });
          return Date.now() - startedAt;
        }),
      );
      for (const end of ends) expect(end).toMatchObject({ status: 'fulfilled' });
      for (const end of ends) {
        if (end.status === 'fulfilled') expect(end.value).toBeLessThan(timeoutMs);
      }
      traffic.start();
      await traffic.progress(200);
      await sees(node(2), false);
    } finally {
      signal(node(2), 'SIGCONT');
    }
    await sees(node(2), true);
    await traffic.progress(50);
    await traffic.stop();
    await patient.close();
    await check(traffic);
  }, 120_000);

  it('names what is missing while two of three nodes are gone, all are, and goes on when they are back', async () => {
    const notes = cassandra.repository(Note);
    await Promise.all([node(1).kill(), node(2).kill()]);
    await Promise.all([sees(node(1), false), sees(node(2), false)]);
    // The remaining node takes a moment to know that the others are gone.
    const unavailable = await waitFor('a refusal', async () => {
      const error = await notes.insert({ id: -1, of: 1 }).catch((thrown: unknown) => thrown);
      return error instanceof CassandraUnavailableError ? error : null;
    });
    expect(unavailable).toMatchObject({ required: 2, alive: 1, mayBeApplied: false });
    await expect(notes.findOne({ id: 1 }, { consistency: 'ONE' })).resolves.not.toBeNull();

    await node(0).kill();
    await sees(node(0), false);
    for (const request of [notes.findOne({ id: 1 }), notes.insert({ id: -2, of: 1 })]) {
      const error = await request.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CassandraUnreachableError);
      expect((error as CassandraRequestError).mayBeApplied).toBe(false);
    }

    const late = await connect({ connect: 'background', connectRetryDelayMs: 200, schema: 'sync' });
    await expect(late.ping()).rejects.toThrow(CassandraUnreachableError);

    await Promise.all(cluster.nodes.map((one) => cluster.startNode(one)));
    await late.connected;
    await expect(late.ping({ timeoutMs: 5000 })).resolves.toBeUndefined();
    await late.close();
    await waitFor('answers again', async () => (await notes.findOne({ id: 1 })) !== null);
    await waitFor('writes again', async () => {
      await notes.insert({ id: -3, of: 1 });
      return true;
    });
  }, 180_000);
});
