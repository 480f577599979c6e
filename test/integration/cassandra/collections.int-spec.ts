import {
  type Cassandra,
  connectCassandra,
  Decimal,
  decimal,
  frozen,
  int,
  list,
  map,
  type Repository,
  set,
  Table,
  text,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';

class Recipe extends Table('recipes', {
  columns: {
    id: int(),
    tags: set(text()),
    steps: list(text()),
    amounts: map(text(), decimal()),
    colours: frozen(set(text())),
    sizes: frozen(list(int())).nullable(),
  },
  partitionKey: ['id'],
  indexes: [
    'tags',
    'steps',
    'amounts',
    { column: 'amounts', target: 'keys' },
    { column: 'amounts', target: 'entries' },
    'colours',
  ],
}) {}

/** The same table as a program sees it that knows of no index. */
class RecipeWithoutIndexes extends Table('recipes', {
  columns: Recipe.definition.columns,
  partitionKey: ['id'],
}) {}

class RecipeWithNotes extends Table('recipes', {
  columns: {
    ...Recipe.definition.columns,
    notes: list(text()),
    rating: int().default(3),
  },
  partitionKey: ['id'],
  indexes: Recipe.definition.indexes,
}) {}

const soup = {
  id: 1,
  tags: new Set(['hot', 'quick']),
  steps: ['cut', 'boil', 'cut'],
  amounts: new Map([
    ['salt', Decimal.of('1.5')],
    ['water', Decimal.of('300')],
  ]),
  colours: new Set(['red']),
};
const salad = {
  id: 2,
  tags: new Set(['quick']),
  amounts: new Map([['salt', Decimal.of('3')]]),
  colours: new Set<string>(),
  sizes: [],
};

describe('A table with collections', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let recipes: Repository<Recipe>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Recipe],
    });
    recipes = cassandra.repository(Recipe);
    await recipes.insert(soup);
    await recipes.insert(salad);
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  const found = async (filter: Parameters<typeof recipes.filter>[0]): Promise<number[]> =>
    (await recipes.filter(filter).all()).map(({ id }) => id).sort();

  it('is looked through with ALLOW FILTERING where no index serves', async () => {
    const looked = cassandra.repository(RecipeWithoutIndexes).allowFiltering();
    const idsOf = async (rows: Promise<RecipeWithoutIndexes[]>): Promise<number[]> =>
      (await rows).map(({ id }) => id).sort();

    expect(await idsOf(looked.filter({ tags: { contains: 'quick' } }).all())).toEqual([1, 2]);
    expect(
      await idsOf(looked.filter({ id: 1, steps: { containsAll: ['cut', 'boil'] } }).all()),
    ).toEqual([1]);
    expect(await idsOf(looked.filter({ amounts: { containsKey: 'water' } }).all())).toEqual([1]);
    expect(
      await idsOf(looked.filter({ amounts: { entry: ['salt', Decimal.of('3')] } }).all()),
    ).toEqual([2]);
    expect(await idsOf(looked.filter({ colours: new Set(['red']) }).all())).toEqual([1]);
  });

  it('finds rows by what is inside', async () => {
    expect(await found({ tags: { contains: 'quick' } })).toEqual([1, 2]);
    expect(await found({ tags: { containsAll: ['quick', 'hot'] } })).toEqual([1]);
    expect(await found({ steps: { contains: 'boil' } })).toEqual([1]);
    expect(await found({ amounts: { contains: Decimal.of('3') } })).toEqual([2]);
    expect(await found({ amounts: { containsKey: 'salt' } })).toEqual([1, 2]);
    expect(await found({ amounts: { entry: ['salt', Decimal.of('1.5')] } })).toEqual([1]);
    expect(await found({ id: 2, amounts: { containsKey: 'water' } })).toEqual([]);
    expect(await found({ amounts: { containsKey: 'salt' }, tags: { contains: 'hot' } })).toEqual([
      1,
    ]);
  });

  it('finds rows by a frozen collection as a whole, an empty one too', async () => {
    expect(await found({ colours: new Set(['red']) })).toEqual([1]);
    expect(await found({ colours: new Set() })).toEqual([2]);
  });

  it('pages by what is inside', async () => {
    const first = await recipes.filter({ tags: { contains: 'quick' } }).page({ size: 1 });
    const { cursor } = first;
    const second = await recipes.filter({ tags: { contains: 'quick' } }).page({ size: 1, cursor });
    expect([...first.rows, ...second.rows].map(({ id }) => id).sort()).toEqual([1, 2]);
    const other = recipes.filter({ tags: { contains: 'hot' } });
    await expect(other.page({ size: 1, cursor })).rejects.toThrow(/cursor/);
  });

  it('has empty collections where there is nothing, and tells an empty frozen one from null', async () => {
    expect(await recipes.findOneOrFail({ id: 1 })).toEqual(new Recipe({ ...soup, sizes: null }));
    expect(await recipes.findOneOrFail({ id: 2 })).toEqual(new Recipe({ ...salad, steps: [] }));
  });

  it('replaces a collection, and empties it', async () => {
    const pie = { id: 3, tags: new Set(['sweet']), steps: ['bake'], colours: new Set<string>() };
    await recipes.insert(pie);
    await recipes.update({ id: 3 }, { tags: new Set(), steps: ['bake', 'bake'] });
    const row = await recipes.findOneOrFail({ id: 3 });
    expect(row).toMatchObject({ tags: new Set(), steps: ['bake', 'bake'] });
    await recipes.delete({ id: 3 });
  });

  it('gets collections and columns with a default while it has rows', async () => {
    const newer = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [RecipeWithNotes],
    });
    try {
      const row = await newer.repository(RecipeWithNotes).findOneOrFail({ id: 1 });
      expect(row).toMatchObject({ notes: [], rating: 3, tags: soup.tags });
    } finally {
      await newer.close();
    }
  });
});
