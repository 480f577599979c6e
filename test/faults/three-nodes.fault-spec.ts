import {
  type Cassandra,
  type CassandraError,
  CassandraOverloadedError,
  CassandraReadTimeoutError,
  CassandraRequestTimeoutError,
  CassandraSchemaError,
  CassandraUnavailableError,
  CassandraUnreachableError,
  CassandraWriteTimeoutError,
  connectCassandra,
  counter,
  int,
  Table,
  text,
} from '../../src/cassandra/index.js';
import { Child } from '../support/child.js';
import { firstFailure, isWriteTimeout } from '../support/nodes/first-failure.js';
import { Note, RepositoryTraffic } from '../support/nodes/repository-traffic.js';
import { ThreeNodes } from '../support/nodes/three-nodes.js';
import { waitFor } from '../support/wait-for.js';

class Changing extends Table('changing', {
  columns: { id: int(), name: text(), extra: text().nullable() },
  partitionKey: ['id'],
}) {}

class Tally extends Table('tallies', {
  columns: { id: int(), n: counter() },
  partitionKey: ['id'],
}) {}

/** Of each kind of request, whatever happens meanwhile. A second try of its own would take a request twice as long. */
const timeoutMs = 1500;
const longestMs = 2 * timeoutMs;
/** Of a process that has nothing more to do; a connection that is left would hold it for 12 s or for ever. */
const endMs = 8000;
/** Where a test is of something else, and the nodes may be slow: they have just started. */
const patience = { readMs: 60_000, writeMs: 60_000, shutdownMs: 60_000 };

describe('A cluster of three nodes', () => {
  let cluster: ThreeNodes;
  let cassandra: Cassandra;
  const timeouts = { connectMs: timeoutMs, readMs: timeoutMs, writeMs: timeoutMs };

  /**
   * Does something while rows are written and read. Afterwards every row that was acknowledged is there, and no failure was
   * anything else than a time-out or a lost node: one that starves on a busy machine is taken for lost too.
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
        CassandraUnavailableError,
        CassandraUnreachableError,
        CassandraWriteTimeoutError,
      ]).toContain((error as CassandraError).constructor);
    }
    expect(traffic.longestMs).toBeLessThan(longestMs);
  }

  beforeAll(async () => {
    cluster = await ThreeNodes.start([Note, Changing, Tally], {
      // As that of writes, for the test that waits for each of them.
      read_request_timeout: '2s',
      counter_write_request_timeout: '2s',
      truncate_request_timeout: '2s',
    });
    cassandra = await cluster.create({ timeouts });
  });

  afterAll(async () => {
    await cassandra.close();
    await cluster.stop();
  });

  it('refuses what is more than its line holds, and answers all the rest', async () => {
    const busy = await cluster.connect({
      maxRequestsInFlight: 50,
      maxRequestsQueued: 300,
      timeouts: patience,
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
    const patient = await cluster.connect({ timeouts: patience });
    const rows = patient.repository(Changing);
    const ids = Array.from({ length: 30 }, (_, id) => id);
    const readAll = (): Promise<unknown> => Promise.all(ids.map((id) => rows.findOne({ id })));
    await Promise.all(ids.map((id) => rows.insert({ id, name: 'Ada', extra: 'x' })));
    await readAll();
    const change = (cql: string): Promise<unknown> =>
      patient.client.execute(`ALTER TABLE "faults"."changing" ${cql}`, [], { readTimeout: 60_000 });
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
    await patient.close();
  });

  it('asks a replica of the row for it, where each row has one', async () => {
    await cassandra.client.execute(
      `CREATE KEYSPACE single WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`,
      [],
      { readTimeout: 60_000 },
    );
    const single = await connectCassandra({
      ...cluster.options,
      keyspace: 'single',
      tables: [Note],
      schema: 'sync',
      timeouts: patience,
    });
    const replicas = new Set<string>();
    try {
      for (let id = 0; id < 30; id++) {
        const key = Buffer.alloc(4);
        key.writeInt32BE(id);
        const [replica] = single.client.getReplicas('single', key);
        const read = 'SELECT * FROM single.notes WHERE id = ?';
        const { info } = await single.client.execute(read, [id], { prepare: true });
        expect(info.queriedHost).toBe(replica?.address);
        replicas.add(info.queriedHost);
      }
    } finally {
      await single.close();
    }
    expect(replicas.size).toBe(3);
  });

  it.each([
    ['authentication', { credentials: { username: 'cassanest', password: 'wrong' } }],
    ['configuration', { localDataCenter: 'nowhere' }],
  ])('ends a start at the first try, and its process by itself: %s', async (code, wrong) => {
    const child = new Child('connect-and-fail.mjs', { ...cluster.options, ...wrong });
    try {
      await child.until(code);
      expect(await child.end()).toBeLessThan(endMs);
    } finally {
      child.kill();
    }
  });

  it('answers 500 requests that are on their way when their process closes, which then ends by itself', async () => {
    const child = new Child('close-under-load.mjs', {
      ...cluster.options,
      schema: 'sync',
      maxRequestsInFlight: 50,
      timeouts: patience,
    });
    try {
      const report = { answered: 500, failed: 0, foreign: [], late: 'unreachable' };
      expect(await child.report()).toEqual(report);
      expect(await child.end()).toBeLessThan(endMs);
    } finally {
      child.kill();
    }
  });

  it('names what timed out at the replicas, by the kind of write', async () => {
    const patient = await cluster.connect({ timeouts: patience });
    const notes = patient.repository(Note);
    const tallies = patient.repository(Tally);
    // Longer than a coordinator waits, and no longer: it may be the one that hangs.
    const ofAll = { consistency: 'ALL', timeoutMs: 4000 } as const;
    const batch = (): Promise<unknown> =>
      patient.batch(
        'unlogged',
        (one) => {
          one.insert(Note, { id: -1, of: 1 });
          one.insert(Note, { id: -2, of: 1 });
        },
        { ...ofAll, acrossPartitions: true },
      );
    cluster.pause(2);
    try {
      const simple = (): Promise<unknown> => notes.insert({ id: -1, of: 1 }, ofAll);
      const count = (): Promise<unknown> => tallies.increment({ id: 1 }, { n: 1n }, ofAll);
      const truncate = (): Promise<void> =>
        patient.repository(Changing).truncate('changing', { timeoutMs: 4000 });
      const [read, ...writes] = await Promise.all([
        firstFailure(
          'a read',
          () => notes.findOne({ id: -1 }, ofAll),
          (error) => error instanceof CassandraReadTimeoutError,
        ),
        firstFailure('SIMPLE', simple, isWriteTimeout('(SIMPLE)')),
        firstFailure('UNLOGGED_BATCH', batch, isWriteTimeout('(UNLOGGED_BATCH)')),
        firstFailure('COUNTER', count, isWriteTimeout('(COUNTER)')),
        firstFailure('truncate', truncate, isWriteTimeout('truncation')),
      ]);
      expect(read.mayBeApplied).toBe(false);
      for (const write of writes) {
        expect(write).toMatchObject({ mayBeApplied: true, willBeApplied: false });
      }
    } finally {
      cluster.goOn(2);
      await patient.close();
    }
    await cluster.sees(cassandra, 2, true);
  });

  it('goes on while a node is killed with -9 and comes back, and loses nothing; its role can log in meanwhile', async () => {
    await underTraffic(async (traffic) => {
      await traffic.progress(50);
      await cluster.kill(0);
      await traffic.progress(200);
      await cluster.sees(cassandra, 0, false);
      const other = await waitFor('a login', () => cluster.connect({ timeouts }));
      expect(other.client.hosts.length).toBe(3);
      await other.close();
      await cluster.startAgain(0);
      await cluster.sees(cassandra, 0, true);
      await traffic.progress(200);
    });
  });

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
      const report = (await child.report()) as { answered: number; failed: number };
      const { answered, failed, ...rest } = report;
      expect(rest).toEqual({ foreign: [], late: 'unreachable' });
      expect(answered + failed).toBe(500);
      expect(await child.end()).toBeLessThan(endMs);
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
  });
});
