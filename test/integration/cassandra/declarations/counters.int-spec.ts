import {
  type Cassandra,
  connectCassandra,
  count,
  counter,
  max,
  type CounterRepository,
  sum,
  Table,
  text,
  ttl,
  writetime,
} from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';

class Plays extends Table('plays', {
  columns: {
    album: text(),
    track: text(),
    plays: counter(),
    skips: counter(),
    listeners: counter().static(),
  },
  partitionKey: ['album'],
  clusteringKey: ['track'],
}) {}

/** As an older release declared it. */
class OlderPlays extends Table('plays', {
  columns: { album: text(), track: text(), plays: counter() },
  partitionKey: ['album'],
  clusteringKey: ['track'],
}) {}

describe('A table with counters', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let plays: CounterRepository<Plays>;
  const add = (set: string, where: string): Promise<unknown> =>
    cassandra.client.execute(`UPDATE "${keyspace.name}"."plays" SET ${set} WHERE ${where}`);

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    const older = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [OlderPlays],
    });
    await older.close();
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables: [Plays] });
    plays = cassandra.repository(Plays);
    await add('plays = plays + 2147483648, skips = skips - 1', `album = 'a' AND track = 'x'`);
    await add('plays = plays + 5', `album = 'a' AND track = 'y'`);
    await add('plays = plays + 9223372036854775807', `album = 'b' AND track = 'x'`);
    await add('listeners = listeners + 1', `album = 'silent'`);
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('is created, and counters are added to it later', async () => {
    const again = connectCassandra({
      ...keyspace.connection,
      schema: 'validate',
      tables: [Plays],
    });
    await (await again).close();
  });

  it('gives 64 bits exactly, and 0n for a counter nobody added to', async () => {
    const rows = await plays.filter({ album: 'a' }).all();
    expect(rows.map((row) => row.toJSON())).toEqual([
      { album: 'a', track: 'x', plays: '2147483648', skips: '-1', listeners: '0' },
      { album: 'a', track: 'y', plays: '5', skips: '0', listeners: '0' },
    ]);
    const row = await plays.findOneOrFail({ album: 'b', track: 'x' });
    expect(row).toMatchObject({ plays: 2n ** 63n - 1n, skips: 0n, listeners: 0n });
    expect(await plays.filter({ album: 'silent' }).all()).toEqual([]);
    const silent = plays.partitions({ album: 'silent' }).select('album', 'listeners');
    expect(await silent.one()).toEqual({ album: 'silent', listeners: 1n });
  });

  it('sums counters exactly and says when they were written', async () => {
    const all = await plays
      .filter({ album: { in: ['a', 'b'] } })
      .select({ total: sum('plays'), most: max('plays'), least: max('skips'), rows: count() })
      .oneOrFail();
    const total = 2n ** 63n - 1n + 2n ** 31n + 5n;
    expect(all).toEqual({ total, most: 2n ** 63n - 1n, least: -1n, rows: 3 });
    const one = await plays
      .filter({ album: 'a', track: 'y' })
      .select('skips', { at: writetime('plays'), left: ttl('plays') })
      .oneOrFail();
    expect(one).toEqual({ skips: 0n, at: expect.any(BigInt) as bigint, left: null });
  });

  it('is filtered by a counter under ALLOW FILTERING only (counter-filter)', async () => {
    const any = { album: 'a', plays: 5n };
    await expect(plays.filter(any as never).all()).rejects.toMatchObject({
      code: 'counter-filter',
    });
    const cql = `SELECT * FROM "${keyspace.name}"."plays" WHERE album = 'a' AND plays = 5`;
    await expect(cassandra.client.execute(cql)).rejects.toThrow('ALLOW FILTERING');
    const found = async (filter: Parameters<typeof allowing.filter>[0]): Promise<string[]> =>
      (await allowing.filter(filter).all()).map(({ track }) => track).sort();
    const allowing = plays.allowFiltering();
    expect(await found(any)).toEqual(['y']);
    expect(await found({ plays: { gte: 5n, lt: 2n ** 40n } })).toEqual(['x', 'y']);
    expect(await found({ plays: { in: [5n, 6n] } })).toEqual(['y']);
  });

  it('cannot be made of another table, nor get a counter back', async () => {
    class Other extends Table('others', {
      columns: { id: text(), name: text() },
      partitionKey: ['id'],
    }) {}
    class Counting extends Table('others', {
      columns: { id: text(), plays: counter() },
      partitionKey: ['id'],
    }) {}
    const connect = async (table: typeof Other | typeof Counting | typeof Plays): Promise<void> => {
      const tables = [table];
      const one = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables });
      await one.close();
    };
    await connect(Other);
    await expect(connect(Counting)).rejects.toThrow('"plays": A counter cannot be added');
    const table = `"${keyspace.name}"."others"`;
    const alter = `ALTER TABLE ${table} ADD plays counter`;
    await expect(cassandra.client.execute(alter)).rejects.toThrow('counter');
    await cassandra.client.execute(`DROP TABLE ${table}`);
    await connect(Counting);
    await cassandra.client.execute(`ALTER TABLE ${table} ADD other counter`);
    await cassandra.client.execute(`ALTER TABLE ${table} DROP plays`);
    await expect(connect(Counting)).rejects.toThrow('counter that was dropped never comes back');
    await expect(cassandra.client.execute(alter)).rejects.toThrow('dropped counter');
  });

  it.each([
    [`CREATE TABLE t1 (a int PRIMARY KEY, b counter, c int)`, 'Cannot mix counter'],
    [`CREATE TABLE t2 (a counter PRIMARY KEY, b counter)`, 'counter'],
    [`CREATE TABLE t3 (a int PRIMARY KEY, b set<counter>)`, 'Counters are not allowed'],
    [`CREATE TYPE t4 (a counter)`, 'cannot contain counters'],
    [`CREATE INDEX i ON plays (track) USING 'sai'`, 'counter tables'],
    [`CREATE TABLE t5 (a int PRIMARY KEY, b counter) WITH default_time_to_live = 5`, 'counter'],
    [`ALTER TABLE plays ADD other int`, 'counter'],
  ])('meets a server that refuses %s', async (cql, reason) => {
    const inKeyspace = cql.replace(/(TABLE|TYPE|ON) (?=\w)/, `$1 "${keyspace.name}".`);
    await expect(cassandra.client.execute(inKeyspace)).rejects.toThrow(reason);
  });
});
