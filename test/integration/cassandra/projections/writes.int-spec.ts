import {
  type Cassandra,
  ConcurrentUpdateError,
  connectCassandra,
  int,
  InvalidBatchError,
  Projection,
  type ReadRepository,
  set,
  Table,
  text,
  versionOf,
  type VersionedRepository,
} from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';
import { waitFor } from '../../../support/wait-for.js';

class User extends Table('users', {
  columns: {
    username: text(),
    name: text().nullable(),
    age: int(),
    cityId: int().nullable(),
    tags: set(text()),
  },
  partitionKey: ['username'],
  writes: 'versioned',
}) {}
class UserByCity extends Projection(User, 'users_by_city', {
  partitionKey: ['cityId'],
  clusteringKey: ['age', 'username'],
  columns: ['name', 'tags'],
}) {}
class UserByName extends Projection(User, 'users_by_name', {
  derived: { folded: text().from((user) => user.name?.toLowerCase() ?? null) },
  partitionKey: ['folded'],
  clusteringKey: ['username'],
  columns: ['name'],
}) {}
class Play extends Table('plays', {
  columns: { id: int(), videoId: int(), at: int() },
  partitionKey: ['id'],
  writes: 'append-only',
}) {}
class PlayByVideo extends Projection(Play, 'plays_by_video', {
  partitionKey: ['videoId'],
  clusteringKey: ['at', 'id'],
}) {}

const ada = { username: 'ada', name: 'Ada', age: 36, cityId: 1, tags: new Set(['maths']) };
const key = { username: 'ada' };

describe('A versioned table with projections', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let users: VersionedRepository<User>;
  let byCity: ReadRepository<UserByCity>;
  let byName: ReadRepository<UserByName>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    // The base brings its projections with it.
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [User, Play],
    });
    users = cassandra.repository(User);
    byCity = cassandra.repository(UserByCity);
    byName = cassandra.repository(UserByName);
  });
  afterEach(async () => {
    await users.truncate('users');
  });
  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  const ofCity = async (cityId: number): Promise<unknown> =>
    (await byCity.filter({ cityId }).all()).map(({ age, username, name }) => [age, username, name]);
  const intents = async (): Promise<number> =>
    (await cassandra.client.execute(`SELECT id FROM ${cassandra.keyspace}.users_intents`)).rows
      .length;

  it('writes a row and its projected rows, and leaves no intent', async () => {
    const row = await users.insert(ada);
    expect(row).toEqual(expect.objectContaining(ada));
    expect(row).toBeInstanceOf(User);
    expect(await byCity.findOne({ cityId: 1, age: 36, username: 'ada' })).toEqual(
      expect.objectContaining({ name: 'Ada', tags: new Set(['maths']) }),
    );
    expect(await byName.filter({ folded: 'ada' }).count()).toBe(1);
    await waitFor('the intent to go', async () => (await intents()) === 0);
  });

  it('moves a row when a column of the key changes, and keeps two rows of one age', async () => {
    await users.insert(ada);
    await users.insert({ ...ada, username: 'grace', name: 'Grace' });
    expect(await ofCity(1)).toEqual([
      [36, 'ada', 'Ada'],
      [36, 'grace', 'Grace'],
    ]);
    await users.update(key, { cityId: 2, age: 37 });
    expect(await ofCity(1)).toEqual([[36, 'grace', 'Grace']]);
    expect(await ofCity(2)).toEqual([[37, 'ada', 'Ada']]);
  });

  it('takes a row out of a projection whose key holds a null, and deletes values that are null', async () => {
    await users.insert(ada);
    await users.update(key, { cityId: null });
    expect(await ofCity(1)).toEqual([]);
    await users.update(key, { cityId: 1 });
    await users.update(key, { name: null });
    expect(await ofCity(1)).toEqual([[36, 'ada', null]]);
    expect(await byName.all().all()).toEqual([]);
  });

  it('deletes with the row what was made of it, and takes it again', async () => {
    await users.insert(ada);
    expect(await users.delete(key)).toBe(true);
    expect(await users.delete(key)).toBe(false);
    expect(await ofCity(1)).toEqual([]);
    await users.insert(ada);
    expect(await ofCity(1)).toEqual([[36, 'ada', 'Ada']]);
  });

  it('inserts a row once, whoever else tries', async () => {
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, age) => users.insertIfNotExists({ ...ada, age })),
    );
    expect(tries.filter(({ applied }) => applied)).toHaveLength(1);
    const [row] = await byCity.filter({ cityId: 1 }).all();
    expect(await users.findOne(key)).toEqual(expect.objectContaining({ age: row?.age }));
    const refused = await users.insertIfNotExists(ada);
    expect(refused).toMatchObject({ applied: false, existing: { username: 'ada' } });
  });

  it('updates no row that is not there', async () => {
    expect(await users.update(key, { age: 1 })).toBeNull();
    expect(await users.findOne(key)).toBeNull();
  });

  it('gives every write another version, which the next may demand', async () => {
    const inserted = await users.insert(ada);
    const first = versionOf(inserted) ?? '';
    const found = await users.findOneOrFail(key);
    expect(versionOf(found)).toBe(first);
    expect(Object.keys(found)).toEqual(Object.keys(ada));
    const updated = await users.update(key, { age: 37 }, { expectedVersion: first });
    expect(BigInt(versionOf(updated ?? {}) ?? 0)).toBeGreaterThan(BigInt(first));
    await expect(users.update(key, { age: 38 }, { expectedVersion: first })).rejects.toMatchObject({
      code: 'concurrent-update',
      reason: 'version',
      mayBeApplied: false,
    });
    await expect(users.delete(key, { expectedVersion: first })).rejects.toBeInstanceOf(
      ConcurrentUpdateError,
    );
    expect(await ofCity(1)).toEqual([[37, 'ada', 'Ada']]);
  });

  it('loses none of the changes that come at the same time', async () => {
    await users.insert(ada);
    await Promise.all(
      Array.from({ length: 5 }, (_, city) => users.update(key, { cityId: 10 + city })),
    );
    const { cityId } = await users.findOneOrFail(key);
    expect(await byCity.all().all()).toEqual([expect.objectContaining({ cityId })]);
  });

  it('refuses before it sends anything what a projection cannot take', async () => {
    await users.insert(ada);
    const name = 'x'.repeat(66_000);
    for (const tooLong of [name, '']) {
      await expect(users.update(key, { name: tooLong })).rejects.toMatchObject({
        faults: [{ code: 'key-size', columns: ['folded'] }],
      });
    }
    const tags = new Set(Array.from({ length: 6000 }, (_, index) => `tag ${String(index)}`));
    await expect(users.update(key, { tags })).rejects.toBeInstanceOf(InvalidBatchError);
    expect(await users.findOne(key)).toEqual(expect.objectContaining(ada));
  });

  it('has no place in a batch', async () => {
    const fill = cassandra.batch('logged', (batch) => {
      // @ts-expect-error only for tables that are written plainly
      batch.insert(User, ada);
    });
    await expect(fill).rejects.toMatchObject({ faults: [{ code: 'batch-projection' }] });
  });

  it('adds rows to an append-only table and its projections', async () => {
    const plays = cassandra.repository(Play);
    await plays.insert({ id: 1, videoId: 7, at: 3 });
    await plays.insert({ id: 2, videoId: 7, at: 1 });
    const ofVideo = await cassandra.repository(PlayByVideo).filter({ videoId: 7 }).all();
    expect(ofVideo.map(({ id }) => id)).toEqual([2, 1]);
    await plays.truncate('plays');
    expect(await cassandra.repository(PlayByVideo).all().all()).toEqual([]);
  });
});
