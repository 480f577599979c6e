import {
  ascii,
  avg,
  bigint,
  blob,
  boolean,
  type Cassandra,
  connectCassandra,
  count,
  date,
  Decimal,
  decimal,
  double,
  float,
  inet,
  int,
  max,
  min,
  type Page,
  type Query,
  type Repository,
  smallint,
  sum,
  Table,
  text,
  time,
  timestamp,
  timeuuid,
  tinyint,
  ttl,
  uuid,
  varint,
  writetime,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { forAll } from '../../support/api/users.js';

class Play extends Table('plays', {
  columns: {
    city: text(),
    region: text(),
    day: int(),
    uid: int(),
    points: int().named('points won'),
    rate: double().nullable(),
    views: bigint(),
    note: text().nullable(),
    mayor: text().static(),
  },
  partitionKey: ['city', 'region'],
  clusteringKey: ['day', 'uid'],
  indexes: ['views'],
}) {}

/** A query of any shape. */
type AnyQuery = Pick<Query<Play, unknown, 'selected'>, 'all' | 'page'>;

describe('Query.select', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let plays: Repository<Play>;
  const before = BigInt(Date.now() - 60_000) * 1000n;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables: [Play] });
    plays = cassandra.repository(Play);
    // A partition that has a static value and no rows.
    await cassandra.client.execute(
      `INSERT INTO "${keyspace.name}"."plays" ("city", "region", "mayor") VALUES (?, ?, ?)`,
      ['K', 'empty', 'nobody'],
    );
    const rows = ['north', 'south'].flatMap((region) =>
      [1, 2, 3, 4].map((uid) => ({
        city: 'K',
        region,
        day: uid % 2,
        uid,
        points: 2_147_483_647,
        rate: uid === 4 ? null : uid / 2,
        views: BigInt(uid),
        mayor: `mayor of the ${region}`,
      })),
    );
    await forAll(rows, (row) => plays.insert(row));
    await plays.insert(
      { city: 'K', region: 'west', day: 1, uid: 1, points: 1, views: 9n, note: 'short' },
      { ttlSeconds: 3600 },
    );
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  const north = { city: 'K', region: 'north' } as const;
  const both = { city: 'K', region: { in: ['north', 'south', 'empty'] } };

  it('gives the columns asked for, as plain objects', async () => {
    const query = plays.filter({ ...north, day: 1 }).select('points', 'views');
    expect(await query.all()).toStrictEqual([
      { points: 2_147_483_647, views: 1n },
      { points: 2_147_483_647, views: 3n },
    ]);
    expect(JSON.stringify(await query.first())).toBe('{"points":2147483647,"views":"1"}');
    expect(await query.page({ size: 1 })).toMatchObject({ rows: [{ views: 1n }] });
  });

  it('gives when a value was written and how long it stays', async () => {
    const query = plays
      .filter({ city: 'K', region: 'west' })
      .select('mayor', { at: writetime('note'), left: ttl('note'), none: ttl('rate') });
    const row = await query.oneOrFail();
    expect(row.at).toBeGreaterThan(before);
    expect(row.left).toBeGreaterThan(3000);
    expect(row).toMatchObject({ none: null, mayor: null });
  });

  it('aggregates exactly, and tells nothing from zero', async () => {
    const all = {
      n: count(),
      total: sum('points'),
      views: sum('views'),
      rates: sum('rate'),
      mean: avg('points'),
      meanRate: avg('rate'),
      low: min('rate'),
      last: max('day'),
    };
    expect(await plays.filter(north).select(all).oneOrFail()).toEqual({
      n: 4,
      total: 8_589_934_588n,
      views: 10n,
      rates: 3,
      mean: 2_147_483_647,
      meanRate: 1,
      low: 0.5,
      last: 1,
    });
    const nothing = {
      n: 0,
      total: 0n,
      views: 0n,
      rates: 0,
      mean: null,
      meanRate: null,
      low: null,
      last: null,
    };
    expect(await plays.filter({ city: 'K', region: 'x' }).select(all).one()).toEqual(nothing);
    expect(
      await plays
        .filter({ city: 'K', region: { in: [] } })
        .select(all)
        .one(),
    ).toEqual(nothing);
    expect(
      await plays
        .filter({ views: { gt: 3n } })
        .select({ n: count() })
        .all(),
    ).toEqual([{ n: 3 }]);
  });

  it('counts rows, and says whether there is one', async () => {
    expect(await plays.filter(both).with({ pageSize: 3 }).count()).toBe(8);
    expect(await plays.filter({ city: 'K', region: 'empty' }).count()).toBe(0);
    expect(await plays.filter({ city: 'K', region: 'empty' }).exists()).toBe(false);
    expect(await plays.filter(both).exists()).toBe(true);
    expect(await plays.filter({ ...north, day: { gt: 1 } }).exists()).toBe(false);
    expect(await plays.filter({ views: 9n }).exists()).toBe(true);
    expect(await plays.all().exists()).toBe(true);
  });

  it('groups by every prefix of the key, and by what the filter leaves free', async () => {
    const groups = plays.filter(both).select('region', { n: count() });
    const byRegion = [
      { region: 'north', n: 4 },
      { region: 'south', n: 4 },
    ];
    expect(await groups.groupBy('city', 'region').all()).toEqual(byRegion);
    expect(await groups.groupBy('region').all()).toEqual(byRegion);
    const days = plays.filter(north).select('day', 'mayor', { n: count(), high: max('uid') });
    expect(await days.groupBy('city', 'region', 'day').all()).toEqual([
      { day: 0, mayor: 'mayor of the north', n: 2, high: 4 },
      { day: 1, mayor: 'mayor of the north', n: 2, high: 3 },
    ]);
    const last = days.groupBy('day').orderBy({ day: 'desc' }).limit(1);
    expect(await last.all()).toMatchObject([{ day: 1 }]);
    const players = plays.filter({ ...north, day: 1 }).select('uid', { n: count() });
    expect(await players.groupBy('uid').all()).toEqual([
      { uid: 1, n: 1 },
      { uid: 3, n: 1 },
    ]);
    const indexed = plays.filter({ views: { lt: 3n } }).select('region', { n: count() });
    expect(await indexed.groupBy('city', 'region').all()).toHaveLength(2);
    const paged = plays.filter(both).select('region', 'day', { n: count() });
    const pages: number[] = [];
    for await (const page of paged.groupBy('city', 'region', 'day').with({ pageSize: 3 }).pages()) {
      pages.push(page.length);
    }
    expect(pages.reduce((total, rows) => total + rows, 0)).toBe(4);
  });

  it('limits the rows of each partition', async () => {
    const firsts = await plays.filter(both).perPartitionLimit(1).all();
    expect(firsts.map(({ region, uid }) => [region, uid])).toEqual([
      ['north', 2],
      ['south', 2],
    ]);
    expect(await plays.all().perPartitionLimit(2).all()).toHaveLength(5);
  });

  it.each<[string, (of: Repository<Play>) => AnyQuery]>([
    ['columns', (of) => of.filter(both).select('uid', 'points')],
    ['static columns', (of) => of.filter(both).select('mayor', 'uid').limit(5)],
    ['row functions', (of) => of.filter(north).select('uid', { at: writetime('points') })],
    [
      'groups',
      (of) =>
        of
          .filter(both)
          .select('region', 'day', { n: count(), mean: avg('points') })
          .groupBy('city', 'region', 'day'),
    ],
    [
      'groups in reverse',
      (of) =>
        of.filter(north).select('day', { n: count() }).groupBy('day').orderBy({ day: 'desc' }),
    ],
    ['the first of each partition', (of) => of.filter(both).perPartitionLimit(1)],
    ['the first two of each partition', (of) => of.all().perPartitionLimit(2)],
    ['no more than three', (of) => of.all().perPartitionLimit(2).limit(3)],
    ['partitions', (of) => of.partitions().select('city', 'region', 'mayor')],
    ['rows of an index', (of) => of.filter({ views: { gt: 1n } })],
    ['filtered rows', (of) => of.allowFiltering().filter({ rate: { gt: 0.5 } })],
  ])('gives all of %s page by page', async (_, queryOf) => {
    const query = queryOf(plays);
    const all = await query.all();
    expect(all.length).toBeGreaterThan(1);
    for (const size of [1, 2, 3]) {
      const rows: unknown[] = [];
      let cursor: string | null = null;
      do {
        const page: Page<unknown> = await query.page({ size, cursor });
        expect(page.rows.length).toBeLessThanOrEqual(size);
        rows.push(...page.rows);
        cursor = page.cursor;
      } while (cursor !== null);
      expect(rows).toEqual(all);
    }
  });

  it('gives each partition once, with its static columns and without rows too', async () => {
    const regions: string[] = [];
    for await (const { region } of plays.partitions().with({ pageSize: 1 })) regions.push(region);
    expect(regions.sort()).toEqual(['empty', 'north', 'south', 'west']);
    const empty = plays.partitions({ city: 'K', region: 'empty' });
    expect(await empty.select('city', 'region', 'mayor').one()).toEqual({
      city: 'K',
      region: 'empty',
      mayor: 'nobody',
    });
    expect(await empty.exists()).toBe(true);
    expect(await plays.partitions().limit(2).all()).toHaveLength(2);
  });
});

class Measure extends Table('measures', {
  columns: {
    id: int(),
    n: int(),
    tinyint: tinyint(),
    smallint: smallint(),
    int: int(),
    bigint: bigint(),
    varint: varint(),
    float: float(),
    double: double(),
    decimal: decimal(),
    text: text(),
    ascii: ascii(),
    boolean: boolean(),
    blob: blob(),
    timestamp: timestamp(),
    date: date(),
    time: time(),
    uuid: uuid(),
    timeuuid: timeuuid(),
    inet: inet(),
  },
  partitionKey: ['id'],
  clusteringKey: ['n'],
}) {}

describe('The aggregates of every type', () => {
  const low = {
    tinyint: 126,
    smallint: 32_766,
    int: 2 ** 31 - 2,
    bigint: 2n ** 63n - 2n,
    varint: 2n ** 70n,
    float: 0.5,
    double: 0.25,
    decimal: Decimal.of('1.10'),
    text: 'a',
    ascii: 'a',
    boolean: false,
    blob: Buffer.of(1),
    timestamp: new Date(0),
    date: '1969-12-31',
    time: '00:00:00.000000001',
    uuid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
    timeuuid: '50554d60-29bb-11e5-b345-feff819cdc9f',
    inet: '10.0.0.1',
  };
  const high = {
    tinyint: 127,
    smallint: 32_767,
    int: 2 ** 31 - 1,
    bigint: 2n ** 63n - 1n,
    varint: 2n ** 71n,
    float: 1.5,
    double: 0.5,
    decimal: Decimal.of('2.3'),
    text: 'é',
    ascii: 'b',
    boolean: true,
    blob: Buffer.of(2),
    timestamp: new Date(1),
    date: '2026-11-21',
    time: '23:59:59.999999999',
    uuid: '3f2504e1-4f89-41d3-9a0c-0305e82c3301',
    timeuuid: '50554d61-29bb-11e5-b345-feff819cdc9f',
    inet: '10.0.0.2',
  };
  const sums = {
    tinyint: 253n,
    smallint: 65_533n,
    int: 2n ** 32n - 3n,
    bigint: 2n ** 64n - 3n,
    varint: 2n ** 70n + 2n ** 71n,
    float: 2,
    double: 0.75,
    decimal: Decimal.of('3.40'),
  };
  const means = {
    tinyint: 126.5,
    smallint: 32_766.5,
    int: 2 ** 31 - 1.5,
    bigint: 2 ** 63,
    varint: 1.5 * 2 ** 70,
    float: 1,
    double: 0.375,
    decimal: 1.7,
  };

  it('are exact, and null or 0 of nothing', async () => {
    const keyspace = await createTestKeyspace();
    const tables = [Measure];
    const cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables });
    const measures = cassandra.repository(Measure);
    await measures.insert({ id: 1, n: 1, ...low });
    await measures.insert({ id: 1, n: 2, ...high });
    // Of any column, which the types know one by one.
    const each = (of: object, make: (column: never) => unknown): Record<string, never> =>
      Object.fromEntries(Object.keys(of).map((name) => [name, make(name as never) as never]));
    const ask = async (id: number, of: object, make: (column: never) => unknown) =>
      await measures.filter({ id }).select(each(of, make)).one();
    expect(await ask(1, sums, sum)).toEqual(sums);
    expect(await ask(1, means, avg)).toEqual(means);
    expect(await ask(1, low, min)).toEqual(low);
    expect(await ask(1, high, max)).toEqual(high);
    const nothing = each(low, () => null);
    expect(await ask(9, low, min)).toEqual(nothing);
    expect(await ask(9, low, max)).toEqual(nothing);
    expect(await ask(9, means, avg)).toEqual(each(means, () => null));
    await cassandra.close();
    await keyspace.drop();
  });
});
