import {
  type AnyFilter,
  ascii,
  bigint,
  boolean,
  type Cassandra,
  connectCassandra,
  date,
  Decimal,
  decimal,
  double,
  type Filter,
  float,
  frozen,
  inet,
  int,
  list,
  map,
  type Repository,
  set,
  smallint,
  Table,
  text,
  time,
  timestamp,
  timeuuid,
  tinyint,
  tuple,
  udt,
  uuid,
  varint,
} from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';

const Place = udt('place', { street: text() });
const key = { id: int() };
const ranged = {
  tinyint: tinyint(),
  smallint: smallint(),
  int: int(),
  bigint: bigint(),
  varint: varint(),
  decimal: decimal(),
  float: float(),
  double: double(),
  timestamp: timestamp(),
  date: date(),
  time: time(),
  timeuuid: timeuuid(),
  inet: inet(),
};
const whole = {
  text: text(),
  ascii: ascii(),
  uuid: uuid(),
  boolean: boolean(),
  tuple: tuple(int(), text()),
  udt: frozen(Place),
  set: frozen(set(int())),
  list: frozen(list(text())),
  map: frozen(map(int(), int())),
};
type Kind = keyof typeof ranged | keyof typeof whole;

/** Three values of each kind, in its order where it has one. */
const values: Readonly<Record<Kind, readonly [unknown, unknown, unknown]>> = {
  tinyint: [-128, 0, 127],
  smallint: [-32_768, 0, 32_767],
  int: [-(2 ** 31), 0, 2 ** 31 - 1],
  bigint: [-(2n ** 63n), 0n, 2n ** 63n - 1n],
  varint: [-(2n ** 70n), 0n, 2n ** 70n],
  decimal: [Decimal.of('-1.5'), Decimal.of('0.25'), Decimal.of('300')],
  float: [-1.5, 0, Infinity],
  double: [-Infinity, 0.1, 1e300],
  timestamp: [new Date(-5), new Date(0), new Date()],
  date: ['1969-12-31', '1970-01-01', '2026-11-21'],
  time: ['00:00:00.000000000', '08:30:00.000000001', '23:59:59.999999999'],
  timeuuid: [0, 1, 2].map((n) => `50554d6${String(n)}-29bb-11e5-b345-feff819cdc9f`) as never,
  inet: ['10.0.0.1', '10.0.0.2', '10.0.1.1'],
  text: ['', 'é', 'z'],
  ascii: ['a', 'b', 'c'],
  uuid: [0, 1, 2].map((n) => `3f2504e${String(n)}-4f89-41d3-9a0c-0305e82c3301`) as never,
  boolean: [false, true, false],
  tuple: [
    [1, 'a'],
    [1, 'b'],
    [2, 'a'],
  ],
  udt: [{ street: 'a' }, { street: 'b' }, { street: 'c' }],
  set: [new Set(), new Set([1]), new Set([1, 2])],
  list: [[], ['a'], ['a', 'b']],
  map: [new Map(), new Map([[1, 1]]), new Map([[1, 2]])],
};
/** Of what an index serves only by equality: something to compare with. */
const literals = {
  text: `'a'`,
  ascii: `'a'`,
  uuid: '3f2504e0-4f89-41d3-9a0c-0305e82c3301',
  boolean: 'false',
  tuple: `(1, 'a')`,
  udt: `{street: 'a'}`,
  set: '{1}',
  list: `['a']`,
  map: '{1: 1}',
} satisfies Record<keyof typeof whole, string>;

class Plain extends Table('indexed', {
  columns: { ...key, ...ranged, ...whole },
  partitionKey: ['id'],
}) {}
class Indexed extends Table('indexed', {
  columns: { ...key, ...ranged, ...whole },
  partitionKey: ['id'],
  indexes: [
    ...(Object.keys(ranged) as (keyof typeof ranged)[]),
    ...(Object.keys(whole) as (keyof typeof whole)[]),
  ],
}) {}

class Person extends Table('people', {
  columns: {
    city: text(),
    region: text(),
    age: int(),
    uid: int(),
    email: text(),
    tags: set(text()),
    mayor: text().static(),
  },
  partitionKey: ['city', 'region'],
  clusteringKey: ['age', 'uid'],
  clusteringOrder: { age: 'desc' },
  indexes: ['region', 'age', 'mayor', 'email'],
}) {}

describe('An index', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let indexed: Repository<Indexed>;
  let people: Repository<Person>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    const before = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Plain],
    });
    for (const id of [0, 1, 2]) {
      const row = Object.fromEntries(Object.entries(values).map(([kind, of]) => [kind, of[id]]));
      await before.repository(Plain).insert({ id, ...row } as never);
    }
    await before.close();
    // Each index is built over rows that are there, and waited for.
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Indexed, Person],
    });
    indexed = cassandra.repository(Indexed);
    people = cassandra.repository(Person);
    for (const [uid, city, region, age, email, mayor] of [
      [1, 'K', 'a', 1, 'e1', 'ma'],
      [2, 'K', 'a', 2, 'e2', 'ma'],
      [3, 'K', 'b', 2, 'e1', 'mb'],
      [4, 'L', 'a', 3, 'e1', 'ma'],
    ] as const) {
      await people.insert({ uid, city, region, age, email, mayor, tags: new Set([email]) });
    }
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  /** A filter by one column of any kind. */
  const find = async (kind: string, condition: unknown): Promise<number[]> => {
    const rows = await indexed.filter({ [kind]: condition } as never).all();
    return rows.map(({ id }) => id).sort();
  };
  const ask = (where: string): Promise<unknown> =>
    cassandra.client.execute(`SELECT id FROM "${keyspace.name}"."indexed" WHERE ${where}`);

  it.each(Object.keys(ranged) as (keyof typeof ranged)[])(
    'on values of the type %s serves equality and ranges, and no list',
    async (kind) => {
      const [low, middle, high] = values[kind];
      expect(await find(kind, middle)).toEqual([1]);
      expect(await find(kind, { gt: low })).toEqual([1, 2]);
      expect(await find(kind, { gte: middle, lt: high })).toEqual([1]);
      expect(await find(kind, { lte: middle })).toEqual([0, 1]);
      await expect(find(kind, { in: [low] })).rejects.toMatchObject({ code: 'index-in' });
    },
  );

  it.each(Object.entries(literals))(
    'on a %s serves equality and no range, in Cassandra neither',
    async (kind, literal) => {
      const [low, middle] = values[kind as Kind];
      expect(await find(kind, middle)).toEqual([1]);
      await expect(find(kind, { gt: low })).rejects.toMatchObject({ code: 'index-range' });
      await expect(ask(`"${kind}" > ${literal}`)).rejects.toThrow(/ALLOW FILTERING|restricted/);
    },
  );

  it('serves no list of several, in Cassandra neither (index-in)', async () => {
    await expect(ask('"int" IN (0, 1)')).rejects.toThrow('ALLOW FILTERING');
  });

  it.each<[Filter<Person>, readonly number[]]>([
    [{ region: 'a' }, [1, 2, 4]],
    [{ age: 2 }, [2, 3]],
    [{ age: { gt: 2 } }, [4]],
    [{ mayor: 'ma' }, [1, 2, 4]],
    [{ region: 'a', email: 'e1' }, [1, 4]],
    [{ age: { gte: 2 }, email: 'e1' }, [3, 4]],
    [{ mayor: 'ma', age: 2 }, [2]],
    [{ city: 'K', region: 'a', mayor: 'ma' }, [1, 2]],
    [{ city: 'K', region: 'a', email: 'e2' }, [2]],
    [{ city: 'K', region: 'a', age: { in: [1, 2] }, email: 'e1' }, [1]],
    [{ city: 'K', region: 'a', age: 2, uid: { gt: 0 }, email: 'e2' }, [2]],
    // Of keys alone.
    [{ city: { in: ['K', 'L'] }, region: { in: ['a', 'b'] } }, [1, 2, 3, 4]],
    [{ city: 'K', region: 'a', age: { in: [1, 2] }, uid: { gte: 1 } }, [1, 2]],
  ])('and the key serve %j', async (filter, uids) => {
    const rows = await people.filter(filter).all();
    expect(rows.map(({ uid }) => uid).sort()).toEqual(uids);
    expect(await people.filter(filter).count()).toBe(uids.length);
    const filtered = await people
      .allowFiltering()
      .filter(filter as unknown as AnyFilter<Person>)
      .all();
    expect(filtered).toHaveLength(uids.length);
  });

  it('leaves rows of one partition in their order, whatever the order of a list', async () => {
    const listed = people.filter({ city: 'K', region: 'a', age: { in: [1, 2, 1] } });
    expect((await listed.all()).map(({ age }) => age)).toEqual([2, 1]);
  });

  it('on a static column finds partitions', async () => {
    const found = await people.partitions({ mayor: 'ma' }).all();
    expect(found.map(({ city }) => city).sort()).toEqual(['K', 'L']);
    const one = people.partitions({ city: 'K', region: 'a', mayor: 'ma' });
    expect(await one.select('city', 'region', 'mayor').all()).toEqual([
      { city: 'K', region: 'a', mayor: 'ma' },
    ]);
  });
});
