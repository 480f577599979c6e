import {
  type Cassandra,
  connectCassandra,
  InvalidValueError,
  MultipleRowsError,
  type Repository,
  RowNotFoundError,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { forAll, User, UserByCity, usersOf } from '../../support/api/users.js';
import { waitFor } from '../../support/wait-for.js';

describe('Repository', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let users: Repository<User>;
  let usersByCity: Repository<UserByCity>;
  const ada = { username: 'ada', name: 'Ada Lovelace', age: 36, cityId: 1 };

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    const tables = [User, UserByCity];
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables });
    users = cassandra.repository(User);
    usersByCity = cassandra.repository(UserByCity);
  });

  beforeEach(async () => {
    await users.insert(ada);
    await forAll(usersOf(1, 20), (user) => usersByCity.insert(user));
  });

  afterEach(async () => {
    for (const table of ['users', 'users_by_city']) {
      await cassandra.client.execute(`TRUNCATE "${keyspace.name}"."${table}"`);
    }
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('gives rows of the table class, or null', async () => {
    expect(await users.findOne({ username: 'ada' })).toEqual(new User(ada));
    expect(await users.findOne({ username: 'ada' })).toBeInstanceOf(User);
    expect(await users.findOne({ username: 'nobody' })).toBeNull();
    const error = await users
      .findOneOrFail({ username: 'nobody' })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RowNotFoundError);
    expect(String(error)).not.toContain('nobody');
  });

  it('keeps the methods and getters of the class on rows that were read', async () => {
    const first = await usersByCity.filter({ cityId: 1 }).firstOrFail();
    expect(first.label).toBe('user00018 (29)');
    expect(Object.keys(first)).toEqual(['cityId', 'age', 'username', 'name', 'email']);
    expect(JSON.stringify(first)).toContain('"cityId":1');
  });

  it('leaves what is absent or undefined alone and deletes what is null', async () => {
    await users.insert({ username: 'ada', age: 37, cityId: 1, name: undefined });
    expect(await users.findOneOrFail({ username: 'ada' })).toMatchObject({
      age: 37,
      name: 'Ada Lovelace',
    });
    await users.update({ username: 'ada' }, { age: undefined, name: null });
    expect(await users.findOneOrFail({ username: 'ada' })).toMatchObject({ age: 37, name: null });
  });

  it('inserts only what is not there yet, and gives what is', async () => {
    const other = { username: 'ada', name: 'Another', age: 1, cityId: 2 };
    expect(await users.insertIfNotExists(other)).toEqual({
      applied: false,
      existing: new User(ada),
    });
    expect(await users.insertIfNotExists({ ...other, username: 'new' })).toEqual({ applied: true });
  });

  it('updates only what is there when asked to', async () => {
    const applied = await users.update({ username: 'ada' }, { age: 1 }, { ifExists: true });
    const missed = await users.update({ username: 'nobody' }, { age: 1 }, { ifExists: true });
    expect([applied, missed]).toEqual([{ applied: true }, { applied: false }]);
    expect(await users.findOne({ username: 'nobody' })).toBeNull();
  });

  it('deletes one row', async () => {
    await usersByCity.delete({ cityId: 1, age: 20, username: 'user00000' });
    expect(await usersByCity.filter({ cityId: 1 }).all()).toHaveLength(19);
  });

  it('deletes only what is there when asked to, and says whether it was', async () => {
    const { applied } = await users.insertIfNotExists({ ...ada, username: 'guarded' });
    const first = await users.delete({ username: 'guarded' }, { ifExists: true });
    const second = await users.delete({ username: 'guarded' }, { ifExists: true });
    expect([applied, first, second]).toEqual([true, { applied: true }, { applied: false }]);
    expect(await users.findOne({ username: 'guarded' })).toBeNull();
  });

  it('lets a row expire', async () => {
    // Cassandra counts whole seconds: of one second there may be a millisecond left.
    await users.insert({ ...ada, username: 'brief' }, { ttlSeconds: 4 });
    const isThere = async (): Promise<boolean> =>
      (await users.findOne({ username: 'brief' })) !== null;
    expect(await isThere()).toBe(true);
    await waitFor('the row to expire', async () => !(await isThere()));
  });

  it('serves every form of filter', async () => {
    const ages = async (query: AsyncIterable<UserByCity>): Promise<number[]> => {
      const found: number[] = [];
      for await (const { age } of query) found.push(age);
      return found;
    };
    const inCity = { cityId: 1 };
    expect(await ages(usersByCity.filter({ ...inCity, age: { gte: 28, lt: 29 } }))).toEqual([
      28, 28,
    ]);
    expect(await ages(usersByCity.filter({ ...inCity, age: { in: [20, 29, 20] } }))).toEqual([
      29, 29, 20, 20,
    ]);
    expect(
      await ages(usersByCity.filter({ ...inCity, age: 25, username: { gt: 'user00010' } })),
    ).toEqual([25]);
    expect(await ages(usersByCity.filter({ cityId: { in: [1, 2] }, age: { gt: 28 } }))).toEqual([
      29, 29,
    ]);
    expect(await ages(usersByCity.filter({ cityId: { in: [] } }))).toEqual([]);
    expect(await ages(usersByCity.filter({ email: 'user7@example.org' }))).toEqual([23]);
    expect(await ages(usersByCity.filter({ ...inCity, email: 'user7@example.org' }))).toEqual([23]);
    expect(await ages(usersByCity.filter({ ...inCity, age: { gt: 28, lt: 20 } }))).toEqual([]);
  });

  it('reads in the declared order and in its complete reverse', async () => {
    const query = usersByCity.filter({ cityId: 1 }).limit(3);
    const names = (rows: readonly UserByCity[]): string[] => rows.map(({ username }) => username);
    expect(names(await query.orderBy({ age: 'desc' }).all())).toEqual([
      'user00018',
      'user00019',
      'user00016',
    ]);
    expect(names(await query.orderBy({ age: 'asc', username: 'desc' }).all())).toEqual([
      'user00001',
      'user00000',
      'user00003',
    ]);
    const ofOneAge = usersByCity.filter({ cityId: 1, age: 20 }).orderBy({ username: 'desc' });
    expect(names(await ofOneAge.all())).toEqual(['user00001', 'user00000']);
  });

  it('says how many rows there are where one is wanted (multiple-rows, row-not-found)', async () => {
    await expect(usersByCity.filter({ cityId: 1 }).one()).rejects.toThrow(MultipleRowsError);
    await expect(usersByCity.filter({ cityId: 9 }).oneOrFail()).rejects.toThrow(RowNotFoundError);
    await expect(usersByCity.filter({ cityId: 9 }).firstOrFail()).rejects.toThrow(RowNotFoundError);
    expect(await usersByCity.filter({ cityId: 9 }).one()).toBeNull();
    expect(await usersByCity.filter({ cityId: 1, age: 20 }).limit(1).one()).not.toBeNull();
  });

  it('names table, column and key when a column that is not nullable has no value', async () => {
    await users.update({ username: 'half' }, { age: 3 });
    const error = await users.findOne({ username: 'half' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidValueError);
    expect(error).toMatchObject({ code: 'missing-value', table: 'users', columns: ['cityId'] });
    expect(String(error)).not.toContain('half');
  });
});
