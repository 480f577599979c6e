import {
  type Cassandra,
  connectCassandra,
  type Repository,
  set,
  Table,
  text,
  ttl,
} from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';

class Session extends Table('sessions', {
  columns: { id: text(), name: text(), place: text(), tags: set(text()) },
  partitionKey: ['id'],
  indexes: [
    { column: 'name', caseSensitive: false },
    { column: 'place', ascii: true },
    { column: 'tags', caseSensitive: false },
  ],
  defaultTtlSeconds: 3600,
  gcGraceSeconds: 60,
  compaction: { class: 'TimeWindowCompactionStrategy', compaction_window_unit: 'HOURS' },
  comment: "A user's session",
}) {}

/** The same table, declared by a release that wants it otherwise. */
class LaterSession extends Table('sessions', {
  columns: Session.definition.columns,
  partitionKey: ['id'],
  defaultTtlSeconds: 60,
}) {}

class StricterSession extends Table('sessions', {
  columns: Session.definition.columns,
  partitionKey: ['id'],
  indexes: ['name'],
}) {}

describe('A table with options', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let sessions: Repository<Session>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Session],
    });
    sessions = cassandra.repository(Session);
    const row = { name: 'Ada', place: 'Orléans', tags: new Set(['Maths']) };
    await sessions.insert({ id: 'a', ...row });
    await sessions.insert({ id: 'b', ...row }, { ttlSeconds: 0 });
    await sessions.insert({ id: 'c', ...row }, { ttlSeconds: 60 });
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  const connect = async (
    table: typeof Session | typeof LaterSession | typeof StricterSession,
    schema: 'sync' | 'validate',
  ): Promise<void> => {
    const tables = [table];
    await (await connectCassandra({ ...keyspace.connection, schema, tables })).close();
  };

  it('is as declared, and others than declared are no reason to stop', async () => {
    await connect(Session, 'validate');
    await connect(LaterSession, 'sync');
    const { rows } = await cassandra.client.execute(
      'SELECT default_time_to_live, comment FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?',
      [keyspace.name, Session.definition.name],
    );
    expect(rows).toMatchObject([{ default_time_to_live: 3600, comment: "A user's session" }]);
  });

  it('expires rows that say nothing else', async () => {
    const left = async (id: string): Promise<number | null> =>
      (
        await sessions
          .filter({ id })
          .select({ left: ttl('name') })
          .oneOrFail()
      ).left;
    expect(await left('a')).toBeGreaterThan(3000);
    expect(await left('b')).toBeNull();
    expect(await left('c')).toBeLessThanOrEqual(60);
  });

  it('takes texts for equal as its indexes say', async () => {
    expect(await sessions.filter({ name: 'ADA' }).all()).toHaveLength(3);
    expect(await sessions.filter({ place: 'Orleans' }).all()).toHaveLength(3);
    expect(await sessions.filter({ place: 'orleans' }).all()).toHaveLength(0);
    expect(await sessions.filter({ tags: { contains: 'maths' } }).all()).toHaveLength(3);
  });

  it('wants an index made anew that takes other texts for equal', async () => {
    await expect(connect(StricterSession, 'sync')).rejects.toMatchObject({
      findings: [{ column: 'name', action: 'error' }],
    });
  });

  it.each([
    ['table-options', 'CREATE TABLE t (a int PRIMARY KEY) WITH default_time_to_live = 630720001'],
    ['table-options', 'CREATE TABLE t (a int PRIMARY KEY) WITH gc_grace_seconds = -1'],
    ['table-options', 'CREATE TABLE t (a int PRIMARY KEY) WITH speed = 1'],
    ['table-options', "CREATE TABLE t (a int PRIMARY KEY) WITH compaction = {'class': 'Fastest'}"],
    ['index-target', `CREATE INDEX ON t (b) USING 'sai' WITH OPTIONS = {'ascii': 'true'}`],
    ['index-target', `CREATE INDEX ON t (c) USING 'sai' WITH OPTIONS = {'language': 'en'}`],
  ])('meets a server that refuses %s: %s', async (_, cql) => {
    const { name } = keyspace;
    const table = `CREATE TABLE IF NOT EXISTS "${name}".t (a int PRIMARY KEY, b int, c text)`;
    if (cql.startsWith('CREATE INDEX')) await cassandra.client.execute(table);
    const inKeyspace = cql.replace(/ t \(/, ` "${name}".t (`);
    await expect(cassandra.client.execute(inKeyspace)).rejects.toThrow(
      /must be|Unknown property|Unable to find|cannot be analyzed|not understood/,
    );
  });
});
