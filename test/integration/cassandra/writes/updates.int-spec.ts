import {
  add,
  append,
  type Cassandra,
  type ConditionalResult,
  type Conditions,
  connectCassandra,
  discard,
  frozen,
  int,
  InvalidWriteError,
  list,
  map,
  prepend,
  put,
  removeAt,
  removeKeys,
  type Repository,
  set,
  setAt,
  setFields,
  Table,
  text,
  udt,
  writetime,
} from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';
import { waitFor } from '../../../support/wait-for.js';

const Place = udt('place', { street: text(), zipCode: text().nullable() });

class Recipe extends Table('recipes', {
  columns: {
    book: text(),
    id: int(),
    name: text().nullable(),
    rating: int().nullable(),
    tags: set(text()),
    steps: list(text()),
    amounts: map(text(), int()),
    places: map(text(), frozen(Place)),
    visited: set(frozen(Place)),
    origin: Place,
    author: text().static(),
    shelves: set(text()).static(),
  },
  partitionKey: ['book'],
  clusteringKey: ['id'],
}) {}

const paris: Recipe['origin'] = { street: '1 rue', zipCode: '75001' };
const rome: Recipe['origin'] = { street: '2 via', zipCode: null };
const key = { book: 'b', id: 1 };

describe('A write', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let recipes: Repository<Recipe>;
  const row = (): Promise<Recipe> => recipes.findOneOrFail(key);

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Recipe],
    });
    recipes = cassandra.repository(Recipe);
  });

  beforeEach(async () => {
    await recipes.insert({ ...key, name: 'soup', tags: new Set(['hot']), origin: paris });
  });

  afterEach(async () => {
    await recipes.truncate('recipes');
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('changes parts of collections, several columns at once', async () => {
    await recipes.update(key, {
      name: 'stew',
      tags: [add('quick', 'cheap'), discard('hot')],
      steps: append('cut', 'boil'),
      amounts: put('salt', 1),
      places: put('home', paris),
      visited: add(paris, rome),
    });
    await recipes.update(key, {
      steps: prepend('wash', 'peel'),
      amounts: [put(new Map([['water', 3]])), removeKeys('salt')],
      places: [put('work', rome), removeKeys('home')],
      visited: discard(paris),
    });
    expect(await row()).toMatchObject({
      name: 'stew',
      tags: new Set(['cheap', 'quick']),
      steps: ['wash', 'peel', 'cut', 'boil'],
      amounts: new Map([['water', 3]]),
      places: new Map([['work', rome]]),
      visited: new Set([rome]),
    });
  });

  it('changes a list by index and by value', async () => {
    await recipes.update(key, { steps: ['a', 'b', 'a', 'c'] });
    await recipes.update(key, { steps: setAt(1, 'B'), name: 'x' });
    await recipes.update(key, { steps: removeAt(3) });
    await recipes.update(key, { steps: discard('a') });
    expect(await row()).toMatchObject({ steps: ['B'], name: 'x' });
  });

  it('is refused by the server where the list has no such element (list-op)', async () => {
    const refused = (steps: ReturnType<typeof removeAt>): Promise<unknown> =>
      recipes.update(key, { steps }).catch((error: unknown) => error);
    const ofEmpty = await refused(removeAt(0));
    await recipes.update(key, { steps: ['a'] });
    for (const error of [ofEmpty, await refused(removeAt(1))]) {
      expect(error).toBeInstanceOf(InvalidWriteError);
      expect(error).toMatchObject({ code: 'list-op' });
    }
  });

  it('changes fields of a user-defined type that is not frozen', async () => {
    await recipes.update(key, { origin: setFields({ street: '3 quai' }) });
    expect((await row()).origin).toEqual({ street: '3 quai', zipCode: '75001' });
    await recipes.update(key, { origin: setFields({ zipCode: null }) });
    expect((await row()).origin).toEqual({ street: '3 quai', zipCode: null });
  });

  it('deletes columns of a row', async () => {
    await recipes.deleteColumns(key, ['name', 'tags']);
    expect(await row()).toMatchObject({ name: null, tags: new Set(), origin: paris });
  });

  it('writes static columns with and without a row', async () => {
    await recipes.updateStatic({ book: 'empty' }, { author: 'me', shelves: add('a') });
    expect(
      await recipes.partitions({ book: 'empty' }).select('book', 'author', 'shelves').one(),
    ).toEqual({
      book: 'empty',
      author: 'me',
      shelves: new Set(['a']),
    });
    await recipes.update(key, { author: 'you', name: 'pie' });
    await recipes.insert({ book: 'b', id: 2, origin: rome });
    expect(await recipes.findOneOrFail({ book: 'b', id: 2 })).toMatchObject({ author: 'you' });
    await recipes.updateStatic({ book: 'b' }, { author: null });
    expect(await row()).toMatchObject({ author: null, name: 'pie' });
  });

  it('has the time it is given, and of equal times the larger value wins', async () => {
    const timestamp = BigInt(Date.now()) * 1000n;
    await recipes.update(key, { rating: 1 }, { timestamp: timestamp + 60_000_000n });
    await recipes.update(key, { rating: 2 });
    expect(await row()).toMatchObject({ rating: 1 });
    const of = recipes.filter(key).select({ at: writetime('rating') });
    expect(await of.one()).toEqual({ at: timestamp + 60_000_000n });
    await recipes.delete(key, { timestamp: new Date(0) });
    expect(await row()).toMatchObject({ rating: 1 });
    const at = { timestamp: timestamp + 70_000_000n };
    await recipes.update(key, { rating: 9 }, at);
    await recipes.update(key, { rating: 8 }, at);
    expect(await row()).toMatchObject({ rating: 9 });
  });

  it('lasts as long as its TTL: of an update the written columns alone', async () => {
    await recipes.update(key, { rating: 5, tags: add('brief') }, { ttlSeconds: 1 });
    await waitFor('the rating to expire', async () => (await row()).rating === null);
    expect(await row()).toMatchObject({ tags: new Set(['hot']), name: 'soup' });
  });

  it('deletes rows by prefix, range, list and partition', async () => {
    for (let id = 1; id <= 9; id++) await recipes.insert({ book: 'b', id, origin: rome });
    const ids = async (): Promise<number[]> =>
      (await recipes.filter({ book: 'b' }).all()).map(({ id }) => id);
    await recipes.deleteMany({ book: 'b', id: { in: [] } });
    expect(await ids()).toHaveLength(9);
    await recipes.deleteMany({ book: { in: ['a', 'b'] }, id: { gte: 2, lt: 4 } });
    expect(await ids()).toEqual([1, 4, 5, 6, 7, 8, 9]);
    await recipes.deleteMany({ book: 'b', id: { in: [1, 9] } });
    await recipes.deleteMany({ book: 'b', id: { gt: 7 } });
    await recipes.deleteMany({ book: 'b', id: 4 });
    expect(await ids()).toEqual([5, 6, 7]);
    await recipes.deleteMany({ book: 'b' });
    expect(await ids()).toEqual([]);
  });

  it('answers whether its condition was met, and what is there if not', async () => {
    await recipes.update(key, { rating: 3, steps: ['a'], amounts: put('salt', 2) });
    const update = (condition: Conditions<Recipe>): Promise<ConditionalResult<Recipe>> =>
      recipes.update(key, { rating: 3 }, { if: condition });
    expect(await update({ rating: { gt: 3 }, name: 'soup' })).toEqual({
      applied: false,
      existing: { name: 'soup', rating: 3 },
    });
    const met: readonly Conditions<Recipe>[] = [
      { rating: 3 },
      { rating: { gte: 1, lt: 4 } },
      { rating: { ne: 4 } },
      { rating: { in: [1, 3] } },
      { tags: { contains: 'hot' } },
      { tags: new Set(['hot']) },
      { tags: { ne: null } },
      { shelves: null },
      { visited: new Set() },
      { steps: { at: [0, 'a'] } },
      { steps: { at: [5, null] } },
      { amounts: { containsKey: 'salt' } },
      { amounts: { entry: ['salt', { gt: 1 }] } },
      { amounts: { entry: ['sugar', null] } },
      { origin: { fields: { street: '1 rue', zipCode: { ne: null } } } },
      { origin: paris },
      { author: null },
    ];
    for (const condition of met) {
      expect([condition, await update(condition)]).toEqual([condition, { applied: true }]);
    }
    expect(await update({ tags: { contains: 'cold' } })).toEqual({
      applied: false,
      existing: { tags: new Set(['hot']) },
    });
  });

  it('with a condition on a row that is not there is not applied, unless it asks for null', async () => {
    const missing = { book: 'b', id: 77 };
    expect(await recipes.update(missing, { rating: 1 }, { if: { name: 'x' } })).toEqual({
      applied: false,
    });
    expect(await recipes.delete(missing, { if: { name: 'x' } })).toEqual({ applied: false });
    expect(await recipes.update(missing, { rating: 1 }, { if: { name: null } })).toEqual({
      applied: true,
    });
    expect(await recipes.filter(missing).select('rating').one()).toEqual({ rating: 1 });
  });

  it('deletes on a condition, and writes static columns on one', async () => {
    expect(await recipes.delete(key, { if: { name: 'pie' } })).toEqual({
      applied: false,
      existing: { name: 'soup' },
    });
    expect(await recipes.delete(key, { if: { name: 'soup' } })).toEqual({ applied: true });
    const owner = { if: { author: null } };
    const claim = (author: string): Promise<ConditionalResult<Recipe>> =>
      recipes.updateStatic({ book: 'b' }, { author }, owner);
    expect(await claim('me')).toEqual({ applied: true });
    expect(await claim('you')).toEqual({ applied: false, existing: { author: 'me' } });
    expect(await recipes.deleteColumns(key, ['name'], { ifExists: true })).toEqual({
      applied: false,
    });
  });
});
