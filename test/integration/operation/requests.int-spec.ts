import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import {
  type Cassandra,
  type CassandraOptions,
  CassandraOverloadedError,
  type CassandraRequestError,
  CassandraRequestTimeoutError,
  CassandraUnreachableError,
  connectCassandra,
  REQUEST_CHANNEL,
  type RequestEvent,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { TcpProxy } from '../../support/nodes/tcp-proxy.js';
import { User } from '../../support/api/users.js';

describe('The requests of a connection', () => {
  let keyspace: TestKeyspace;
  const open: Cassandra[] = [];

  async function connect(options: Partial<CassandraOptions> = {}): Promise<Cassandra> {
    const cassandra = await connectCassandra({
      ...keyspace.connection,
      ...options,
      tables: [User],
    });
    open.push(cassandra);
    return cassandra;
  }

  function readMany(cassandra: Cassandra, count: number): Promise<PromiseSettledResult<unknown>[]> {
    const users = cassandra.repository(User);
    const read = (index: number): Promise<unknown> =>
      users.findOne({ username: `user${String(index)}` });
    return Promise.allSettled(Array.from({ length: count }, (_, index) => read(index)));
  }

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    await connect({ schema: 'sync' });
  });

  afterAll(async () => {
    for (const cassandra of open) await cassandra.close();
    await keyspace.drop();
  });

  it('wait in line, and are refused where the line is full', async () => {
    const cassandra = await connect({ maxRequestsInFlight: 2, maxRequestsQueued: 30 });
    const answers = await readMany(cassandra, 50);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(32);
    const refused = answers.flatMap((answer) =>
      answer.status === 'rejected' ? [answer.reason as unknown] : [],
    );
    expect(refused).toHaveLength(18);
    for (const error of refused) expect(error).toBeInstanceOf(CassandraOverloadedError);
    // The line is empty again.
    expect((await readMany(cassandra, 30)).every(({ status }) => status === 'fulfilled')).toBe(
      true,
    );
  });

  it('leave the line when they are aborted, and take nobody else along', async () => {
    const cassandra = await connect({ maxRequestsInFlight: 1, maxRequestsQueued: 10 });
    const users = cassandra.repository(User);
    const aborted = new AbortController();
    const first = users.findOne({ username: 'first' });
    const second = users.findOne({ username: 'second' }, { signal: aborted.signal });
    const third = users.findOne({ username: 'third' });
    aborted.abort(new Error('no longer wanted'));
    await expect(second).rejects.toThrow('no longer wanted');
    await expect(Promise.all([first, third])).resolves.toEqual([null, null]);
    expect((await readMany(cassandra, 11)).every(({ status }) => status === 'fulfilled')).toBe(
      true,
    );
  });

  it('in line when the connection closes are answered too', async () => {
    const cassandra = await connect({ maxRequestsInFlight: 1, maxRequestsQueued: 100 });
    const reading = readMany(cassandra, 100);
    await cassandra.close();
    expect((await reading).every(({ status }) => status === 'fulfilled')).toBe(true);
    await expect(cassandra.ping()).rejects.toThrow(CassandraUnreachableError);
  });

  it('end at their time-out, in line or while the statement is prepared, and say what was sent', async () => {
    const [host = ''] = keyspace.connection.contactPoints;
    const proxy = new TcpProxy({ host, port: keyspace.connection.port });
    await proxy.start();
    const cassandra = await connect({
      contactPoints: ['127.0.0.1'],
      port: proxy.port,
      timeouts: { connectMs: 5000, writeMs: 300, shutdownMs: 10 },
      maxRequestsInFlight: 1,
    });
    const users = cassandra.repository(User);
    proxy.silence();
    const startedAt = performance.now();
    const ends = await Promise.allSettled([
      users.insert({ username: 'preparing', age: 1, cityId: 1 }),
      users.insert({ username: 'in line', age: 1, cityId: 1 }),
      users.insert({ username: 'in line', age: 1, cityId: 1 }, { timeoutMs: 100 }),
      cassandra.ping({ timeoutMs: 200 }),
    ]);
    // A statement that is prepared has 5 s for it, were it not for the request's own time.
    expect(performance.now() - startedAt).toBeLessThan(4000);
    expect(
      ends.map((end) => {
        const error = (end as PromiseRejectedResult).reason as CassandraRequestError;
        return [error.constructor, error.mayBeApplied];
      }),
    ).toEqual([
      [CassandraRequestTimeoutError, true],
      [CassandraOverloadedError, false],
      [CassandraOverloadedError, false],
      [CassandraOverloadedError, false],
    ]);
    await proxy.stop();
  });

  it('are told of on the diagnostics channel, without their values', async () => {
    const cassandra = await connect({ maxRequestsInFlight: 1, maxRequestsQueued: 1 });
    const events: RequestEvent[] = [];
    const listen = (event: unknown): unknown => events.push(event as RequestEvent);
    subscribe(REQUEST_CHANNEL, listen);
    try {
      await cassandra.repository(User).insert({ username: 'secret', age: 1, cityId: 1 });
      await readMany(cassandra, 3);
      await cassandra
        .repository(User)
        .findOne({ username: 'a' }, { signal: AbortSignal.abort() })
        .catch(() => undefined);
    } finally {
      unsubscribe(REQUEST_CHANNEL, listen);
    }
    await cassandra.repository(User).findOne({ username: 'unheard' });
    expect(events.map(({ operation, outcome }) => `${operation} ${outcome}`).sort()).toEqual([
      'read aborted',
      'read ok',
      'read ok',
      'read overloaded',
      'write ok',
    ]);
    for (const event of events) {
      expect(Object.keys(event)).toEqual(['table', 'operation', 'durationMs', 'outcome']);
      expect(event.table).toBe('users');
      expect(event.durationMs).toBeGreaterThanOrEqual(0);
    }
  });
});
