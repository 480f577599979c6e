import {
  type Cassandra,
  CassandraAuthenticationError,
  CassandraConfigurationError,
  type CassandraOptions,
  CassandraUnreachableError,
  connectCassandra,
  StatementRejectedError,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { failedTries } from '../../support/nodes/failed-tries.js';
import { User } from '../../support/api/users.js';

/** A port on which nobody listens. */
const port = 1;

describe('A connection', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables: [User] });
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('answers a ping, with tables and without', async () => {
    await expect(cassandra.ping()).resolves.toBeUndefined();
    const without = await connectCassandra(keyspace.connection);
    await expect(without.ping({ timeoutMs: 5000 })).resolves.toBeUndefined();
    await without.close();
    await expect(without.ping()).rejects.toThrow(CassandraUnreachableError);
  });

  it('takes no ping whose time never ends, or whose option it would leave out', async () => {
    for (const timeoutMs of [NaN, 0, Infinity]) {
      await expect(cassandra.ping({ timeoutMs })).rejects.toMatchObject({ code: 'timeout' });
    }
    const misspelt: object = { timeout: 5 };
    await expect(cassandra.ping(misspelt)).rejects.toMatchObject({ code: 'unknown-option' });
  });

  it('tries as often as told where nobody listens, and names the reason', async () => {
    const options = { ...keyspace.connection, port, connectTries: 3, connectRetryDelayMs: 20 };
    const { error, tries } = await failedTries(() => connectCassandra(options));
    expect(error).toBeInstanceOf(CassandraUnreachableError);
    expect(String(error)).toContain('ECONNREFUSED');
    expect(tries).toEqual([
      expect.stringMatching(/^Try 1: .*ECONNREFUSED/),
      expect.stringMatching(/^Try 2: .*ECONNREFUSED/),
    ]);
  });

  it.each(['required', 'background'] as const)(
    'does not try again with wrong credentials or data centre: %s',
    async (connect) => {
      const wrong = async (more: Partial<CassandraOptions>): Promise<unknown> => {
        const { error, tries } = await failedTries(async () => {
          const options = { ...keyspace.connection, connect, connectRetryDelayMs: 20, ...more };
          await (
            await connectCassandra(options)
          ).connected;
        });
        expect(tries).toEqual([]);
        return error;
      };
      const credentials = { username: 'nobody', password: 'wrong password' };
      const refused = await wrong({ credentials });
      expect(refused).toBeInstanceOf(CassandraAuthenticationError);
      expect(String(refused)).not.toContain('wrong password');
      const elsewhere = await wrong({ localDataCenter: 'nowhere' });
      expect(elsewhere).toBeInstanceOf(CassandraConfigurationError);
    },
  );

  it('starts in the background, refusing requests until it is connected', async () => {
    const early = await connectCassandra({ ...keyspace.connection, connect: 'background' });
    const users = early.repository(User);
    await expect(users.findOne({ username: 'ada' })).rejects.toThrow(CassandraUnreachableError);
    await early.connected;
    await expect(users.findOne({ username: 'ada' })).resolves.toBeNull();
    await early.close();
  });

  it('can be closed while it connects, and ends then', async () => {
    const early = await connectCassandra({ ...keyspace.connection, port, connect: 'background' });
    await early.close();
    await expect(early.connected).rejects.toThrow(CassandraUnreachableError);
  });

  it('answers what was asked before it closes, and nothing after', async () => {
    const other = await connectCassandra(keyspace.connection);
    const users = other.repository(User);
    const asked = Array.from({ length: 50 }, (_, index) =>
      users.insert({ username: `user${String(index)}`, age: 1, cityId: 1 }),
    );
    await Promise.all([...asked, other.close(), other.close()]);
    await expect(users.findOne({ username: 'user1' })).rejects.toThrow('the connection is closed');
  });

  it('takes the time and consistency of a request', async () => {
    const users = cassandra.repository(User);
    await expect(users.findOne({ username: 'a' }, { consistency: 'ONE' })).resolves.toBeNull();
    await expect(users.findOne({ username: 'a' }, { consistency: 'SERIAL' })).resolves.toBeNull();
  });

  it('calls a statement of ours that the server refuses a defect', async () => {
    const broken = await connectCassandra({ ...keyspace.connection, keyspace: 'no_such_keyspace' });
    const read = broken.repository(User).findOne({ username: 'ada' });
    await expect(read).rejects.toThrow(StatementRejectedError);
    await expect(read).rejects.toThrow("schema: 'validate'");
    await broken.close();
  });
});
