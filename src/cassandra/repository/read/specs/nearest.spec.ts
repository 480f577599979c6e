import type { PagePosition, RequestSettings, Statement } from '../../../cql/statement.js';
import {
  count,
  maxwritetime,
  similarity,
  ttl,
  writetime,
} from '../../../query/selection/select-function.js';
import { list, vector } from '../../../table/column/collection-builders.js';
import { float, int, text } from '../../../table/column/column-builders.js';
import { Table } from '../../../table/table.js';
import { repositoryContext } from '../../../../../test/support/repository-context.js';
import { Repository } from '../../repository.js';

class Movie extends Table('movies', {
  columns: {
    genre: text(),
    year: int(),
    title: text(),
    studio: text(),
    tags: list(text()),
    plot: text(),
    embedding: vector(float(), 3),
    poster: vector(float(), 2),
    place: vector(float(), 2),
  },
  partitionKey: ['genre'],
  clusteringKey: ['year', 'title'],
  indexes: ['embedding', 'studio', { column: 'place', similarity: 'euclidean' }],
}) {}

interface Sent {
  readonly statement: Statement;
  readonly settings: RequestSettings;
  readonly position: PagePosition | undefined;
}
let sent: Sent[] = [];

const context = repositoryContext(
  (statement, settings, position) => {
    sent.push({ statement, settings, position });
    return Promise.resolve({ rows: [], pageState: null });
  },
  { pageSize: 500 },
);
const movies = new Repository(Movie, context);
const near = Float32Array.of(1, 0, 0);
const columns =
  '"genre", "year", "title", "studio", "tags", "plot", "embedding", "poster", "place"';

beforeEach(() => {
  sent = [];
});

/** Calls that were not typed: each rule is held at run time too. */
type Loose = (
  column: unknown,
  vector: unknown,
  filter?: unknown,
) => {
  limit(rows: unknown): ReturnType<typeof limited>;
};
const limited = () => movies.nearest('embedding', near).limit(3);
const loose = movies.nearest.bind(movies) as unknown as Loose;

describe('Repository.nearest', () => {
  it('sends one request for one page, to one replica', async () => {
    await limited().all();
    expect(sent).toMatchObject([
      {
        statement: {
          cql: `SELECT ${columns} FROM "ks"."movies" ORDER BY "embedding" ANN OF ? LIMIT ?`,
          values: [Buffer.from('3f8000000000000000000000', 'hex'), 3],
        },
        settings: { consistency: 'LOCAL_ONE' },
        position: { pageSize: 3, pageState: null },
      },
    ]);
    await limited().with({ consistency: 'ONE', timeoutMs: 5 }).first();
    expect(sent[1]).toMatchObject({
      settings: { consistency: 'ONE', timeoutMs: 5 },
      position: { pageSize: 1 },
    });
  });

  it('narrows the search to a partition and to index columns, and tells how near a row is', async () => {
    const query = movies.nearest('embedding', near, { genre: 'g', year: { gt: 1 }, studio: 's' });
    await query
      .limit(2)
      .select('title', { score: similarity('embedding', near) })
      .all();
    expect(sent[0]?.statement.cql).toBe(
      'SELECT "title", similarity_cosine("embedding", ?) AS "=0" FROM "ks"."movies" ' +
        'WHERE "genre" = ? AND "year" > ? AND "studio" = ? ORDER BY "embedding" ANN OF ? LIMIT ?',
    );
    expect(sent[0]?.statement.values).toHaveLength(6);
  });

  it('measures by what the index compares, which decides whether a vector needs a direction', async () => {
    const origin = new Float32Array(2);
    const query = movies.nearest('place', origin).limit(1);
    await query.select({ score: similarity('place', origin) }).all();
    expect(sent[0]?.statement.cql).toBe(
      'SELECT similarity_euclidean("place", ?) AS "=0" FROM "ks"."movies" ORDER BY "place" ANN OF ? LIMIT ?',
    );
  });

  it('copies the vector, which its owner may change later', async () => {
    const mine = Float32Array.of(1, 0, 0);
    const query = movies
      .nearest('embedding', mine)
      .limit(1)
      .select({ score: similarity('embedding', mine) });
    mine.fill(9);
    await query.all();
    const bytes = Buffer.from('3f8000000000000000000000', 'hex');
    expect(sent[0]?.statement.values).toEqual([bytes, bytes, 1]);
  });

  it('explains itself', () => {
    expect(limited().explain()).toMatchObject({ reads: 'many partitions', usesIndex: true });
    const inOne = movies.nearest('embedding', near, { genre: 'g' }).limit(3);
    expect(inOne.explain()).toMatchObject({ reads: 'one partition', usesIndex: true });
    expect(inOne.toCql()).toContain('WHERE "genre" = ? ORDER BY "embedding" ANN OF ? LIMIT ?');
  });

  it.each<[string, unknown, unknown, unknown, unknown]>([
    ['no limit', 'embedding', near, undefined, undefined],
    ['a limit over 1 000', 'embedding', near, undefined, 1001],
    ['a limit of null', 'embedding', near, undefined, null],
    ['a fraction as limit', 'embedding', near, undefined, 1.5],
    ['a limit over the page size', 'embedding', near, undefined, 501],
    ['a wrong dimension', 'embedding', Float32Array.of(1, 2), undefined, 3],
    ['an array', 'embedding', [1, 2, 3], undefined, 3],
    ['a vector of zeros', 'embedding', new Float32Array(3), undefined, 3],
    ['a vector without index', 'poster', Float32Array.of(1, 2), undefined, 3],
    ['a column that is no vector', 'studio', near, undefined, 3],
    ['a filter column without index', 'embedding', near, { genre: 'g', plot: 'p' }, 3],
    ['a clustering column alone', 'embedding', near, { year: 1 }, 3],
    ['in on an index column', 'embedding', near, { studio: { in: ['a'] } }, 3],
  ])('refuses %s (ann)', async (_, column, given, filter, limit) => {
    const query = loose(column, given, filter).limit(limit);
    await expect(query.all()).rejects.toMatchObject({ code: 'ann' });
    expect(sent).toEqual([]);
  });

  it('refuses in on the partition key, a column that is none, groups of it, and a consistency it cannot have', async () => {
    const many = loose('embedding', near, { genre: { in: ['a', 'b'] } }).limit(3);
    await expect(many.all()).rejects.toMatchObject({ code: 'index-partition-in' });
    await expect(loose('embeding', near).limit(3).all()).rejects.toMatchObject({
      code: 'unknown-column',
      message: expect.stringContaining('Did you mean "embedding"?') as string,
    });
    const aggregate = limited().select({ rows: count() } as never);
    await expect(aggregate.all()).rejects.toMatchObject({ code: 'ann' });
    const everywhere = limited().with({ consistency: 'QUORUM' } as never);
    await expect(everywhere.all()).rejects.toMatchObject({ code: 'ann' });
    await expect(limited().with({ pageSize: 2 }).all()).rejects.toMatchObject({ code: 'ann' });
    expect(sent).toEqual([]);
  });
});

describe('Functions of one value', () => {
  const query = movies.filter({ genre: 'g' });

  it('measures the similarity in any query', async () => {
    await query.select('title', { score: similarity('embedding', near) }).all();
    expect(sent[0]?.statement).toMatchObject({
      cql: 'SELECT "title", similarity_cosine("embedding", ?) AS "=0" FROM "ks"."movies" WHERE "genre" = ?',
      values: [Buffer.from('3f8000000000000000000000', 'hex'), 'g'],
    });
  });

  it.each([
    ['ann', similarity('embedding', Float32Array.of(1)), 'a Float32Array of 3 finite numbers'],
    ['ann', similarity('plot', near), 'vector(float(), …)'],
    ['writetime', writetime('year'), 'Use writetime on a column outside the key.'],
    ['writetime', writetime('tags'), "Use maxwritetime('tags'), the latest of them"],
    ['writetime', ttl('tags'), 'there is no maxttl'],
    ['writetime', maxwritetime('genre'), 'Use maxwritetime on a column outside the key.'],
  ])('refuses %s: %p', async (code, one, message) => {
    const refused = query.select({ one } as never).all();
    await expect(refused).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
    expect(sent).toEqual([]);
  });

  it('takes the latest write of a collection', async () => {
    await query.select({ at: maxwritetime('tags') }).all();
    expect(sent[0]?.statement.cql).toContain('SELECT maxwritetime("tags") AS');
  });
});
