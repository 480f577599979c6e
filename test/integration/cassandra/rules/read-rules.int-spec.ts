import {
  avg,
  type Cassandra,
  connectCassandra,
  count,
  float,
  InvalidRequestError,
  int,
  type Query,
  type Repository,
  sum,
  Table,
  text,
  vector,
  writetime,
} from '../../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../../src/embedded-cassandra/testing/index.js';

class Message extends Table('messages', {
  columns: {
    room: text(),
    at: int(),
    part: int(),
    size: int(),
    body: text(),
    topic: text().static(),
    embedding: vector(float(), 2),
  },
  partitionKey: ['room'],
  clusteringKey: ['at', 'part'],
  clusteringOrder: { at: 'desc' },
  indexes: ['body', 'embedding'],
}) {}

type Messages = Repository<Message>;
/** A read of any shape. */
interface AnyQuery {
  all(): Promise<unknown>;
}
/** What the types would refuse. */
const any = (value: unknown): never => value as never;

describe('What Cassandra says to the reads that are refused here', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let messages: Messages;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [Message],
    });
    messages = cassandra.repository(Message);
    const large = 2 ** 31 - 1;
    const embedding = Float32Array.of(1, 2);
    for (const at of [1, 2, 3]) {
      const room = at === 3 ? 'b' : 'a';
      await messages.insert({ room, at, part: 1, size: large, body: 'x', topic: 't', embedding });
    }
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  const ask = async (
    cql: string,
    values: unknown[] = [],
  ): Promise<readonly Record<string, unknown>[]> => {
    const inKeyspace = cql.replace('FROM messages', `FROM "${keyspace.name}".messages`);
    return (await cassandra.client.execute(inKeyspace, values, { prepare: values.length > 0 }))
      .rows;
  };
  async function codesOf(query: AnyQuery): Promise<readonly string[]> {
    const error: unknown = await query.all().catch((thrown: unknown) => thrown);
    if (!(error instanceof InvalidRequestError)) throw new Error('It was not refused');
    return error.faults.map(({ code }) => code);
  }
  const inRoom = (of: Messages): Query<Message> => of.filter({ room: 'a' });

  it.each<[code: string, query: (of: Messages) => AnyQuery, cql: string, answer: RegExp]>([
    [
      'order-mixed',
      (of) => inRoom(of).orderBy(any({ at: 'asc', part: 'asc' })),
      `* FROM messages WHERE room = 'a' ORDER BY at ASC, part ASC`,
      /Unsupported order by/,
    ],
    [
      'order-gap',
      (of) => inRoom(of).orderBy({ part: 'asc' }),
      `* FROM messages WHERE room = 'a' ORDER BY part ASC`,
      /preceding|Unsupported order by|order/,
    ],
    [
      'order-column',
      (of) => inRoom(of).orderBy(any({ size: 'asc' })),
      `* FROM messages WHERE room = 'a' ORDER BY size ASC`,
      /clustered columns/,
    ],
    [
      'order-needs-partition',
      (of) => of.all().orderBy({ at: 'asc' }),
      '* FROM messages ORDER BY at ASC',
      /partition key/,
    ],
    [
      'order-with-index',
      (of) => of.filter({ room: 'a', body: 'x' }).orderBy({ at: 'asc' }),
      `* FROM messages WHERE room = 'a' AND body = 'x' ORDER BY at ASC`,
      /ORDER BY with 2ndary indexes|not supported/,
    ],
    ['limit', (of) => inRoom(of).limit(0), '* FROM messages LIMIT 0', /strictly positive/],
    [
      'per-partition-limit',
      (of) => inRoom(of).perPartitionLimit(0),
      '* FROM messages PER PARTITION LIMIT 0',
      /strictly positive/,
    ],
    [
      'per-partition-limit',
      (of) => of.partitions().perPartitionLimit(1),
      'DISTINCT room FROM messages PER PARTITION LIMIT 1',
      /PER PARTITION LIMIT/,
    ],
    [
      'per-partition-limit',
      (of) => inRoom(of).select({ n: count() }).perPartitionLimit(1),
      `count(*) FROM messages WHERE room = 'a' PER PARTITION LIMIT 1`,
      /PER PARTITION LIMIT/,
    ],
    [
      'select',
      (of) => inRoom(of).select(any('nosuch')),
      'nosuch FROM messages',
      /Undefined column/,
    ],
    [
      'select-static-only',
      (of) => of.filter({ room: 'a', at: 1 }).select('topic'),
      `topic FROM messages WHERE room = 'a' AND at = 1`,
      /static/,
    ],
    [
      'distinct',
      (of) => of.partitions().select('room', any('at')),
      'DISTINCT room, at FROM messages',
      /DISTINCT/,
    ],
    [
      'distinct',
      (of) => of.partitions(any({ room: 'a', at: 1 })),
      `DISTINCT room FROM messages WHERE room = 'a' AND at = 1`,
      /DISTINCT/,
    ],
    [
      'group-by',
      (of) =>
        of
          .filter({ room: { in: ['a', 'b'] } })
          .select({ n: count() })
          .groupBy('part'),
      `count(*) FROM messages WHERE room IN ('a', 'b') GROUP BY part`,
      /Group by/,
    ],
    [
      'group-by',
      (of) => inRoom(of).select({ n: count() }).groupBy(any('size')),
      `count(*) FROM messages WHERE room = 'a' GROUP BY size`,
      /Group by/,
    ],
    [
      'aggregate-type',
      (of) => inRoom(of).select({ total: any(sum('body')) }),
      `sum(body) FROM messages WHERE room = 'a'`,
      /sum/,
    ],
    [
      'aggregate-type',
      (of) => inRoom(of).select({ mean: any(avg('topic')) }),
      `avg(topic) FROM messages WHERE room = 'a'`,
      /avg/,
    ],
    [
      'ann',
      (of) => of.nearest('embedding', Float32Array.of(1, 2)).limit(1001),
      '* FROM messages ORDER BY embedding ANN OF [1.0, 2.0] LIMIT 1001',
      /LIMIT/,
    ],
    [
      'writetime',
      (of) => inRoom(of).select({ at: any(writetime('part')) }),
      `writetime(part) FROM messages WHERE room = 'a'`,
      /writetime|PRIMARY KEY/i,
    ],
  ])('it refuses %s too (%#)', async (code, query, cql, answer) => {
    expect(await codesOf(query(messages))).toContain(code);
    await expect(ask(`SELECT ${cql}`)).rejects.toThrow(answer);
  });

  it('it refuses to page several partitions in one order (order-partition-in)', async () => {
    const both = messages.filter({ room: { in: ['a', 'b'] } }).orderBy({ at: 'asc' });
    expect(await codesOf(both)).toEqual(['order-partition-in']);
    const cql = `SELECT * FROM messages WHERE room IN ('a', 'b') ORDER BY at ASC`;
    await expect(ask(cql)).rejects.toThrow(/page queries with both ORDER BY and a IN/);
  });

  it('it takes no fetch size for all rows at once (page-size)', async () => {
    await expect(messages.all().page({ size: 0 })).rejects.toMatchObject({ code: 'page-size' });
    const options = { fetchSize: 0 };
    const cql = `SELECT * FROM "${keyspace.name}".messages`;
    const { rows, pageState } = await cassandra.client.execute(cql, [], options);
    expect([rows.length, pageState]).toEqual([3, null]);
  });

  it('it counts past a limit (aggregate-limit)', async () => {
    const limited = inRoom(messages).limit(1).select({ n: count() });
    expect(await codesOf(limited)).toEqual(['aggregate-limit']);
    const [row] = await ask(`SELECT count(*) AS n FROM messages WHERE room = 'a' LIMIT 1`);
    expect(String(row?.n)).toBe('2');
  });

  it('it aggregates whole tables (aggregate-scan)', async () => {
    expect(await codesOf(messages.all().select({ n: count() }))).toEqual(['aggregate-scan']);
    const [row] = await ask('SELECT count(*) AS n FROM messages');
    expect(String(row?.n)).toBe('3');
  });

  it('it gives the value of any row of a group (group-select)', async () => {
    const grouped = inRoom(messages).select('size', { n: count() }).groupBy('room');
    expect(await codesOf(grouped)).toEqual(['group-select']);
    const cql = `SELECT at, count(*) AS n FROM messages WHERE room = 'a' GROUP BY room`;
    expect(await ask(cql)).toMatchObject([{ at: 2 }]);
  });

  it('it sums ints past 32 bits without a word, which is why sums are cast (aggregate-type)', async () => {
    const [row] = await ask(`SELECT sum(size) AS total FROM messages WHERE room = 'a'`);
    expect(row?.total).toBe(-2);
    const ours = inRoom(messages).select({ total: sum('size'), mean: avg('size') });
    expect(await ours.one()).toEqual({ total: 2n ** 32n - 2n, mean: 2 ** 31 - 1 });
  });
});
