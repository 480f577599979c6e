import { auth, Client } from 'cassandra-driver';
import {
  type Cassandra,
  CassandraAuthenticationError,
  CassandraError,
  CassandraOverloadedError,
  CassandraReadFailureError,
  type CassandraRequestError,
  CassandraRequestTimeoutError,
  CassandraSchemaError,
  CassandraUnavailableError,
  CassandraUnreachableError,
  CassandraWriteFailureError,
  connectCassandra,
  cql,
  GuardrailViolatedError,
  IndexBuildingError,
  InvalidCursorError,
  InvalidWriteError,
  int,
  mapConcurrent,
  PayloadTooLargeError,
  Projection,
  StatementRejectedError,
  Table,
  text,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  startCassandra,
  type TestCassandra,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { javaFailingOn } from '../../support/nodes/failing-java.js';
import { TcpProxy } from '../../support/nodes/tcp-proxy.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { waitFor } from '../../support/wait-for.js';
import { User } from '../../support/api/users.js';

class Note extends Table('notes', {
  columns: { id: int(), position: int(), body: text().nullable() },
  partitionKey: ['id'],
  clusteringKey: ['position'],
}) {}

/** The same, with an index that was made by hand. */
class IndexedNote extends Table('notes', {
  columns: Note.definition.columns,
  partitionKey: ['id'],
  clusteringKey: ['position'],
  indexes: ['body'],
}) {}

/**
 * Each row of the driver's errors that one real node can be brought to give. Time-outs of replicas and of truncation want three
 * nodes, 0x1001 a node of its own (test/faults). Not to be had: 0x1002 (a node takes no requests before it has joined) and
 * 0x0000 (a defect of the server).
 */
describe('A failure in the cluster', () => {
  const directory = temporaryDirectory();
  let node: TestCassandra;
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let superuser: Client;

  beforeAll(async () => {
    node = await startCassandra({
      javaHome: await javaFailingOn('failing', directory.path),
      config: {
        user_defined_functions_enabled: true,
        tombstone_failure_threshold: 100,
        in_select_cartesian_product_fail_threshold: 20,
        user_timestamps_enabled: false,
        batch_size_fail_threshold: '50KiB',
        commitlog_segment_size: '2MiB',
        // As after an upgrade from Cassandra 4: nothing is kept beyond 2038.
        storage_compatibility_mode: 'CASSANDRA_4',
        sstable: { selected_format: 'big' },
      },
    });
    keyspace = await createTestKeyspace(node.connection);
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Note, User],
    });
    const { contactPoints, port, localDataCenter } = node.connection;
    superuser = new Client({
      contactPoints: [...contactPoints],
      protocolOptions: { port },
      localDataCenter,
      authProvider: new auth.PlainTextAuthProvider(
        node.superuser.username,
        node.superuser.password,
      ),
    });
    await superuser.connect();
    await superuser.execute(
      "CREATE KEYSPACE functions WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
    );
  });

  afterAll(async () => {
    await cassandra.close();
    await superuser.shutdown();
    await node.stop();
    directory.remove();
  });

  /** The error of a request; one of ours, with the driver's as its cause and without a value in its message. */
  async function failure(request: Promise<unknown>): Promise<CassandraRequestError> {
    const error = await request.then(
      () => 'no failure',
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(CassandraError);
    expect((error as Error).message).not.toContain('secret');
    return error as CassandraRequestError;
  }

  const notes = (): ReturnType<typeof cassandra.repository<Note>> => cassandra.repository(Note);

  it('0x1000: too few replicas', async () => {
    const error = await failure(notes().insert({ id: 1, position: 1 }, { consistency: 'TWO' }));
    expect(error).toBeInstanceOf(CassandraUnavailableError);
    expect(error).toMatchObject({ required: 2, alive: 1, mayBeApplied: false });
  });

  it('0x1000 of a lightweight transaction: found out when the replicas had agreed on it', async () => {
    const claim = notes().insertIfNotExists({ id: 9, position: 1 }, { consistency: 'TWO' });
    const error = await failure(claim);
    expect(error).toBeInstanceOf(CassandraUnavailableError);
    expect(error.mayBeApplied).toBe(true);
    const key = { id: 9, position: 1 };
    expect(await notes().findOne(key, { consistency: 'SERIAL' })).not.toBeNull();
  });

  it('0x1300: an index that is still being built', async () => {
    const positions = Array.from({ length: 5000 }, (_, position) => position);
    await mapConcurrent(positions, 64, (position) =>
      notes().insert({ id: position % 50, position: 1000 + position, body: 'secret' }),
    );
    const byBody = cassandra.repository(IndexedNote).filter({ body: 'other' });
    // Which of both is faster, the building or the question, is a matter of milliseconds.
    const tooEarly = await waitFor('a question before the index is built', async () => {
      await superuser.execute(`DROP INDEX IF EXISTS "${keyspace.name}".by_body`);
      const create = `CREATE INDEX by_body ON "${keyspace.name}".notes (body) USING 'sai'`;
      await superuser.execute(create);
      // It may be built before the index itself is asked why, too.
      return await byBody.all().then(
        () => null,
        (thrown: unknown) => (thrown instanceof IndexBuildingError ? thrown : null),
      );
    });
    const error = await failure(Promise.reject(tooEarly));
    expect(error).toBeInstanceOf(CassandraReadFailureError);
    expect(error).toMatchObject({ code: 'index-building', index: 'notes_body_idx' });
    await waitFor('the index', async () => (await byBody.all()).length === 0);
    await superuser.execute(`DROP INDEX "${keyspace.name}".by_body`);
  });

  it('0x1400: a function failed', async () => {
    await superuser.execute(
      `CREATE FUNCTION functions.always (a int) CALLED ON NULL INPUT RETURNS int LANGUAGE java AS ` +
        `'if (true) throw new RuntimeException("secret"); return 1;'`,
    );
    await superuser.execute(`GRANT EXECUTE ON ALL FUNCTIONS IN KEYSPACE functions TO cassanest`);
    await notes().insert({ id: 7, position: 1 });
    const statement = cql`SELECT functions.always(id) AS n FROM ${Note} WHERE id = ${7}`;
    const error = await failure(cassandra.query(statement).all());
    expect(error).toBeInstanceOf(CassandraReadFailureError);
    expect(error.message).toContain('a function failed');
  });

  it('0x1300: a replica gave up on tombstones', async () => {
    for (let position = 0; position < 120; position++) {
      await notes().delete({ id: 2, position });
    }
    const error = await failure(notes().filter({ id: 2 }).all());
    expect(error).toBeInstanceOf(CassandraReadFailureError);
  });

  it('0x1500: a replica failed on a write', async () => {
    for (const statement of [
      "CREATE KEYSPACE failing WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}",
      'CREATE TABLE failing.notes (id int, position int, body text, PRIMARY KEY (id, position))',
      'GRANT MODIFY ON KEYSPACE failing TO cassanest',
    ]) {
      await superuser.execute(statement);
    }
    const failing = await connectCassandra({ ...node.connection, keyspace: 'failing' });
    const error = await failure(failing.repository(Note).insert({ id: 1, position: 1 }));
    expect(error).toBeInstanceOf(CassandraWriteFailureError);
    expect(error.mayBeApplied).toBe(true);
    await failing.close();
  });

  it('0x2100: the role lacks a permission, with the GRANT to run', async () => {
    await superuser.execute(`CREATE ROLE reader WITH PASSWORD = 'reader' AND LOGIN = true`);
    const connection = {
      ...keyspace.connection,
      credentials: { username: 'reader', password: 'reader' },
    };
    const reader = await connectCassandra(connection);
    const error = await failure(reader.repository(Note).findOne({ id: 1, position: 1 }));
    expect(error).toBeInstanceOf(CassandraAuthenticationError);
    expect(error.message).toContain(
      `GRANT SELECT ON TABLE "${keyspace.name}"."notes" TO "reader";`,
    );
    await reader.close();
    const More = Table('more', { columns: { id: int() }, partitionKey: ['id'] });
    const syncing = connectCassandra({ ...connection, schema: 'sync', tables: [More] });
    expect((await failure(syncing)).message).toContain(
      `GRANT CREATE ON KEYSPACE "${keyspace.name}" TO "reader";`,
    );
  });

  it('0x2200: a guardrail of the operator', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => index);
    const error = await failure(
      notes()
        .filter({ id: { in: ids } })
        .all(),
    );
    expect(error).toBeInstanceOf(GuardrailViolatedError);
  });

  it('0x2200: a time of the caller where the operator allows none, which no projection needs', async () => {
    class Member extends Table('members', {
      columns: { id: int(), city: text() },
      partitionKey: ['id'],
      writes: 'versioned',
    }) {}
    const MemberByCity = Projection(Member, 'members_by_city', {
      partitionKey: ['city'],
      clusteringKey: ['id'],
    });
    const own = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Member, MemberByCity],
    });
    try {
      const row = { id: 9, position: 1, body: 'x' };
      const stamped = own.repository(Note).insert(row, { timestamp: 5n });
      expect(await failure(stamped)).toBeInstanceOf(GuardrailViolatedError);

      await own.repository(Member).insert({ id: 1, city: 'a' });
      await own.repository(Member).update({ id: 1 }, { city: 'b' });
      const projected = await own.repository(MemberByCity).all().all();
      expect(projected).toMatchObject([{ id: 1, city: 'b' }]);
    } finally {
      await own.close();
    }
  });

  it('0x2200: a TTL that ends after what the cluster can keep, with the setting to change (ttl)', async () => {
    const options = { ttlSeconds: 630_720_000 };
    const insert = (): Promise<void> => notes().insert({ id: 4, position: 1 }, options);
    const inBatch = (): Promise<unknown> =>
      cassandra.batch('logged', (batch) => {
        batch.insert(Note, { id: 4, position: 1 }, options);
      });
    for (const write of [insert, inBatch]) {
      const error = await failure(write());
      expect(error).toBeInstanceOf(InvalidWriteError);
      expect(error).toMatchObject({ code: 'ttl' });
      expect(error.message).toContain('storage_compatibility_mode');
    }
    // Of a statement of one's own the server's words stay in the cause.
    const own = cql`UPDATE ${Note} USING TTL ${options.ttlSeconds} SET body = ${'b'} WHERE id = ${4} AND position = ${1}`;
    const error = await failure(cassandra.query(own).all());
    expect(error).toBeInstanceOf(StatementRejectedError);
    expect(String(error.cause)).toContain('maximum supported expiration date');
  });

  it('0x2200: an oversized mutation', async () => {
    const body = 'secret '.repeat(200_000);
    const error = await failure(notes().insert({ id: 3, position: 1, body }));
    expect(error).toBeInstanceOf(PayloadTooLargeError);
  });

  it('0x2200 and 0x2000: a statement that nothing had checked', async () => {
    const unknown = cql`SELECT nowhere FROM ${Note} WHERE id = ${1}`;
    expect(await failure(cassandra.query(unknown).all())).toBeInstanceOf(StatementRejectedError);
    const broken = cql`SELECT FROM WHERE ${Note}`;
    expect(await failure(cassandra.query(broken).all())).toBeInstanceOf(StatementRejectedError);
  });

  it('0x2300 and 0x2400: a schema that is not as it was taken to be', async () => {
    const twice = cql`CREATE TABLE ${Note} (id int PRIMARY KEY)`;
    expect(await failure(cassandra.query(twice).all())).toBeInstanceOf(CassandraSchemaError);
    const unknown = cql`CREATE KEYSPACE nowhere WITH replication = {'class': 'Nowhere'}`;
    const refused = await failure(cassandra.query(unknown).all());
    expect(refused).toBeInstanceOf(CassandraSchemaError);
    expect(refused).toMatchObject({ message: expect.stringContaining('Nowhere') as string });
  });

  it('0x2500: a column dropped under a prepared statement', async () => {
    const Dropping = Table('dropping', {
      columns: { id: int(), name: text(), extra: text().nullable() },
      partitionKey: ['id'],
    });
    const own = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Dropping],
    });
    const rows = own.repository(Dropping);
    await rows.insert({ id: 1, name: 'secret' });
    const table = `"${keyspace.name}"."dropping"`;
    await superuser.execute(`ALTER TABLE ${table} ADD another text`);
    expect(await rows.findOne({ id: 1 })).toEqual(new Dropping({ id: 1, name: 'secret' }));
    await superuser.execute(`ALTER TABLE ${table} DROP extra`);
    expect(await failure(rows.findOne({ id: 1 }))).toBeInstanceOf(CassandraSchemaError);
    await own.close();
  });

  it('0x000A and 0x0000: a page state of nothing of ours never gets there', async () => {
    const page = notes().filter({ id: 1 }).page({ size: 10, cursor: 'c2VjcmV0' });
    expect(await failure(page)).toBeInstanceOf(InvalidCursorError);
    const raw = superuser.execute(`SELECT * FROM "${keyspace.name}".notes`, [], {
      prepare: true,
      pageState: 'ff'.repeat(20),
    });
    await expect(raw).rejects.toMatchObject({ code: 10 });
  });

  it('a node that hangs: time-outs, of writes with an unknown outcome', async () => {
    const [host = ''] = node.connection.contactPoints;
    const proxy = new TcpProxy({ host, port: node.connection.port });
    await proxy.start();
    const slow = await connectCassandra({
      ...keyspace.connection,
      contactPoints: ['127.0.0.1'],
      port: proxy.port,
      timeouts: { readMs: 300, writeMs: 300, shutdownMs: 500 },
      maxRequestsInFlight: 1,
      maxRequestsQueued: 1,
    });
    const rows = slow.repository(Note);
    const patient = { timeoutMs: 30_000 };
    await rows.findOne({ id: 1, position: 1 }, patient);
    await rows.insert({ id: 1, position: 1 }, patient);
    proxy.silence();
    const reading = failure(rows.findOne({ id: 1, position: 1 }));
    const waiting = failure(rows.insert({ id: 1, position: 1 }));
    const refused = failure(rows.insert({ id: 1, position: 1 }));
    expect(await refused).toBeInstanceOf(CassandraOverloadedError);
    expect(await reading).toBeInstanceOf(CassandraRequestTimeoutError);
    expect(await waiting).toMatchObject({
      mayBeApplied: (await waiting) instanceof CassandraRequestTimeoutError,
    });
    const write = await failure(rows.insert({ id: 1, position: 1 }));
    expect(write).toBeInstanceOf(CassandraRequestTimeoutError);
    expect(write.mayBeApplied).toBe(true);

    await proxy.stop();
    const gone = await failure(rows.findOne({ id: 1, position: 1 }, patient));
    expect(gone).toBeInstanceOf(CassandraUnreachableError);
    await slow.close();
  });
});
