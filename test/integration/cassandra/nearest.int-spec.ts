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
import { forAll } from '../../support/api/users.js';

class Movie extends Table('movies', {
  columns: {
    genre: int(),
    id: int(),
    studio: text(),
    tags: list(text()),
    owner: text().static(),
    embedding: vector(float(), 2).nullable(),
    place: vector(float(), 2).nullable(),
    taste: vector(float(), 2).nullable(),
  },
  partitionKey: ['genre'],
  clusteringKey: ['id'],
  indexes: [
    'embedding',
    'studio',
    { column: 'place', similarity: 'euclidean' },
    { column: 'taste', similarity: 'dot_product' },
  ],
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

  it('compares as the index was declared to, and measures by the same', async () => {
    const ids = [1, 2, 3];
    // All in one direction: no two have the same distance from the first or the same product with it, all have the same angle.
    await forAll(ids, (id) => {
      const twice = Float32Array.of(id, id);
      return movies.insert({ genre: 7, id, studio: 'one', place: twice, taste: twice });
    });
    const near = Float32Array.of(1, 1);
    const place = similarity('place', near);
    const byDistance = await movies.nearest('place', near).limit(3).select('id', { place }).all();
    expect(byDistance).toEqual([
      { id: 1, place: 1 },
      { id: 2, place: expect.closeTo(1 / 3, 5) as number },
      { id: 3, place: expect.closeTo(1 / 9, 5) as number },
    ]);
    const taste = similarity('taste', near);
    const byProduct = await movies.nearest('taste', near).limit(3).select('id', { taste }).all();
    expect(byProduct).toEqual([
      { id: 3, taste: 3.5 },
      { id: 2, taste: 2.5 },
      { id: 1, taste: 1.5 },
    ]);
    const origin = new Float32Array(2);
    await movies.update({ genre: 7, id: 1 }, { place: origin });
    expect((await movies.nearest('place', origin).limit(1).first())?.id).toBe(1);
    expect(await cassandra.schemaDifferences()).toEqual([]);
  });

  it('differs where an index compares by another similarity', async () => {
    class Other extends Table('movies', {
      columns: Movie.definition.columns,
      partitionKey: ['genre'],
      clusteringKey: ['id'],
      indexes: ['embedding', 'studio', 'place', { column: 'taste', similarity: 'dot_product' }],
    }) {}
    const started = connectCassandra({ ...keyspace.connection, schema: 'sync', tables: [Other] });
    await expect(started).rejects.toMatchObject({
      findings: [{ column: 'place', problem: expect.stringContaining('similarity') as string }],
    });
  });

  it('takes no vector of zeros into an index that compares angles, nor does Cassandra (wrong-type)', async () => {
    const zeros = new Float32Array(2);
    const refused = movies.insert({ genre: 8, id: 1, studio: 'none', embedding: zeros });
    await expect(refused).rejects.toMatchObject({ code: 'wrong-type', columns: ['embedding'] });
    const cql = `INSERT INTO "${keyspace.name}".movies (genre, id, embedding) VALUES (8, 1, [0, 0])`;
    await expect(cassandra.client.execute(cql)).rejects.toThrow(/failure during write/i);
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
