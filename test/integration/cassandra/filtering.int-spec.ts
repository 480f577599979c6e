import {
  type AnyFilter,
  type Cassandra,
  connectCassandra,
  InvalidQueryError,
  int,
  type Repository,
  Table,
  text,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';

class Person extends Table('people', {
  columns: {
    city: text(),
    region: text(),
    age: int(),
    uid: int(),
    name: text().nullable(),
    email: text(),
    place: text().static(),
  },
  partitionKey: ['city', 'region'],
  clusteringKey: ['age', 'uid'],
  indexes: ['email'],
}) {}

describe('ReadRepository.allowFiltering', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let people: Repository<Person>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Person],
    });
    people = cassandra.repository(Person);
    for (const uid of [1, 2, 3, 4]) {
      await people.insert({
        city: 'K',
        region: uid < 3 ? 'a' : 'b',
        age: uid,
        uid,
        name: uid === 4 ? null : 'Ada',
        email: `${String(uid)}@example.org`,
      });
    }
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('finds rows by any column', async () => {
    const find = async (filter: AnyFilter<Person>): Promise<number[]> => {
      const rows = await people.allowFiltering().filter(filter).all();
      return rows.map(({ uid }) => uid).sort();
    };
    expect(await find({ name: 'Ada' })).toEqual([1, 2, 3]);
    expect(await find({ city: 'K', region: 'a', name: 'Ada' })).toEqual([1, 2]);
    expect(await find({ age: { gt: 1 }, name: { in: ['Ada', 'Eve'] } })).toEqual([2, 3]);
    expect(await find({ city: { gte: 'A' }, uid: 4 })).toEqual([4]);
    expect(await people.allowFiltering().filter({ name: 'Ada' }).count()).toBe(3);
  });

  it('refuses what Cassandra refuses, and nothing else', async () => {
    const texts = [undefined, 'K', { in: ['K', 'L'] }, { gt: 'A' }];
    const numbers = [undefined, 1, { in: [1, 2] }, { gt: 0 }];
    const filters = texts.flatMap((city) =>
      texts.flatMap((region) =>
        numbers.flatMap((age) =>
          [undefined, { gt: 'A' }].flatMap((name) =>
            texts.map((email) => ({ city, region, age, name, email })),
          ),
        ),
      ),
    );
    let refused = 0;
    for (const filter of filters) {
      const given = Object.fromEntries(
        Object.entries(filter).filter(([, value]) => value !== undefined),
      );
      const query = people.allowFiltering().filter(given as AnyFilter<Person>);
      const queries = [
        query,
        ...(filter.city === 'K' && filter.region === 'K' ? [query.orderBy({ age: 'desc' })] : []),
      ];
      for (const one of queries) {
        try {
          await one.all();
        } catch (error) {
          // Anything else came from the server: it refuses what was let through.
          if (!(error instanceof InvalidQueryError)) throw error;
          refused += 1;
          const { message } = error;
          if (Object.keys(given).length > 0) expect(message).toMatch(/index/);
        }
      }
    }
    // The empty filter; `in` on a partition column, and an order, beside the index.
    const partitionIn = filters.filter(
      ({ city, region, email }) => email === 'K' && [city, region].some((one) => one === texts[2]),
    );
    const ordered = filters.filter(
      ({ city, region, email }) => email === 'K' && city === 'K' && region === 'K',
    );
    expect(refused).toBe(1 + partitionIn.length + ordered.length);
  });
});
