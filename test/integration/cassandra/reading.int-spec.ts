import {
  type Cassandra,
  connectCassandra,
  mapConcurrent,
  type PageRead,
  type Query,
  type Repository,
  StreamTimeoutError,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { forAll, UserByCity, usersOf } from '../../support/api/users.js';

describe('Query.read', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let users: Repository<UserByCity>;
  const cursorSecrets = ['a secret of more than thirty-two characters'];

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      cursorSecrets,
      schema: 'sync',
      tables: [UserByCity],
    });
    users = cassandra.repository(UserByCity);
    await forAll([...usersOf(1, 30), ...usersOf(2, 5)], (user) => users.insert(user));
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  async function namesOf(rows: AsyncIterable<UserByCity>, stopAfter = Infinity): Promise<string[]> {
    const names: string[] = [];
    for await (const { username } of rows) {
      names.push(username);
      if (names.length === stopAfter) break;
    }
    return names;
  }

  it.each<[string, (from: Repository<UserByCity>) => Query<UserByCity>]>([
    ['a partition', (from) => from.filter({ cityId: 1 })],
    ['a limit', (from) => from.filter({ cityId: 1 }).limit(25)],
    ['several partitions', (from) => from.filter({ cityId: { in: [1, 2] } })],
    ['the whole table', (from) => from.all()],
  ])('goes on in another process where it was left: %s', async (_, queryOf) => {
    const all = await namesOf(queryOf(users));
    const other = await connectCassandra({ ...keyspace.connection, cursorSecrets });
    const elsewhere = queryOf(other.repository(UserByCity)).with({ pageSize: 7 });
    for (const stopAfter of [1, 4, 6, 8, 24]) {
      const first = queryOf(users).with({ pageSize: 4 }).read();
      const names = await namesOf(first, stopAfter);
      const rest = elsewhere.read({ position: first.position });
      expect([...names, ...(await namesOf(rest))]).toEqual(all);
      expect(rest.isComplete).toBe(true);
    }
    await other.close();
  });

  it('asks for maxPages pages and tells of each', async () => {
    const pages: PageRead[] = [];
    const settings = { pageSize: 4, maxPages: 2, onPage: (page: PageRead) => pages.push(page) };
    const cut = users.filter({ cityId: 1 }).with(settings).read();
    expect(await namesOf(cut)).toHaveLength(8);
    expect(cut.isComplete).toBe(false);
    expect(pages.map(({ rows, isLast }) => [rows, isLast])).toEqual([
      [4, false],
      [4, false],
    ]);
    expect(pages.every(({ requestMs }) => requestMs > 0)).toBe(true);
  });

  it('leaves the connection usable after its time was over', async () => {
    const slow = users.filter({ cityId: 1 }).with({ pageSize: 4, streamTimeoutMs: 30 });
    const read = async (): Promise<void> => {
      for await (const row of slow) {
        expect(row).toBeInstanceOf(UserByCity);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
    };
    await expect(read()).rejects.toThrow(StreamTimeoutError);
    await expect(users.filter({ cityId: 2 }).all()).resolves.toHaveLength(5);
  });

  it('fans out with mapConcurrent, one reading for each item', async () => {
    const counts = await mapConcurrent([1, 2, 3], 2, (cityId, signal) =>
      users.filter({ cityId }).with({ signal }).count(),
    );
    expect(counts).toEqual([30, 5, 0]);
    const labels = await mapConcurrent(users.filter({ cityId: 2 }), 3, async ({ email }) => {
      const found = await users.filter({ email }).select('username').all();
      return found.map(({ username }) => username).sort()[0];
    });
    expect(labels).toHaveLength(5);
  });
});
