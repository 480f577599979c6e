import {
  type Cassandra,
  connectCassandra,
  int,
  type Repository,
  Table,
  text,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';

class Message extends Table('messages', {
  columns: { room: text(), at: int(), body: text(), topic: text().static() },
  partitionKey: ['room'],
  clusteringKey: ['at'],
}) {}

describe('A table with static columns', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let messages: Repository<Message>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Message],
    });
    messages = cassandra.repository(Message);
    // A partition that has a static value and no rows.
    const table = `"${keyspace.name}"."messages"`;
    await cassandra.client.execute(`INSERT INTO ${table} ("room", "topic") VALUES (?, ?)`, [
      'empty',
      'silence',
    ]);
    await messages.insert({ room: 'hall', at: 1, body: 'hello', topic: 'greetings' });
    await messages.insert({ room: 'hall', at: 2, body: 'bye' });
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('gives the value of the partition in each of its rows', async () => {
    const rows = await messages.filter({ room: 'hall' }).all();
    expect(rows.map(({ topic }) => topic)).toEqual(['greetings', 'greetings']);
    await messages.updateStatic({ room: 'hall' }, { topic: 'farewells' });
    expect(await messages.findOne({ room: 'hall', at: 2 })).toMatchObject({ topic: 'farewells' });
  });

  it('takes a partition without rows for no row', async () => {
    expect(await messages.filter({ room: 'empty' }).all()).toEqual([]);
    expect(await messages.filter({ room: 'empty' }).first()).toBeNull();
    const both = messages.filter({ room: { in: ['empty', 'hall'] } });
    expect(await both.first()).toMatchObject({ body: 'hello' });
    expect(await both.limit(1).all()).toHaveLength(1);
    expect(await messages.all().all()).toHaveLength(2);
    const scanned: string[] = [];
    for await (const { body } of messages.scan()) scanned.push(body);
    expect(scanned.sort()).toEqual(['bye', 'hello']);
  });
});
