import { tracker } from 'cassandra-driver';
import {
  type Cassandra,
  CassandraRequestTimeoutError,
  CassandraUnreachableError,
  connectCassandra,
  cql,
  type CqlRow,
  type PageRead,
  type ReadingEnd,
  type Repository,
  StatementRejectedError,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { TcpProxy } from '../../support/nodes/tcp-proxy.js';
import { forAll, UserByCity, usersOf } from '../../support/api/users.js';

describe('Streams from a real node', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let users: Repository<UserByCity>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [UserByCity],
    });
    users = cassandra.repository(UserByCity);
    await forAll([...usersOf(1, 55), ...usersOf(2, 5)], (user) => users.insert(user));
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  const city1 = () => users.filter({ cityId: 1 });
  const inOrder = usersOf(1, 55)
    .toSorted((a, b) => b.age - a.age || (a.username < b.username ? -1 : 1))
    .map(({ username }) => username);

  async function namesOf(rows: AsyncIterable<UserByCity>): Promise<string[]> {
    const names: string[] = [];
    for await (const { username } of rows) names.push(username);
    return names;
  }

  it('gives every row of many pages, in their order', async () => {
    const pages: PageRead[] = [];
    const settings = { pageSize: 10, onPage: (page: PageRead) => pages.push(page) };
    expect(await namesOf(city1().with(settings))).toEqual(inOrder);
    expect(pages.length).toBeGreaterThanOrEqual(6);
  });

  it('has no page over the page size, and all rows in the pages', async () => {
    const names: string[] = [];
    for await (const page of city1().with({ pageSize: 10 }).pages()) {
      expect(page.length).toBeLessThanOrEqual(10);
      names.push(...page.map(({ username }) => username));
    }
    expect(names).toEqual(inOrder);
  });

  it('streams what the plain form gives', async () => {
    const small = city1().with({ pageSize: 7 });
    const plain = (await city1().all()).map(({ username }) => username);
    expect(await namesOf(small)).toEqual(plain);
    expect(await namesOf(small.stream() as AsyncIterable<UserByCity>)).toEqual(plain);
    const free = cassandra.query(cql`SELECT username FROM ${UserByCity} WHERE city_id = ${1}`);
    const streamed: unknown[] = [];
    for await (const { username } of free.with({ pageSize: 7 }).stream() as AsyncIterable<CqlRow>) {
      streamed.push(username);
    }
    expect(streamed).toEqual(plain);
    const scanned = users.scan({ pageSize: 7 }).stream() as AsyncIterable<UserByCity>;
    expect(await namesOf(scanned)).toHaveLength(60);
  });

  it('ends at once where nothing matches', async () => {
    expect(await namesOf(users.filter({ cityId: 404 }))).toEqual([]);
    expect(await users.filter({ cityId: 404 }).pages().next()).toMatchObject({ done: true });
  });

  it('streams the rows of the bound values only', async () => {
    const aged = users.filter({ cityId: 1, age: { gte: 30, lt: 32 } }).with({ pageSize: 2 });
    const rows = await namesOf(aged);
    expect(rows).toEqual(['user00022', 'user00023', 'user00020', 'user00021']);
    const free = cassandra.query(
      cql`SELECT username FROM ${UserByCity} WHERE city_id = ${2} AND age = ${20}`,
    );
    expect((await free.all()).map((row) => row.username)).toEqual(['user00000', 'user00001']);
  });

  it('tells the bytes of each page, and leaves the tracker of the caller its own', async () => {
    const seen: number[] = [];
    const requestTracker: tracker.RequestTracker = new tracker.RequestLogger({});
    requestTracker.onSuccess = (_host, query, _parameters, _options, _request, bytes) => {
      if (typeof query === 'string' && query.includes('users_by_city')) seen.push(bytes);
    };
    const tracked = await connectCassandra({ ...keyspace.connection, driver: { requestTracker } });
    const pages: PageRead[] = [];
    const ends: ReadingEnd[] = [];
    const query = tracked
      .repository(UserByCity)
      .filter({ cityId: 1 })
      .with({ pageSize: 20, onPage: (page) => pages.push(page), onEnd: (end) => ends.push(end) });
    expect(await namesOf(query)).toEqual(inOrder);
    let bytes = 0;
    for await (const page of tracked.repository(UserByCity).scan().pages()) {
      bytes = page.progress.bytes;
    }
    await tracked.close();
    const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
    expect(pages.map((page) => page.bytes)).toEqual(seen.slice(0, pages.length));
    expect(pages[0]?.bytes).toBeGreaterThan(inOrder.slice(0, 20).join('').length);
    expect(ends).toMatchObject([
      { outcome: 'complete', rows: 55, bytes: pages.at(-1)?.bytesSoFar },
    ]);
    expect(bytes).toBe(sum(seen.slice(pages.length)));
  });

  it('keeps the page sizes of two streams of one statement apart', async () => {
    const sizesBy = async (pageSize: number): Promise<number[]> => {
      const sizes: number[] = [];
      for await (const page of city1().with({ pageSize }).pages()) sizes.push(page.length);
      return sizes;
    };
    const [tens, twenties] = await Promise.all([sizesBy(10), sizesBy(20)]);
    expect(tens).toEqual([10, 10, 10, 10, 10, 5]);
    expect(twenties).toEqual([20, 20, 15]);
  });

  it('leaves the session and new streams as they are after an abort', async () => {
    const stop = new AbortController();
    const reason = new Error('enough');
    const rows = city1().with({ pageSize: 5, signal: stop.signal })[Symbol.asyncIterator]();
    for (let row = 0; row < 12; row++) await rows.next();
    stop.abort(reason);
    await expect(rows.next()).rejects.toBe(reason);
    expect(await rows.next()).toEqual({ done: true, value: undefined });
    await expect(users.filter({ cityId: 2 }).count()).resolves.toBe(5);
    expect(await namesOf(city1().with({ pageSize: 5 }))).toEqual(inOrder);
  });

  it('rejects exactly those of many concurrent queries that fail', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        index % 10 === 3
          ? cassandra.query(cql`SELECT * FROM no_such_table`).all()
          : users.filter({ cityId: 2 }).all(),
      ),
    );
    for (const [index, outcome] of outcomes.entries()) {
      if (index % 10 === 3) {
        expect(outcome).toMatchObject({ reason: expect.any(StatementRejectedError) as unknown });
      } else {
        expect(outcome).toMatchObject({ value: { length: 5 } });
      }
    }
  });

  it('names every host and its reason where no node can be reached', async () => {
    const port = 1; // where nobody listens
    const refused = connectCassandra({
      ...keyspace.connection,
      contactPoints: ['127.0.0.1', '127.0.0.2'],
      port,
      connectTries: 1,
    });
    await expect(refused).rejects.toMatchObject({
      code: 'unreachable',
      hosts: expect.arrayContaining([
        { host: `127.0.0.1:${String(port)}`, reason: 'ECONNREFUSED' },
        { host: `127.0.0.2:${String(port)}`, reason: 'ECONNREFUSED' },
      ]) as unknown,
    });
  });

  describe('through a network that fails', () => {
    let proxy: TcpProxy;
    let behind: Cassandra;

    beforeEach(async () => {
      const { contactPoints, port } = keyspace.connection;
      proxy = new TcpProxy({ host: contactPoints[0] ?? '', port });
      await proxy.start();
      behind = await connectCassandra({
        ...keyspace.connection,
        contactPoints: ['127.0.0.1'],
        port: proxy.port,
        timeouts: { shutdownMs: 500 },
      });
    });

    afterEach(async () => {
      await behind.close();
      await proxy.stop();
    });

    it('rejects the first next() promptly when all hosts are down', async () => {
      const query = behind.repository(UserByCity).filter({ cityId: 1 });
      await expect(query.first()).resolves.not.toBeNull();
      await proxy.stop();
      const start = performance.now();
      await expect(query[Symbol.asyncIterator]().next()).rejects.toThrow(CassandraUnreachableError);
      // Were it to wait for an answer, that would be 6 s.
      expect(performance.now() - start).toBeLessThan(4000);
      await proxy.start();
    });

    it('goes on with the page it was at when the node comes back, and repeats no row', async () => {
      const pages: PageRead[] = [];
      const query = behind
        .repository(UserByCity)
        .filter({ cityId: 1 })
        .with({ pageSize: 10, readAhead: false, pageRetries: 10, pageRetryDelayMs: 100 })
        .with({ onPage: (page) => pages.push(page) });
      const names: string[] = [];
      for await (const { username } of query) {
        names.push(username);
        if (names.length !== 20) continue;
        await proxy.stop();
        setTimeout(() => void proxy.start(), 200);
      }
      expect(names).toEqual(inOrder);
      expect(pages.some(({ retries }) => retries > 0)).toBe(true);
    });

    it('ends in time where no answer comes, and leaves nothing behind', async () => {
      const query = behind.repository(UserByCity).filter({ cityId: 1 });
      await expect(query.all()).resolves.toHaveLength(55);
      proxy.silence();
      const start = performance.now();
      const late = query.with({ timeoutMs: 300 }).all();
      await expect(late).rejects.toThrow(CassandraRequestTimeoutError);
      // A statement that has to be prepared first does not take longer.
      const fresh = query.select('username').limit(3).with({ timeoutMs: 300 }).all();
      await expect(fresh).rejects.toThrow(CassandraRequestTimeoutError);
      expect(performance.now() - start).toBeLessThan(4000);
      await proxy.stop();
      await proxy.start();
    });
  });
});
