import {
  add,
  type Cassandra,
  connectCassandra,
  counter,
  type CounterRepository,
  int,
  InvalidBatchError,
  type Repository,
  set,
  Table,
  text,
} from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';

class Task extends Table('tasks', {
  columns: {
    board: text(),
    id: int(),
    status: text(),
    note: text().nullable(),
    tags: set(text()),
    open: int().static(),
  },
  partitionKey: ['board'],
  clusteringKey: ['id'],
}) {}

class TaskByStatus extends Table('tasks_by_status', {
  columns: { status: text(), board: text(), id: int() },
  partitionKey: ['status'],
  clusteringKey: ['board', 'id'],
}) {}

class Plays extends Table('plays', {
  columns: {
    album: text(),
    track: text(),
    plays: counter(),
    skips: counter(),
    all: counter().static(),
  },
  partitionKey: ['album'],
  clusteringKey: ['track'],
}) {}

const tables = [Task, TaskByStatus, Plays];

describe('A batch', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let tasks: Repository<Task>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables });
    tasks = cassandra.repository(Task);
  });

  afterEach(async () => {
    await tasks.truncate('tasks');
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('writes several tables by prepared statements, unset values and all', async () => {
    await tasks.insert({ board: 'b', id: 1, status: 'new', note: 'kept' });
    await cassandra.batch('logged', async (batch) => {
      batch.update(Task, { board: 'b', id: 1 }, { status: 'open', tags: add('x') });
      await Promise.resolve();
      batch.insert(TaskByStatus, { status: 'open', board: 'b', id: 1 }, { ttlSeconds: 500 });
      batch.deleteMany(TaskByStatus, { status: 'new', board: 'b' });
      batch.updateStatic(Task, { board: 'b' }, { open: 1 });
    });
    expect(await tasks.findOneOrFail({ board: 'b', id: 1 })).toMatchObject({
      status: 'open',
      note: 'kept',
      tags: new Set(['x']),
      open: 1,
    });
    const byStatus = cassandra.repository(TaskByStatus);
    expect(await byStatus.filter({ status: 'open' }).count()).toBe(1);
  });

  it('has one time, also one that is given', async () => {
    const old = new Date(Date.now() - 60_000);
    await tasks.insert({ board: 'b', id: 1, status: 'new' });
    const write = (timestamp?: Date): Promise<unknown> =>
      cassandra.batch(
        'unlogged',
        (batch) => {
          batch.update(Task, { board: 'b', id: 1 }, { status: 'late' });
          batch.update(Task, { board: 'b', id: 1 }, { note: 'late' });
        },
        timestamp === undefined ? {} : { timestamp },
      );
    await write(old);
    expect(await tasks.findOneOrFail({ board: 'b', id: 1 })).toMatchObject({
      status: 'new',
      note: 'late',
    });
    await write();
    expect(await tasks.findOneOrFail({ board: 'b', id: 1 })).toMatchObject({ status: 'late' });
  });

  it('with conditions is applied as a whole or not at all, and gives what is there', async () => {
    await tasks.insertIfNotExists({ board: 'b', id: 1, status: 'open', open: 1 });
    const close = (open: number): Promise<unknown> =>
      cassandra.batch('logged', (batch) => {
        batch.update(Task, { board: 'b', id: 1 }, { status: 'done' }, { if: { status: 'open' } });
        batch.updateStatic(Task, { board: 'b' }, { open: 0 }, { if: { open } });
        batch.insert(Task, { board: 'b', id: 2, status: 'new' });
        batch.deleteMany(Task, { board: 'b', id: { gt: 90 } });
      });
    expect(await close(7)).toEqual({
      applied: false,
      existing: [{ board: 'b', id: 1, status: 'open', open: 1 }],
    });
    expect(await tasks.filter({ board: 'b' }).count()).toBe(1);
    expect(await close(1)).toEqual({ applied: true });
    expect(await tasks.findOneOrFail({ board: 'b', id: 1 })).toMatchObject({
      status: 'done',
      open: 0,
    });
    const missing = await cassandra.batch('logged', (batch) => {
      batch.update(Task, { board: 'b', id: 9 }, { status: 'x' }, { ifExists: true });
    });
    expect(missing).toEqual({ applied: false, existing: [] });
    const existing = await cassandra.batch('logged', (batch) => {
      batch.insertIfNotExists(Task, { board: 'b', id: 1, status: 'x' });
      batch.insertIfNotExists(Task, { board: 'b', id: 3, status: 'x' });
    });
    expect(existing).toMatchObject({ applied: false, existing: [{ id: 1, status: 'done' }] });
  });

  it('sends nothing when one of its statements is refused', async () => {
    const refused = cassandra.batch('logged', (batch) => {
      batch.insert(Task, { board: 'b', id: 1, status: 'x' });
      batch.delete(Task, { board: 'b', id: 1 });
    });
    await expect(refused).rejects.toThrow(InvalidBatchError);
    expect(await tasks.filter({ board: 'b' }).count()).toBe(0);
  });

  it('is as large as Cassandra takes it: what passes here passes there (batch-size)', async () => {
    const fill = (rows: number, bytes: number): Promise<unknown> =>
      cassandra.batch('logged', (batch) => {
        for (let id = 0; id < rows; id++) {
          const board = `b${String(id)}`;
          const tags = new Set(['a', 'b', 'c']);
          batch.insert(Task, { board, id, status: 'x', note: 'x'.repeat(bytes), tags, open: 1 });
        }
      });
    for (const rows of [2, 20]) {
      let [fits, refused] = [0, 60_000];
      while (refused - fits > 1) {
        const middle = Math.floor((fits + refused) / 2);
        const code: unknown = await fill(rows, middle).then(
          () => undefined,
          (error: unknown) => (error as { code?: unknown }).code,
        );
        // 'payload-too-large' would be the server's refusal.
        expect([undefined, 'batch-size']).toContain(code);
        if (code === undefined) fits = middle;
        else refused = middle;
      }
      // No tenth of what Cassandra takes is refused for nothing.
      expect(fits * rows).toBeGreaterThan(51_200 * 0.8);
    }
    const inOnePartition = cassandra.batch('unlogged', (batch) => {
      for (let id = 0; id < 20; id++) {
        batch.insert(Task, { board: 'b', id, status: 'x', note: 'x'.repeat(10_000) });
      }
    });
    expect(await inOnePartition).toEqual({ applied: true });
  });
});

describe('CounterRepository', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let plays: CounterRepository<Plays>;
  const song = { album: 'a', track: 't' };

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables });
    plays = cassandra.repository(Plays);
  });

  afterEach(async () => {
    await plays.truncate('plays');
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('adds to the counters it is given, static ones too', async () => {
    await plays.increment(song, { plays: 2n ** 40n, skips: -3 });
    await plays.increment(song, { plays: 1, all: 1n });
    await plays.incrementStatic({ album: 'a' }, { all: 4n });
    expect(await plays.findOneOrFail(song)).toMatchObject({
      plays: 2n ** 40n + 1n,
      skips: -3n,
      all: 5n,
    });
    await plays.increment({ album: 'a', track: 'zero' }, { plays: 0n });
    expect(await plays.findOneOrFail({ album: 'a', track: 'zero' })).toMatchObject({ plays: 0n });
    await plays.increment({ album: 'a', track: 'none' }, {});
    expect(await plays.findOne({ album: 'a', track: 'none' })).toBeNull();
  });

  it('counts both of two additions of one batch to one counter', async () => {
    const twice = { album: 'b', track: 'twice' };
    await cassandra.batch('counter', (batch) => {
      batch.increment(Plays, twice, { plays: 3n, all: 1n });
      batch.increment(Plays, twice, { plays: 4n, all: 1n });
    });
    expect(await plays.findOneOrFail(twice)).toMatchObject({ plays: 7n, all: 2n });
  });

  it('deletes rows and ranges', async () => {
    for (const track of ['a', 'b', 'c'])
      await plays.increment({ album: 'a', track }, { plays: 1n });
    await plays.delete({ album: 'a', track: 'a' });
    await plays.deleteMany({ album: 'a', track: { gt: 'b' } });
    expect((await plays.filter({ album: 'a' }).all()).map(({ track }) => track)).toEqual(['b']);
  });

  it('adds in a batch', async () => {
    await cassandra.batch('counter', (batch) => {
      batch.increment(Plays, song, { plays: 1n });
      batch.increment(Plays, { album: 'b', track: 't' }, { plays: 2n });
      batch.incrementStatic(Plays, { album: 'a' }, { all: 3n });
      batch.delete(Plays, { album: 'c', track: 't' });
    });
    expect(await plays.findOneOrFail(song)).toMatchObject({ plays: 1n, all: 3n });
    expect(await plays.findOneOrFail({ album: 'b', track: 't' })).toMatchObject({ plays: 2n });
  });
});
