import {
  type Cassandra,
  type CassandraOptions,
  connectCassandra,
  counter,
  frozen,
  int,
  type SchemaFinding,
  SchemaMismatchError,
  Table,
  type TableOf,
  text,
  udt,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';

const columns = { id: int(), name: text() };

describe('The schema finding', () => {
  let keyspace: TestKeyspace;
  let admin: Cassandra;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    admin = await connectCassandra(keyspace.connection);
  });

  afterAll(async () => {
    await admin.close();
    await keyspace.drop();
  });

  /** CQL in this keyspace, as a person would have typed it. */
  async function cql(text: string): Promise<void> {
    const statement = text.replace('$', `"${keyspace.name}"`);
    await admin.client.execute(statement, [], { prepare: false });
  }

  async function open(
    schema: CassandraOptions['schema'],
    tables: readonly TableOf<unknown>[],
    more: Partial<CassandraOptions> = {},
  ): Promise<readonly SchemaFinding[]> {
    const options = { ...keyspace.connection, ...more, tables };
    const cassandra = await connectCassandra(
      schema === undefined ? options : { ...options, schema },
    );
    try {
      return await cassandra.schemaDifferences();
    } finally {
      await cassandra.close();
    }
  }

  /** What `sync` adds, after which nothing differs any more but what has to be said. */
  async function sync(...tables: readonly TableOf<unknown>[]): Promise<readonly SchemaFinding[]> {
    return await open('sync', tables);
  }

  /** All findings of a start that fails, with `sync` as with `validate`, and changes nothing. */
  async function refusal(
    tables: readonly TableOf<unknown>[],
    more: Partial<CassandraOptions> = {},
  ): Promise<readonly SchemaFinding[]> {
    const before = await open('none', tables, more);
    for (const schema of ['validate', 'sync'] as const) {
      const error = await open(schema, tables, more).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(SchemaMismatchError);
      const wrong = before.filter(({ action }) => action !== 'notice');
      expect((error as SchemaMismatchError).findings).toEqual(wrong);
    }
    expect(await open('none', tables, more)).toEqual(before);
    return before;
  }

  it('"keyspace missing" is an error, and created where a replication is given', async () => {
    const tables = [Table('cities', { columns, partitionKey: ['id'] })];
    const more = { keyspace: `${keyspace.name.slice(0, 40)}_new` };
    expect((await refusal(tables, more))[0]).toMatchObject({ action: 'error', cql: undefined });
    const replication = { class: 'SimpleStrategy', replicationFactor: 1 } as const;
    expect(await open('none', tables, { ...more, replication })).toMatchObject([
      { action: 'add', cql: expect.stringContaining('CREATE KEYSPACE') as string },
      { action: 'add', cql: expect.stringContaining('CREATE TABLE') as string },
    ]);
    expect(await open('sync', tables, { ...more, replication })).toEqual([]);
    await cql(`DROP KEYSPACE "${more.keyspace}"`);
  });

  it('"table missing" is created, with the full clustering order', async () => {
    const Event = Table('events', {
      columns: { day: text(), at: int(), kind: text() },
      partitionKey: ['day'],
      clusteringKey: ['at', 'kind'],
      clusteringOrder: { kind: 'desc' },
    });
    await expect(open('validate', [Event])).rejects.toThrow(
      'WITH CLUSTERING ORDER BY ("at" ASC, "kind" DESC)',
    );
    expect(await sync(Event)).toEqual([]);
  });

  it('"something of that name exists" is read and compared', async () => {
    await cql('CREATE TABLE $.other_shape (key text PRIMARY KEY)');
    const findings = await refusal([Table('other_shape', { columns, partitionKey: ['id'] })]);
    expect(findings.map(({ column, action }) => [column, action])).toEqual([
      ['id', 'error'],
      ['name', 'add'],
      ['key', 'error'],
    ]);
  });

  it('"column missing" is added, static ones and counters too', async () => {
    await cql('CREATE TABLE $.grows (id int, at int, PRIMARY KEY (id, at))');
    await cql('CREATE TABLE $.plays (id int PRIMARY KEY, plays counter)');
    const Grows = Table('grows', {
      columns: { id: int(), at: int(), name: text().nullable(), place: text().static() },
      partitionKey: ['id'],
      clusteringKey: ['at'],
    });
    const Plays = Table('plays', {
      columns: { id: int(), plays: counter(), skips: counter() },
      partitionKey: ['id'],
    });
    expect(await sync(Grows, Plays)).toEqual([]);
  });

  it('"column missing", not nullable and without default, is an error on a filled table', async () => {
    await cql('CREATE TABLE $.filled (id int PRIMARY KEY)');
    await cql('INSERT INTO $.filled (id) VALUES (1)');
    const declare = (name: ReturnType<typeof text>): TableOf<unknown> =>
      Table('filled', { columns: { id: int(), name }, partitionKey: ['id'] });
    expect(await refusal([declare(text())])).toMatchObject([{ column: 'name', action: 'error' }]);
    expect(await sync(declare(text().default('unknown') as never))).toEqual([]);
  });

  it('"column was dropped earlier with another type or kind" is an error with the old type', async () => {
    await cql('CREATE TABLE $.dropped (id int, at int, a int, b int, c int, PRIMARY KEY (id, at))');
    await cql('ALTER TABLE $.dropped DROP (a, b, c)');
    const Dropped = Table('dropped', {
      columns: {
        id: int(),
        at: int(),
        a: text().nullable(),
        b: int().static(),
        c: int().nullable(),
      },
      partitionKey: ['id'],
      clusteringKey: ['at'],
    });
    expect(await refusal([Dropped])).toMatchObject([
      { column: 'a', action: 'error', problem: expect.stringContaining('regular int') as string },
      { column: 'b', action: 'error', problem: expect.stringContaining('static int') as string },
      { column: 'c', action: 'add' },
    ]);
  });

  it('"column type differs" is an error that names both types', async () => {
    await cql('CREATE TABLE $.retyped (id int PRIMARY KEY, name int)');
    const findings = await refusal([Table('retyped', { columns, partitionKey: ['id'] })]);
    expect(findings).toMatchObject([{ column: 'name', action: 'error' }]);
    expect(findings[0]?.problem).toMatch(/is int, declared as text.*copy the values/);
  });

  it('"key, key order, clustering order or static differs" is an error', async () => {
    await cql(
      'CREATE TABLE $.keyed (a int, b int, c int, d int, PRIMARY KEY (a, b, c)) WITH CLUSTERING ORDER BY (b DESC, c ASC)',
    );
    const abcd = { a: int(), b: int(), c: int(), d: int() };
    const key = { partitionKey: ['a'], clusteringKey: ['b', 'c'] } as const;
    const order = { clusteringOrder: { b: 'desc' } } as const;
    const problems = async (table: TableOf<unknown>): Promise<readonly unknown[]> =>
      (await refusal([table])).map(({ column, action }) => `${action} ${column ?? ''}`);
    const other = { partitionKey: ['a', 'b'], clusteringKey: ['c'] } as const;
    const swapped = { ...key, clusteringKey: ['c', 'b'] } as const;
    const isStatic = { ...abcd, d: int().static() };
    expect(await problems(Table('keyed', { columns: abcd, ...other }))).toEqual([
      'error b',
      'error c',
    ]);
    expect(await problems(Table('keyed', { columns: abcd, ...swapped, ...order }))).toEqual([
      'error b',
      'error c',
    ]);
    expect(await problems(Table('keyed', { columns: abcd, ...key }))).toEqual(['error b']);
    expect(await problems(Table('keyed', { columns: isStatic, ...key, ...order }))).toEqual([
      'error d',
    ]);
  });

  it('"extra column or index" is a notice, and both stay', async () => {
    await cql('CREATE TABLE $.extra (id int PRIMARY KEY, name text, more text)');
    await cql("CREATE INDEX extra_name ON $.extra (name) USING 'sai'");
    const Extra = Table('extra', { columns, partitionKey: ['id'] });
    const findings = await sync(Extra);
    expect(findings).toMatchObject([
      { column: 'more', action: 'notice' },
      { column: 'name', action: 'notice' },
    ]);
    expect(await open('validate', [Extra])).toEqual(findings);
  });

  it('"index missing" is created, waited for and used at once', async () => {
    await cql('CREATE TABLE $.indexed (id int PRIMARY KEY, name text)');
    await admin.client.execute(`INSERT INTO "${keyspace.name}".indexed (id, name) VALUES (1, 'a')`);
    const Indexed = Table('indexed', { columns, partitionKey: ['id'], indexes: ['name'] });
    const cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Indexed],
    });
    expect(await cassandra.repository(Indexed).filter({ name: 'a' }).all()).toHaveLength(1);
    await cassandra.close();
  });

  it('"index of that name elsewhere, or not SAI" is an error with DROP and CREATE', async () => {
    await cql('CREATE TABLE $.taken (id int PRIMARY KEY, name text, other text)');
    await cql("CREATE INDEX taken_name_idx ON $.taken (other) USING 'sai'");
    await cql('CREATE TABLE $.legacy (id int PRIMARY KEY, name text)');
    await cql("CREATE INDEX legacy_name_idx ON $.legacy (name) USING 'legacy_local_table'");
    for (const name of ['taken', 'legacy']) {
      const findings = await refusal([
        Table(name, { columns, partitionKey: ['id'], indexes: ['name'] }),
      ]);
      expect(findings.find(({ action }) => action === 'error')?.cql).toMatch(
        new RegExp(`^DROP INDEX .*"${name}_name_idx"; CREATE INDEX .* USING 'sai'$`),
      );
    }
  });

  it('"type missing" and "field missing" are created and added, inner types first', async () => {
    const Point = udt('point', { x: int(), y: int() });
    const Place = udt('place', { name: text(), at: frozen(Point) });
    const declare = (place: typeof Place): TableOf<unknown> =>
      Table('places', { columns: { id: int(), place: frozen(place) }, partitionKey: ['id'] });
    expect(await sync(declare(Place))).toEqual([]);
    const More = udt('place', { name: text(), at: frozen(Point), more: text().nullable() });
    expect(await sync(declare(More as never))).toEqual([]);
    const Required = udt('place', { name: text(), at: frozen(Point), needed: text() });
    expect((await refusal([declare(Required as never)]))[0]).toMatchObject({
      column: 'needed',
      action: 'error',
    });
  });

  it('"field missing" is an error where the type is part of a partition key', async () => {
    await cql('CREATE TYPE $.keyed_place (name text)');
    await cql('CREATE TABLE $.by_place (place frozen<keyed_place> PRIMARY KEY)');
    const Place = udt('keyed_place', { name: text(), more: text().nullable() });
    const ByPlace = Table('by_place', {
      columns: { place: frozen(Place) },
      partitionKey: ['place'],
    });
    expect(await refusal([ByPlace])).toMatchObject([{ column: 'more', action: 'error' }]);
    const adding = cql('ALTER TYPE $.keyed_place ADD more text');
    await expect(adding).rejects.toThrow(/partition key/);
  });

  it('"field type differs" is an error, "field too many" a notice', async () => {
    await cql('CREATE TYPE $.retyped_place (name int, more text)');
    await cql('CREATE TABLE $.retyped_places (id int PRIMARY KEY, place frozen<retyped_place>)');
    const declare = (name: ReturnType<typeof text>): TableOf<unknown> =>
      Table('retyped_places', {
        columns: { id: int(), place: frozen(udt('retyped_place', { name })) },
        partitionKey: ['id'],
      });
    expect(await refusal([declare(text())])).toMatchObject([
      { column: 'name', action: 'error' },
      { column: 'more', action: 'notice' },
    ]);
    expect(await sync(declare(int() as never))).toMatchObject([
      { column: 'more', action: 'notice' },
    ]);
  });

  it('"table options differ" is a notice with the CQL, and they stay', async () => {
    await cql("CREATE TABLE $.stored (id int PRIMARY KEY, name text) WITH comment = 'before'");
    const storage = { comment: 'after', defaultTtlSeconds: 60 };
    const Stored = Table('stored', { columns, partitionKey: ['id'], ...storage });
    const table = `"${keyspace.name}"."stored"`;
    expect(
      (await sync(Stored)).map(({ action, cql: change }) => `${action} ${change ?? ''}`),
    ).toEqual([
      `notice ALTER TABLE ${table} WITH default_time_to_live = 60`,
      `notice ALTER TABLE ${table} WITH comment = 'after'`,
    ]);
    expect(await open('validate', [Stored])).toHaveLength(2);
  });

  it('"table missing" that Cassandra refuses is an error with the name in quotes once', async () => {
    const compaction = { class: 'SizeTieredCompactionStrategy', min_threshold: 1 } as const;
    const Refused = Table('refused', { columns, partitionKey: ['id'], compaction });
    const error = await sync(Refused).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      operation: 'schema',
      table: 'refused',
      message: expect.stringMatching(/^Cannot change or read the schema of "refused": /) as unknown,
    });
  });

  it('"two instances start at once" is one that changes and one that waits', async () => {
    const tables = Array.from({ length: 4 }, (_, index) =>
      Table(`started_${String(index)}`, { columns, partitionKey: ['id'], indexes: ['name'] }),
    );
    const starting = Array.from({ length: 3 }, () => sync(...tables));
    expect(await Promise.all(starting)).toEqual([[], [], []]);
    const lease = `SELECT owner FROM "${keyspace.name}".cassanest_schema_lease`;
    expect((await admin.client.execute(lease)).rowLength).toBe(0);
  });

  it('"two instances start at once" ends for the second when the first dies: its lease goes by TTL', async () => {
    const lease = `"${keyspace.name}".cassanest_schema_lease`;
    await admin.client.execute(
      `INSERT INTO ${lease} (name, owner) VALUES ('schema', 'a process that died') USING TTL 2`,
    );
    expect(await sync(Table('after_death', { columns, partitionKey: ['id'] }))).toEqual([]);
  });
});
