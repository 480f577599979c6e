import {
  boolean,
  type Cassandra,
  column,
  connectCassandra,
  cql,
  InvalidRequestError,
  int,
  map,
  set,
  Table,
  text,
  udt,
} from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';

class UserByCity extends Table('users_by_city', {
  columns: {
    city: text(),
    age: int(),
    username: text(),
    name: text(),
    email: text(),
    active: boolean(),
    motto: text().static(),
    tags: set(text()),
    scores: map(text(), int()),
    home: udt('home', { street: text() }),
  },
  partitionKey: ['city'],
  clusteringKey: ['age', 'username'],
  clusteringOrder: { age: 'desc' },
  indexes: ['email', 'active', 'tags'],
}) {}

class Person extends Table('people', {
  columns: { city: text(), region: text(), age: int(), uid: int(), email: text() },
  partitionKey: ['city', 'region'],
  clusteringKey: ['age', 'uid'],
  indexes: ['email'],
}) {}

/** What is asked, of whom, in CQL, and what Cassandra says to it. */
type Case = [code: string, filter: unknown, where: string, answer: RegExp];

const needsFiltering = /ALLOW FILTERING/;
const long = 'x'.repeat(65_536);

describe('What Cassandra says to the filters that are refused here', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [UserByCity, Person],
    });
    const user = { name: 'n', email: 'e', active: true, motto: 'm', home: { street: 's' } };
    for (const age of [1, 2, 3]) {
      const city = age === 3 ? 'b' : 'a';
      await cassandra.repository(UserByCity).insert({ ...user, city, age, username: 'u' });
    }
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  const cqlOf = (table: string, where: string): string =>
    `SELECT * FROM "${keyspace.name}"."${table}"${where === '' ? '' : ` WHERE ${where}`}`;

  async function codesOf(table: typeof UserByCity | typeof Person, filter: unknown) {
    const query = cassandra.repository<unknown>(table).filter(filter as never);
    const error: unknown = await query.all().catch((thrown: unknown) => thrown);
    if (!(error instanceof InvalidRequestError)) throw new Error('It was not refused');
    return error.faults.map(({ code }) => code);
  }

  const users: readonly Case[] = [
    ['partition-missing', { age: 3 }, 'age = 3', needsFiltering],
    ['partition-range', { city: { gt: 'a' } }, "city > 'a'", /partition key|ALLOW FILTERING/],
    ['clustering-gap', { city: 'a', username: 'u' }, "city = 'a' AND username = 'u'", /preceding/],
    [
      'after-range',
      { city: 'a', age: { gt: 1 }, username: 'u' },
      "city = 'a' AND age > 1 AND username = 'u'",
      /preceding column "age" is restricted/,
    ],
    [
      'bounds',
      { city: 'a', age: { gt: 1, gte: 2 } },
      "city = 'a' AND age > 1 AND age >= 2",
      /More than one restriction/,
    ],
    ['not-equal', { city: 'a', age: { ne: 3 } }, "city = 'a' AND age != 3", /Unsupported "!="/],
    ['operator', { city: 'a', age: { or: 3 } }, "city = 'a' OR age = 3", /no viable|mismatched/],
    ['like', { email: { like: 'e%' } }, "email LIKE 'e%'", /LIKE/],
    ['collection-equal', { tags: new Set(['t']) }, "tags = {'t'}", /Collection column 'tags'/],
    [
      'contains-kind',
      { email: { contains: 'e' } },
      "email CONTAINS 'e'",
      /Cannot use CONTAINS on non-collection/,
    ],
    ['contains-kind', { tags: { containsKey: 't' } }, "tags CONTAINS KEY 't'", /CONTAINS KEY/],
    [
      'udt-filter',
      { city: 'a', home: { street: 's' } },
      "city = 'a' AND home = {street: 's'} ALLOW FILTERING",
      /Non-frozen UDT column 'home'/,
    ],
    ['not-servable', { city: 'a', name: 'n' }, "city = 'a' AND name = 'n'", needsFiltering],
    [
      'not-servable',
      { city: 'a', scores: { containsKey: 'x' } },
      "city = 'a' AND scores CONTAINS KEY 'x'",
      needsFiltering,
    ],
    ['static-filter', { city: 'a', motto: 'm' }, "city = 'a' AND motto = 'm'", needsFiltering],
    ['unknown-column', { city: 'a', nosuch: 1 }, "city = 'a' AND nosuch = 1", /Undefined column/],
    ['null-value', { city: 'a', age: null }, "city = 'a' AND age = null", /null value/],
    ['key-size', { city: '' }, "city = ''", /Key may not be empty/],
    ['key-size', { city: long }, `city = '${long}'`, /65535/],
    ['index-range', { email: { gt: 'e' } }, "email > 'e'", needsFiltering],
    ['index-range', { active: { gt: false } }, 'active > false', needsFiltering],
    ['index-in', { email: { in: ['e', 'f'] } }, "email IN ('e', 'f')", needsFiltering],
    [
      'index-partition-in',
      { city: { in: ['a', 'b'] }, email: 'e' },
      "city IN ('a', 'b') AND email = 'e' ALLOW FILTERING",
      /IN/,
    ],
    ['index-and-key', { age: 3, email: 'e' }, "age = 3 AND email = 'e'", needsFiltering],
    ['index-and-other', { email: 'e', name: 'n' }, "email = 'e' AND name = 'n'", needsFiltering],
  ];

  it.each(users)('it refuses %s too (%#)', async (code, filter, where, answer) => {
    expect(await codesOf(UserByCity, filter)).toContain(code);
    await expect(cassandra.client.execute(cqlOf('users_by_city', where))).rejects.toThrow(answer);
  });

  const people: readonly Case[] = [
    ['partition-partial', { city: 'a' }, "city = 'a'", needsFiltering],
    ['index-and-key', { city: 'a', email: 'e' }, "city = 'a' AND email = 'e'", needsFiltering],
    ['key-size', { city: long, region: '' }, `city = '${long}' AND region = ''`, /65535/],
  ];

  it.each(people)('it refuses %s too (%#)', async (code, filter, where, answer) => {
    expect(await codesOf(Person, filter)).toContain(code);
    await expect(cassandra.client.execute(cqlOf('people', where))).rejects.toThrow(answer);
  });

  it('it accepts what would read every row (empty-filter)', async () => {
    expect(await codesOf(UserByCity, {})).toEqual(['empty-filter']);
    const { rows } = await cassandra.client.execute(cqlOf('users_by_city', ''));
    expect(rows).toHaveLength(3);
  });

  it('it accepts more values than one query should have (in-too-long)', async () => {
    const values = Array.from({ length: 101 }, (_, index) => String(index));
    expect(await codesOf(UserByCity, { city: { in: values } })).toEqual(['in-too-long']);
    const cql = cqlOf('users_by_city', 'city IN ?');
    const { rows } = await cassandra.client.execute(cql, [values], { prepare: true });
    expect(rows).toHaveLength(0);
  });

  it('it takes a bound null for the end of a partition: every row comes back (null-value)', async () => {
    expect(await codesOf(UserByCity, { city: 'a', age: { lt: null } })).toEqual(['null-value']);
    const cql = cqlOf('users_by_city', 'city = ? AND age < ?');
    const { rows } = await cassandra.client.execute(cql, ['a', null], { prepare: true });
    expect(rows).toHaveLength(2);
  });

  it('it compares tokens and tuples, which scan() and the cql tag say (token-in-filter, tuple-in-filter)', async () => {
    expect(await codesOf(UserByCity, { 'token(city)': 1n })).toEqual(['token-in-filter']);
    expect(await codesOf(UserByCity, { city: 'a', 'age, username': 1 })).toEqual([
      'tuple-in-filter',
    ]);
    const city = column(UserByCity, 'city');
    const found = cassandra.query(
      cql`SELECT ${city} FROM ${UserByCity} WHERE token(${city}) > ${-(2n ** 63n)} AND (age, username) < (${2}, ${'t'}) ALLOW FILTERING`,
    );
    expect(await found.all()).toEqual([{ city: 'a' }]);
  });

  it('it refuses a value that is not set (undefined-value)', async () => {
    expect(await codesOf(UserByCity, { city: 'a', age: undefined })).toEqual(['undefined-value']);
    const cql = cqlOf('users_by_city', 'city = ? AND age = ?');
    const sent = cassandra.client.execute(cql, ['a', undefined], { prepare: true });
    await expect(sent).rejects.toThrow(/unset value/);
  });

  it('it never hears of a fraction, which the driver cuts off (wrong-type)', async () => {
    expect(await codesOf(UserByCity, { city: 'a', age: 1.5 })).toEqual(['wrong-type']);
    const cql = cqlOf('users_by_city', 'city = ? AND age = ?');
    const { rows } = await cassandra.client.execute(cql, ['a', 1.5], { prepare: true });
    expect(rows).toMatchObject([{ age: 1 }]);
  });
});
