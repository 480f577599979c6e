import {
  type Cassandra,
  connectCassandra,
  InvalidCursorError,
  InvalidQueryError,
  type Query,
  type Repository,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { cursorBinding } from '../../../src/cassandra/paging/cursor/cursor-binding.js';
import { cursorKeys } from '../../../src/cassandra/paging/cursor/cursor-keys.js';
import { CursorSealer } from '../../../src/cassandra/paging/cursor/cursor-sealer.js';
import { forAll, UserByCity, usersOf } from '../../support/api/users.js';

const readOfUsers = { operation: 'read', table: 'users_by_city', isIdempotent: true } as const;

describe('Query', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let users: Repository<UserByCity>;
  const cursorSecrets = ['first secret of thirty-two characters'];

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      cursorSecrets,
      schema: 'sync',
      maxRows: 30,
      tables: [UserByCity],
    });
    users = cassandra.repository(UserByCity);
    await forAll([...usersOf(1, 30), ...usersOf(2, 5)], (user) => users.insert(user));
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  async function readAllPages(query: Query<UserByCity>, size: number): Promise<number[]> {
    const sizes: number[] = [];
    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof query.page>> = await query.page({ size, cursor });
      sizes.push(page.rows.length);
      for (const { username } of page.rows) seen.add(username);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen.size).toBe(sizes.reduce((sum, rows) => sum + rows, 0));
    return sizes;
  }

  it('goes on where the cursor says until there is none', async () => {
    expect(await readAllPages(users.filter({ cityId: 1 }), 10)).toEqual([10, 10, 10, 0]);
    expect(await readAllPages(users.filter({ cityId: 1 }), 50)).toEqual([30]);
    expect(await readAllPages(users.filter({ cityId: 1 }).limit(25), 10)).toEqual([10, 10, 5]);
    expect(await readAllPages(users.filter({ cityId: 1 }).limit(20), 10)).toEqual([10, 10]);
  });

  it('takes a cursor for the same query, page size and principal only (invalid-cursor)', async () => {
    const query = users.filter({ cityId: 1 });
    const { cursor } = await query.page({ size: 10, principal: 'ada' });
    if (cursor === null) throw new Error('There is a second page');
    const refused = [
      users.filter({ cityId: 2 }).page({ size: 10, principal: 'ada', cursor }),
      query.orderBy({ age: 'asc' }).page({ size: 10, principal: 'ada', cursor }),
      query.limit(15).page({ size: 10, principal: 'ada', cursor }),
      query.page({ size: 11, principal: 'ada', cursor }),
      query.page({ size: 10, principal: 'eve', cursor }),
      query.page({ size: 10, cursor }),
      query.page({ size: 10, principal: 'ada', cursor: `${cursor}A` }),
      query.page({ size: 10, principal: 'ada', cursor: '' }),
    ];
    for (const page of refused) await expect(page).rejects.toThrow(InvalidCursorError);
    const second = await query.page({ size: 10, principal: 'ada', cursor });
    expect(second.rows.map(({ username }) => username)).toHaveLength(10);
  });

  it('opens a cursor in another process with one of its secrets', async () => {
    const { cursor } = await users.filter({ cityId: 1 }).page({ size: 10 });
    const other = await connectCassandra({
      ...keyspace.connection,
      cursorSecrets: ['a newer secret of thirty-two characters', ...cursorSecrets],
    });
    const query = other.repository(UserByCity).filter({ cityId: 1 });
    const { rows } = await query.page({ size: 10, cursor });
    await other.close();
    expect(rows).toHaveLength(10);
  });

  it('refuses a cursor whose place the server does not know, as after an upgrade', async () => {
    const query = users.filter({ cityId: 1 });
    const statement = { cql: query.toCql(), values: [1] };
    const binding = cursorBinding({ ...statement, ...readOfUsers }, 10, undefined);
    const cursor = new CursorSealer(cursorKeys(cursorSecrets)).seal(
      { pageState: 'badcafe0', rowsUsed: 0, rowsLeft: null, expiresAt: Date.now() / 1000 + 60 },
      binding,
    );
    await expect(query.page({ size: 10, cursor })).rejects.toThrow(InvalidCursorError);
  });

  it('streams every row once, and stops asking when the reader leaves', async () => {
    const query = users.filter({ cityId: 1 }).with({ pageSize: 4 });
    const names: string[] = [];
    for await (const { username } of query) names.push(username);
    expect(new Set(names).size).toBe(30);
    const pages: number[] = [];
    for await (const page of query.pages()) pages.push(page.length);
    expect(pages).toEqual([4, 4, 4, 4, 4, 4, 4, 2]);
    let seen = 0;
    for await (const row of query.stream()) {
      expect(row).toBeInstanceOf(UserByCity);
      if (++seen === 6) break;
    }
    expect(seen).toBe(6);
  });

  it('ends at once with the reason of the signal', async () => {
    const stop = new AbortController();
    const reason = new Error('the client left');
    const query = users.filter({ cityId: 1 }).with({ pageSize: 4, signal: stop.signal });
    const read = async (): Promise<void> => {
      const rows: UserByCity[] = [];
      for await (const row of query) if (rows.push(row) === 5) stop.abort(reason);
    };
    await expect(read()).rejects.toBe(reason);
    await expect(users.filter({ cityId: 2 }).all()).resolves.toHaveLength(5);
  });

  it('gives no more than maxRows as an array (max-rows)', async () => {
    await expect(users.filter({ cityId: 1 }).all()).resolves.toHaveLength(30);
    await expect(users.all().all()).rejects.toThrow(InvalidQueryError);
    await expect(users.all().limit(7).all()).resolves.toHaveLength(7);
  });
});
