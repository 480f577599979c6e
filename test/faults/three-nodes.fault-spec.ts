import {
  type Cassandra,
  type CassandraError,
  CassandraRequestError,
  CassandraReadTimeoutError,
  CassandraRequestTimeoutError,
  CassandraUnreachableError,
  CassandraWriteTimeoutError,
  connectCassandra,
  type ConnectCassandraOptions,
} from '../../src/cassandra/index.js';
import { startCassandra, type TestCassandra } from '../../src/embedded-cassandra/testing/index.js';
import { User, UserByCity } from '../../src/users/user.table.js';
import { UserTraffic } from '../support/projections/user-traffic.js';
import { Note, RepositoryTraffic } from '../support/repository-traffic.js';
import { waitFor } from '../support/wait-for.js';

type Node = TestCassandra['nodes'][number];

/** Of each kind of request; a prepared statement's first use on a node may take another `connectMs`, a retry once more. */
const timeoutMs = 1500;
const longestMs = 3 * timeoutMs + 1500;
/** Writes of users while a node is killed. */
const userWrites = process.env.LONG_TESTS ? 2000 : 400;

describe('A cluster of three nodes', () => {
  let cluster: TestCassandra;
  let cassandra: Cassandra;

  async function connect(more: Partial<ConnectCassandraOptions> = {}): Promise<Cassandra> {
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

  /**
   * Does something while rows are written and read. Afterwards every row that was acknowledged is there, and no failure was
   * anything else than a time-out or a lost node.
   */
  async function underTraffic(work: (traffic: RepositoryTraffic) => Promise<void>): Promise<void> {
    const traffic = new RepositoryTraffic(cassandra.repository(Note), 8);
    traffic.start();
    try {
      await work(traffic);
    } finally {
      await traffic.stop();
    }
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
    await underTraffic(async (traffic) => {
      await traffic.progress(50);
      await node(1).kill();
      await traffic.progress(200);
      await sees(node(1), false);
      await cluster.startNode(node(1));
      await sees(node(1), true);
      await traffic.progress(200);
    });
  }, 120_000);

  it('keeps users and their projection in step while a node is killed with -9 and comes back', async () => {
    const own = await connect({ tables: [User], schema: 'sync', timeouts: {} });
    try {
      const traffic = new UserTraffic(own.repository(User), 8);
      traffic.start();
      try {
        await traffic.sent(userWrites / 4);
        await node(1).kill();
        await sees(node(1), false);
        await traffic.sent(userWrites / 2);
        await cluster.startNode(node(1));
        await sees(node(1), true);
        await traffic.sent(userWrites);
      } finally {
        await traffic.stop();
      }
      expect(traffic.acknowledged).toBeGreaterThan(userWrites / 2);
      for (const error of traffic.errors) {
        expect(error).toBeInstanceOf(CassandraRequestError);
        expect([true, false]).toContain((error as CassandraRequestError).mayBeApplied);
      }
      await own.reconcile(UserByCity);
      expect(await traffic.wrong()).toEqual([]);
      const projected = await textsOf(own.repository(UserByCity).scan());
      expect(projected).toEqual(await textsOf(own.repository(User).scan()));
    } finally {
      await own.close();
    }
  }, 300_000);

  it('ends every request within its time-out while a node hangs, and asks another for reads', async () => {
    const patient = await connect({ speculativeReadAfterMs: 100, timeouts: {} });
    const reads = patient.repository(Note);
    await Promise.all(Array.from({ length: 60 }, (_, id) => reads.findOne({ id })));
    signal(node(2), 'SIGSTOP');
    try {
      // Ten at once: what a quiet connection may send twice. A coordinator may itself wait for the node that hangs, half its
      // read time-out of 5 s while it knows no better.
      await waitFor('ten reads, each answered before it would time out', async () => {
        const round = Array.from({ length: 10 }, (_, id) => reads.findOne({ id }));
        return (await Promise.allSettled(round)).every(({ status }) => status === 'fulfilled');
      });
      await underTraffic(async (traffic) => {
        await traffic.progress(200);
        await sees(node(2), false);
        await traffic.progress(50);
      });
    } finally {
      signal(node(2), 'SIGCONT');
      await patient.close();
    }
    await sees(node(2), true);
  }, 120_000);

  it('lets its role log in while a node is down', async () => {
    await node(0).kill();
    const other = await waitFor('a login', () => connect());
    expect(other.client.hosts.length).toBe(3);
    await other.close();
    await cluster.startNode(node(0));
  }, 120_000);
});

type UserRow = Pick<User, 'username' | 'age' | 'cityId' | 'name'>;

/** As texts in order. */
async function textsOf(users: AsyncIterable<UserRow>): Promise<string[]> {
  const rows: string[] = [];
  for await (const { username, age, cityId, name } of users) {
    rows.push(JSON.stringify([username, age, cityId, name]));
  }
  return rows.sort();
}
