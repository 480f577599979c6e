import {
  type Cassandra,
  connectCassandra,
  type Repository,
  splitRange,
  wholeRing,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { forAll, User } from '../../support/users.js';

describe('Repository.scan', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let users: Repository<User>;
  const names = Array.from({ length: 500 }, (_, index) => `user${String(index)}`);

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables: [User] });
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
