import {
  type Cassandra,
  connectCassandra,
  float,
  int,
  list,
  maxwritetime,
  type Repository,
  similarity,
  Table,
  text,
  vector,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { forAll } from '../../support/users.js';

class Movie extends Table('movies', {
  columns: {
    genre: int(),
    id: int(),
    studio: text(),
    tags: list(text()),
    owner: text().static(),
    embedding: vector(float(), 2).nullable(),
  },
  partitionKey: ['genre'],
  clusteringKey: ['id'],
  indexes: ['embedding', 'studio'],
}) {}

const at = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees / 180) * Math.PI), Math.sin((degrees / 180) * Math.PI));

describe('Repository.nearest, code ann', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let movies: Repository<Movie>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables: [Movie] });
    movies = cassandra.repository(Movie);
    const ids = Array.from({ length: 30 }, (_, id) => id);
    await forAll(ids, (id) =>
      movies.insert({
        genre: id % 3,
        id,
        studio: id % 2 === 0 ? 'even' : 'odd',
        tags: ['a', 'b'],
        embedding: at(id * 5),
      }),
    );
    await movies.insert({ genre: 9, id: 99, studio: 'even' });
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('gives the nearest rows, the nearest first', async () => {
    const rows = await movies.nearest('embedding', at(51)).limit(4).all();
    expect(rows.map(({ id }) => id)).toEqual([10, 11, 9, 12]);
    expect(rows[0]).toBeInstanceOf(Movie);
    expect((await movies.nearest('embedding', at(0)).limit(3).first())?.id).toBe(0);
    expect(await movies.nearest('embedding', at(0)).limit(1000).all()).toHaveLength(30);
  });

  it('searches a partition, index columns or both', async () => {
    const idsOf = async (filter: Parameters<typeof movies.nearest>[2]): Promise<number[]> => {
      const rows = await movies.nearest('embedding', at(50), filter).limit(3).all();
      return rows.map(({ id }) => id);
    };
    expect(await idsOf({ genre: 0 })).toEqual([9, 12, 6]);
    expect(await idsOf({ genre: 0, id: { gt: 12 } })).toEqual([15, 18, 21]);
    expect(await idsOf({ studio: 'odd' })).toEqual(expect.arrayContaining([9, 11]));
    expect(await idsOf({ genre: 0, studio: 'odd' })).toEqual([9, 15, 3]);
    expect(await idsOf({ genre: 9 })).toEqual([]);
  });

  it('tells how near a row is, also outside a search', async () => {
    const score = similarity('embedding', at(0));
    const [nearest] = await movies.nearest('embedding', at(0)).limit(1).select({ score }).all();
    expect(nearest?.score).toBeCloseTo(1, 5);
    const rows = await movies.filter({ genre: 0 }).select('id', { score }).all();
    // Cassandra gives the cosine a range of 0 to 1.
    for (const row of rows) {
      expect(row.score).toBeCloseTo((1 + Math.cos((row.id * 5 * Math.PI) / 180)) / 2, 4);
    }
    const without = await movies.filter({ genre: 9 }).select({ score }).all();
    expect(without.map((row) => row.score)).toEqual([null]);
  });

  it('gives the latest write of a collection', async () => {
    const query = movies.filter({ genre: 1, id: 1 });
    const before = BigInt(Date.now() - 60_000) * 1000n;
    const row = await query.select({ at: maxwritetime('tags') }).oneOrFail();
    expect(row.at).toBeGreaterThan(before);
    await movies.update({ genre: 1, id: 1 }, { tags: ['c'] });
    const later = await query.select({ at: maxwritetime('tags') }).oneOrFail();
    expect(later.at).toBeGreaterThan(row.at ?? 0n);
  });
});
