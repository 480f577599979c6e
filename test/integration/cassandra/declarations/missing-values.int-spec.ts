import {
  type Cassandra,
  connectCassandra,
  float,
  int,
  type MissingValues,
  type Repository,
  set,
  Table,
  text,
  vector,
} from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';
import { waitFor } from '../../../support/wait-for.js';

const key = { partitionKey: ['city'], clusteringKey: ['id'] } as const;

/** As the rows were written. */
class OlderUser extends Table('users', {
  columns: { city: text(), id: int(), name: text(), mayor: text().static() },
  ...key,
}) {}

class User extends Table('users', {
  columns: {
    city: text(),
    id: int(),
    name: text(),
    age: int().default(18),
    tags: set(text()),
    mayor: text().static(),
    motto: text().static().default('none'),
  },
  ...key,
}) {}

/** Declares what `sync` refuses to add. */
class StrictUser extends Table('users', {
  columns: { ...OlderUser.definition.columns, email: text() },
  ...key,
}) {}

/** The same, but a null is what it is. */
class NullableUser extends Table('users', {
  columns: { ...OlderUser.definition.columns, email: text().nullable() },
  ...key,
}) {}

describe('A null in a column that is not nullable', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let users: Repository<User>;

  const connect = (
    tables: readonly (typeof OlderUser | typeof User | typeof StrictUser | typeof NullableUser)[],
    schema: 'sync' | 'none',
    missingValues: MissingValues = 'error',
  ): Promise<Cassandra> =>
    connectCassandra({ ...keyspace.connection, schema, missingValues, tables: [...tables] });

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    const older = await connect([OlderUser], 'sync');
    await older.repository(OlderUser).insert({ city: 'K', id: 1, name: 'ada' });
    await older.close();
    cassandra = await connect([User], 'sync');
    users = cassandra.repository(User);
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  const missing = (id: number, columns: readonly string[]): object => ({
    code: 'missing-value',
    table: 'users',
    columns,
    message: expect.stringMatching(/"city", "id"/) as string,
    faults: [{ columns: [...columns] }],
  });

  it('is there once a column was added: the default fills it, a collection is empty', async () => {
    const row = await users.findOneOrFail({ city: 'K', id: 1 });
    expect(Object.fromEntries(Object.entries(row))).toEqual({
      city: 'K',
      id: 1,
      name: 'ada',
      age: 18,
      tags: new Set(),
      mayor: null,
      motto: 'none',
    });
  });

  it('is an error where a column without default was added by hand (missing-value)', async () => {
    await expect(connect([StrictUser], 'sync')).rejects.toMatchObject({
      code: 'schema-mismatch',
      findings: [{ column: 'email', action: 'error' }],
    });
    await cassandra.client.execute(`ALTER TABLE "${keyspace.name}".users ADD email text`);
    const strict = await connect([StrictUser], 'none');
    const read = strict.repository(StrictUser).findOne({ city: 'K', id: 1 });
    await expect(read).rejects.toMatchObject(missing(1, ['email']));
    await strict.close();
    const nullable = await connect([NullableUser], 'none');
    const row = nullable.repository(NullableUser).findOneOrFail({ city: 'K', id: 1 });
    expect(await row).toMatchObject({ email: null });
    await nullable.close();
  });

  it('comes of an update of a row that was not there (missing-value)', async () => {
    await users.update({ city: 'K', id: 2 }, { age: 3 });
    const one = users.findOne({ city: 'K', id: 2 });
    await expect(one).rejects.toMatchObject(missing(2, ['name']));
    await expect(users.filter({ city: 'K' }).all()).rejects.toMatchObject(missing(2, ['name']));
    const selected = users.filter({ city: 'K', id: 2 }).select('name');
    await expect(selected.all()).rejects.toMatchObject({ code: 'missing-value' });
    expect(await users.filter({ city: 'K', id: 2 }).select('age').one()).toEqual({ age: 3 });
    await users.delete({ city: 'K', id: 2 });
  });

  it('comes of a value that expired while its row stayed (missing-value)', async () => {
    await users.insert({ city: 'L', id: 1, name: 'bob', age: 3 });
    await users.update({ city: 'L', id: 1 }, { name: 'rob' }, { ttlSeconds: 1 });
    const error = await waitFor('the name to expire', () =>
      users.findOne({ city: 'L', id: 1 }).then(
        () => undefined,
        (thrown: unknown) => thrown,
      ),
    );
    expect(error).toMatchObject(missing(1, ['name']));
  });

  it('is legal in static columns: a partition need not have any', async () => {
    await users.insert({ city: 'M', id: 1, name: 'eve', age: 3 });
    const mayor: string | null = (await users.findOneOrFail({ city: 'M', id: 1 })).mayor;
    expect(mayor).toBeNull();
  });

  it('is null where the connection says so', async () => {
    await users.update({ city: 'N', id: 1 }, { age: 3 });
    const lenient = await connect([User], 'none', 'null');
    const row = await lenient.repository(User).findOneOrFail({ city: 'N', id: 1 });
    expect(row).toMatchObject({ name: null, age: 3, motto: 'none' });
    await lenient.close();
  });
});

describe('A value too large for its index', () => {
  it('is refused by Cassandra as it is here (index-term-size)', async () => {
    const keyspace = await createTestKeyspace();
    class Note extends Table('notes', {
      columns: { id: int(), body: text() },
      partitionKey: ['id'],
      indexes: ['body'],
    }) {}
    class Sketch extends Table('sketches', {
      columns: {
        id: int(),
        most: vector(float(), 8192).nullable(),
        over: vector(float(), 8193).nullable(),
      },
      partitionKey: ['id'],
      indexes: ['most', 'over'],
    }) {}
    const tables = [Note, Sketch];
    const cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables });
    const body = 'x'.repeat(8193);
    const insert = cassandra.repository(Note).insert({ id: 1, body });
    await expect(insert).rejects.toMatchObject({ code: 'index-term-size' });
    const cql = `INSERT INTO "${keyspace.name}".notes (id, body) VALUES (1, ?)`;
    const sent = cassandra.client.execute(cql, [body], { prepare: true });
    await expect(sent).rejects.toThrow(/indexed|8\.?0?\d* ?KiB|term/i);

    // Vectors have a limit of their own.
    const sketches = cassandra.repository(Sketch);
    const over = new Float32Array(8193).fill(1);
    await sketches.insert({ id: 1, most: over.subarray(1) });
    const tooLarge = sketches.insert({ id: 1, over });
    await expect(tooLarge).rejects.toMatchObject({ code: 'index-term-size' });
    const vectorCql = `INSERT INTO "${keyspace.name}".sketches (id, over) VALUES (1, ?)`;
    const vectorSent = cassandra.client.execute(vectorCql, [over], { prepare: true });
    await expect(vectorSent).rejects.toThrow(/indexed|32\.?0?\d* ?KiB|term/i);
    await cassandra.close();
    await keyspace.drop();
  });
});
