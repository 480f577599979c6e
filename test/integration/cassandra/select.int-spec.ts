import {
  avg,
  bigint,
  type Cassandra,
  connectCassandra,
  count,
  double,
  int,
  max,
  min,
  type Repository,
  sum,
  Table,
  text,
  ttl,
  writetime,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { forAll } from '../../support/users.js';

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
