import {
  type Cassandra,
  type CassandraOptions,
  CassandraOverloadedError,
  CassandraRequestError,
  CassandraRequestTimeoutError,
  CassandraUnreachableError,
  connectCassandra,
  cql,
  StatementRejectedError,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { TcpProxy } from '../../support/nodes/tcp-proxy.js';
import { User } from '../../support/api/users.js';
import { waitFor } from '../../support/wait-for.js';

/** Errors that no node has given: the driver's own, of requests it could not send, and of answers it did not get. */
describe('A request without an answer', () => {
  let keyspace: TestKeyspace;
  let direct: Cassandra;
  let proxy: TcpProxy;
  let behind: Cassandra;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    direct = await connect({ schema: 'sync' });
  });

  beforeEach(async () => {
    const { contactPoints, port } = keyspace.connection;
    proxy = new TcpProxy({ host: contactPoints[0] ?? '', port });
    await proxy.start();
    behind = await connect({
      contactPoints: ['127.0.0.1'],
      port: proxy.port,
      timeouts: { readMs: 60_000, writeMs: 60_000, shutdownMs: 100 },
    });
    // Prepared before answers get lost.
    const users = behind.repository(User);
    await users.insert({ username: 'first', age: 1, cityId: 1 });
    await users.insertIfNotExists({ username: 'first', age: 1, cityId: 1 });
  });

  afterEach(async () => {
    proxy.releaseAnswers();
    await behind.close();
    await proxy.stop();
  });

  afterAll(async () => {
    await direct.close();
    await keyspace.drop();
  });

  async function connect(options: Partial<CassandraOptions>): Promise<Cassandra> {
    return await connectCassandra({ ...keyspace.connection, ...options, tables: [User] });
  }

  async function failure(request: Promise<unknown>): Promise<CassandraRequestError> {
    const error = await request.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CassandraRequestError);
    return error as CassandraRequestError;
  }

  async function arrives(username: string): Promise<void> {
    const users = direct.repository(User);
    await waitFor('the row', async () => (await users.findOne({ username })) !== null);
  }

  it('may have been carried out when its connection was closed: a write', async () => {
    proxy.holdAnswers();
    const ada = { username: 'ada', age: 36, cityId: 1 };
    const writing = failure(behind.repository(User).insert(ada));
    await arrives('ada');
    await proxy.stop();

    const error = await writing;
    expect(error).toBeInstanceOf(CassandraUnreachableError);
    expect(error.mayBeApplied).toBe(true);
  });

  it('may have been carried out when its connection was closed: a batch', async () => {
    proxy.holdAnswers();
    const eve = { username: 'eve', age: 36, cityId: 1 };
    const writing = failure(
      behind.batch('logged', (batch) => {
        batch.insert(User, eve);
      }),
    );
    await arrives('eve');
    await proxy.stop();

    const error = await writing;
    expect(error).toBeInstanceOf(CassandraUnreachableError);
    expect(error.mayBeApplied).toBe(true);
  });

  it('may have been carried out when its time was over: a lightweight transaction', async () => {
    proxy.holdAnswers();
    const ben = { username: 'ben', age: 36, cityId: 1 };
    const claiming = behind.repository(User).insertIfNotExists(ben, { timeoutMs: 500 });

    const error = await failure(claiming);
    expect(error).toBeInstanceOf(CassandraRequestTimeoutError);
    expect(error.mayBeApplied).toBe(true);
    await arrives('ben');
  });

  it('was not sent when the driver has no room for it', async () => {
    // More than the driver lets a connection carry: it has no line.
    const greedy = await connect({
      maxRequestsInFlight: 10_000,
      timeouts: { writeMs: 60_000 },
    });
    const users = greedy.repository(User);
    await users.insert({ username: 'first', age: 1, cityId: 1 });
    const names = Array.from({ length: 4000 }, (_, index) => `greedy${String(index)}`);
    const ends = await Promise.allSettled(
      names.map((username) => users.insert({ username, age: 1, cityId: 1 })),
    );
    await greedy.close();

    const refused = names.filter((_, index) => ends[index]?.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    for (const end of ends) {
      if (end.status === 'fulfilled') continue;
      expect(end.reason).toBeInstanceOf(CassandraOverloadedError);
      expect(end.reason).toMatchObject({ mayBeApplied: false });
    }
    const [username = ''] = refused;
    expect(await direct.repository(User).findOne({ username })).toBeNull();
  });

  it('was not sent when the driver cannot encode a value that nothing had checked', async () => {
    const statement = cql`SELECT username FROM ${User} WHERE username = ${4711}`;
    const error = await failure(direct.query(statement).all());
    expect(error).toBeInstanceOf(StatementRejectedError);
    expect(error.message).not.toContain('4711');
  });
});
