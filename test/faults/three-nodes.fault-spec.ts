import {
  type Cassandra,
  type CassandraError,
  CassandraOverloadedError,
  CassandraReadTimeoutError,
  CassandraRequestTimeoutError,
  CassandraSchemaError,
  CassandraUnreachableError,
  CassandraWriteTimeoutError,
  int,
  Table,
  text,
} from '../../src/cassandra/index.js';
import { Child } from '../support/child.js';
import { Note, RepositoryTraffic } from '../support/repository-traffic.js';
import { ThreeNodes } from '../support/three-nodes.js';
import { waitFor } from '../support/wait-for.js';

class Changing extends Table('changing', {
  columns: { id: int(), name: text(), extra: text().nullable() },
  partitionKey: ['id'],
}) {}

/** Of each kind of request, whatever happens meanwhile; the rest is for a test machine that is busy. */
const timeoutMs = 1500;
const longestMs = timeoutMs + 500;
/** Of a process that has nothing more to do. */
const endMs = 3000;

describe('A cluster of three nodes', () => {
  let cluster: ThreeNodes;
  let cassandra: Cassandra;
  const timeouts = { connectMs: timeoutMs, readMs: timeoutMs, writeMs: timeoutMs };

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
    cluster = await ThreeNodes.start([Note, Changing]);
    cassandra = await cluster.create({ timeouts });
  }, 240_000);

  afterAll(async () => {
    await cassandra.close();
    await cluster.stop();
  });

  it('refuses what is more than its line holds, and answers all the rest', async () => {
    const busy = await cluster.connect({
      maxRequestsInFlight: 50,
      maxRequestsQueued: 300,
      timeouts: { writeMs: 20_000 }, // nodes that have just started are slow
    });
    const notes = busy.repository(Note);
    const writes = Array.from({ length: 1000 }, (_, id) => notes.insert({ id: -1 - id, of: 1 }));
    const ends = await Promise.allSettled(writes);
    await busy.close();
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(350);
    for (const [index, end] of ends.entries()) {
      if (end.status === 'fulfilled') continue;
      expect(end.reason).toBeInstanceOf(CassandraOverloadedError);
      expect(end.reason).toMatchObject({ mayBeApplied: false });
      const note = await cassandra.repository(Note).findOne({ id: -1 - index });
      expect(note).toBeNull();
    }
  });

  it('goes on when a column is added under its prepared statements, and says so when one is dropped', async () => {
    const rows = cassandra.repository(Changing);
    const ids = Array.from({ length: 30 }, (_, id) => id);
    const readAll = (): Promise<unknown> => Promise.all(ids.map((id) => rows.findOne({ id })));
    await Promise.all(ids.map((id) => rows.insert({ id, name: 'Ada', extra: 'x' })));
    await readAll();
    const change = (cql: string): Promise<unknown> =>
      cassandra.client.execute(`ALTER TABLE "faults"."changing" ${cql}`);
    await underTraffic(async (traffic) => {
      await change('ADD later int');
      await traffic.progress(100);
      await readAll();
      await change('DROP extra');
      await traffic.progress(100);
    });
    for (const request of [
      ...ids.map((id) => rows.findOne({ id })),
      ...ids.map((id) => rows.insert({ id, name: 'Ada', extra: 'x' })),
    ]) {
      const error = await request.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CassandraSchemaError);
    }
    // Statements that do not name it go on.
    await expect(rows.filter({ id: 1 }).select('name').all()).resolves.toEqual([{ name: 'Ada' }]);
  });

  it.each([
    ['authentication', { credentials: { username: 'cassanest', password: 'wrong' } }],
    ['configuration', { localDataCenter: 'nowhere' }],
  ])('ends a start at the first try, and its process by itself: %s', async (code, wrong) => {
    const child = new Child('connect-and-fail.mjs', { ...cluster.options, ...wrong });
    try {
      await child.until(code);
      expect(await child.end(60_000)).toBeLessThan(endMs);
    } finally {
      child.kill();
    }
  });

  it('answers 500 requests that are on their way when their process closes, which then ends by itself', async () => {
    const options = { ...cluster.options, schema: 'sync', maxRequestsInFlight: 50 };
    const child = new Child('close-under-load.mjs', options);
    try {
      await waitFor('its report', () => child.messages.length > 0);
      expect(child.messages).toEqual([
        { answered: 500, failed: 0, foreign: [], late: 'unreachable' },
      ]);
      expect(await child.end(60_000)).toBeLessThan(endMs);
    } finally {
      child.kill();
    }
  });

  it('goes on while a node is killed with -9 and comes back, and loses nothing', async () => {
    await underTraffic(async (traffic) => {
      await traffic.progress(50);
      await cluster.kill(1);
      await traffic.progress(200);
      await cluster.sees(cassandra, 1, false);
      await cluster.startAgain(1);
      await cluster.sees(cassandra, 1, true);
      await traffic.progress(200);
    });
  }, 120_000);

  it('ends every request within its time-out while a node hangs, and asks another for reads', async () => {
    const patient = await cluster.connect({ speculativeReadAfterMs: 100 });
    const reads = patient.repository(Note);
    await Promise.all(Array.from({ length: 60 }, (_, id) => reads.findOne({ id })));
    cluster.pause(2);
    try {
      // Ten at once: what a quiet connection may send twice. A coordinator may itself wait for the node that hangs, half its
      // read time-out of 5 s while it knows no better.
      await waitFor('ten reads, each answered before it would time out', async () => {
        const round = Array.from({ length: 10 }, (_, id) => reads.findOne({ id }));
        return (await Promise.allSettled(round)).every(({ status }) => status === 'fulfilled');
      });
      // Of all that is on its way when it closes, the requests that went to the node end at their time-out.
      const child = new Child('close-under-load.mjs', { ...cluster.options, timeouts });
      await waitFor('its report', () => child.messages.length > 0);
      const [{ answered, failed, ...rest }] = child.messages as [
        { answered: number; failed: number },
      ];
      expect(rest).toEqual({ foreign: [], late: 'unreachable' });
      expect(answered + failed).toBe(500);
      expect(await child.end(60_000)).toBeLessThan(endMs);
      await underTraffic(async (traffic) => {
        await traffic.progress(200);
        await cluster.sees(cassandra, 2, false);
        await traffic.progress(50);
      });
    } finally {
      cluster.goOn(2);
      await patient.close();
    }
    await cluster.sees(cassandra, 2, true);
  }, 120_000);

  it('lets its role log in while a node is down', async () => {
    await cluster.kill(0);
    const other = await waitFor('a login', () => cluster.connect({ timeouts }));
    expect(other.client.hosts.length).toBe(3);
    await other.close();
    await cluster.startAgain(0);
  }, 120_000);
});
