import {
  type Cassandra,
  connectCassandra,
  InvalidCursorError,
  type Repository,
  splitRange,
  wholeRing,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { forAll, User, UserByCity } from '../../support/api/users.js';

describe('Repository.scan', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let users: Repository<User>;
  const cursorSecrets = ['a secret of more than thirty-two characters'];
  const names = Array.from({ length: 500 }, (_, index) => `user${String(index)}`);

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      cursorSecrets,
      schema: 'sync',
      tables: [User, UserByCity],
    });
    users = cassandra.repository(User);
    await forAll(names, (username) => users.insert({ username, age: 1, cityId: 1 }));
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('gives every row once, and its progress', async () => {
    const seen: string[] = [];
    const fractions: number[] = [];
    for await (const page of users.scan({ concurrency: 4, pageSize: 10 }).pages()) {
      seen.push(...page.rows.map(({ username }) => username));
      fractions.push(page.ringFraction);
    }
    expect(seen.sort()).toEqual([...names].sort());
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it('reads the ranges it is given', async () => {
    const halves = splitRange(wholeRing, 2);
    const counts = [];
    for (const range of halves) {
      const rows: User[] = [];
      for await (const row of users.scan({ ranges: [range] })) rows.push(row);
      counts.push(rows.length);
    }
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts.reduce((sum, rows) => sum + rows, 0)).toBe(names.length);
  });

  it('goes on in another process after any page', async () => {
    for (const stopAfter of [1, 5, 20, 60]) {
      const seen: string[] = [];
      let position: string | null = null;
      let pages = 0;
      for await (const page of users.scan({ concurrency: 3, pageSize: 5 }).pages()) {
        seen.push(...page.rows.map(({ username }) => username));
        position = page.position;
        if (++pages === stopAfter) break;
      }
      const other = await connectCassandra({ ...keyspace.connection, cursorSecrets });
      const rest = other.repository(User).scan({ position, pageSize: 50 });
      let last: string | null = position;
      for await (const page of rest.pages()) {
        seen.push(...page.rows.map(({ username }) => username));
        last = page.position;
      }
      await other.close();
      expect(seen.sort()).toEqual([...names].sort());
      expect(last).toBeNull();
    }
  });

  it('takes no position of another table, and none beside ranges', async () => {
    const page = await users.scan({ pageSize: 5 }).pages().next();
    const position = page.done === true ? null : page.value.position;
    const others = cassandra.repository(UserByCity).scan({ position });
    await expect(others.pages().next()).rejects.toThrow(InvalidCursorError);
    const { cursor } = await users.all().page({ size: 5 });
    await expect(users.scan({ position: cursor }).pages().next()).rejects.toThrow(
      InvalidCursorError,
    );
    const both = users.scan({ position, ranges: [wholeRing] });
    await expect(both.pages().next()).rejects.toMatchObject({ code: 'scan-range' });
  });

  it('ends every range when the reader leaves early or aborts', async () => {
    for await (const user of users.scan({ concurrency: 8, pageSize: 5 })) {
      expect(user).toBeInstanceOf(User);
      break;
    }
    const stop = new AbortController();
    const read = async (): Promise<void> => {
      for await (const page of users.scan({ pageSize: 5, signal: stop.signal }).pages()) {
        expect(page.rows.length).toBeLessThanOrEqual(5);
        stop.abort(new Error('enough'));
      }
    };
    await expect(read()).rejects.toThrow('enough');
    await expect(users.findOne({ username: 'user1' })).resolves.not.toBeNull();
  });
});
