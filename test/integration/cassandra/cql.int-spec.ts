import { randomUUID } from 'node:crypto';
import {
  bigint,
  blob,
  type Cassandra,
  column,
  connectCassandra,
  cql,
  type CqlValue,
  date,
  Decimal,
  decimal,
  Duration,
  duration,
  float,
  inet,
  int,
  InvalidQueryError,
  list,
  map,
  set,
  StatementRejectedError,
  Table,
  text,
  time,
  timestamp,
  tuple,
  uuid,
  vector,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';

class Order extends Table('orders', {
  columns: { shop: text(), id: uuid(), amountPaid: bigint(), note: text().named('Odd "note"') },
  partitionKey: ['shop'],
  clusteringKey: ['id'],
}) {}
class Visit extends Table('visits', {
  columns: { shop: text(), day: int() },
  partitionKey: ['shop'],
  clusteringKey: ['day'],
}) {}

class Any extends Table('anything', {
  columns: {
    id: int(),
    amount: decimal(),
    lasts: duration(),
    face: vector(float(), 2),
    day: date(),
    at: time(),
    address: inet(),
    picture: blob(),
    stamp: timestamp(),
    prices: map(text(), decimal()),
    pauses: list(duration()),
    days: set(date()),
    pair: tuple(int(), decimal()).nullable(),
    names: vector(text(), 2).nullable(),
  },
  partitionKey: ['id'],
}) {}

describe('Cassandra.query', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  const id = randomUUID();
  const shop = `O'Hara "s" -- shop; DROP TABLE orders`;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      maxRows: 20,
      tables: [Order, Visit, Any],
    });
    await cassandra.repository(Order).insert({ shop, id, amountPaid: 2n ** 60n, note: 'n' });
    for (let day = 0; day < 25; day++) await cassandra.repository(Visit).insert({ shop, day });
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('binds values and quotes names', async () => {
    const [row] = await cassandra
      .query(
        cql`SELECT id, ${column(Order, 'amountPaid')}, ${column(Order, 'note')} FROM ${Order}
            WHERE shop = ${shop} AND id IN ${[id, randomUUID()]}`,
      )
      .all();
    expect(row).toStrictEqual({ id, amount_paid: 2n ** 60n, 'Odd "note"': 'n' });
    expect(JSON.stringify(row)).toContain('"amount_paid":"1152921504606846976"');
    const token = cql`token(shop) > ${-(2n ** 63n)}`;
    expect(await cassandra.query(cql`SELECT shop FROM ${Order} WHERE ${token}`).first()).toEqual({
      shop,
    });
  });

  it('takes and gives the values of every type as a repository does', async () => {
    const row: Record<string, CqlValue> = {
      amount: Decimal.of('-1.50'),
      lasts: Duration.of('1mo2d3h'),
      face: Float32Array.of(0.5, 2),
      day: '2026-11-21',
      at: '08:30:00.000000001',
      address: '10.0.0.1',
      picture: Uint8Array.of(1, 2),
      stamp: new Date(0),
      prices: new Map([['a', Decimal.of('1.10')]]),
      pauses: [Duration.of('5s'), Duration.of('1d')],
      days: new Set(['2026-11-20', '2026-11-21']),
    };
    const insert = cql`INSERT INTO ${Any} (id, amount, lasts, face, day, at, address, picture, stamp, prices, pauses, days)
      VALUES (${1}, ${row.amount ?? null}, ${row.lasts ?? null}, ${row.face ?? null}, ${row.day ?? null}, ${row.at ?? null},
        ${row.address ?? null}, ${row.picture ?? null}, ${row.stamp ?? null}, ${row.prices ?? null}, ${row.pauses ?? null},
        ${row.days ?? null})`;
    await cassandra.query(insert).all();
    const pair: [number, Decimal] = [1, Decimal.of('2.5')];
    await cassandra.repository(Any).update({ id: 1 }, { pair, names: ['a', 'b'] });
    const [found] = await cassandra.query(cql`SELECT * FROM ${Any} WHERE id = ${1}`).all();
    expect(found).toStrictEqual({ id: 1, pair, names: ['a', 'b'], ...row });
    expect(await cassandra.repository(Any).findOneOrFail({ id: 1 })).toMatchObject(row);
    expect(JSON.parse(JSON.stringify(found))).toMatchObject({
      amount: '-1.50',
      lasts: '1mo2d3h',
      face: [0.5, 2],
      pair: [1, '2.5'],
    });
  });

  it('writes, and gives the outcome of a condition', async () => {
    const note = column(Order, 'note');
    const where = cql`WHERE shop = ${shop} AND id = ${id}`;
    await cassandra.query(cql`UPDATE ${Order} SET ${note} = ${'new'} ${where}`).all();
    const [answer] = await cassandra
      .query(cql`UPDATE ${Order} SET ${note} = ${'newer'} ${where} IF ${note} = ${'old'}`)
      .all();
    expect(answer).toEqual({ '[applied]': false, 'Odd "note"': 'new' });
  });

  it('reads page by page, within maxRows as an array, and from a position', async () => {
    const visits = cassandra
      .query(cql`SELECT day FROM ${Visit} WHERE shop = ${shop}`)
      .with({ pageSize: 4 });
    await expect(visits.all()).rejects.toThrow(InvalidQueryError);
    const days: unknown[] = [];
    const first = visits.read();
    for await (const { day } of first) if (days.push(day) === 6) break;
    for await (const { day } of visits.read({ position: first.position })) days.push(day);
    expect(days).toEqual(Array.from({ length: 25 }, (_, day) => day));
  });

  it.each<[string, CqlValue, 'amount' | 'lasts' | 'face']>([
    ['decimal', Decimal.of('1234567.89'), 'amount'],
    ['duration', Duration.of('1mo2d'), 'lasts'],
    ['vector of floats', Float32Array.of(1, 2), 'face'],
  ])('refuses a %s for a column of another type', async (_, value, own) => {
    const others = ['amount', 'lasts', 'face', 'day', 'at', 'address', 'picture', 'stamp'] as const;
    for (const name of others.filter((other) => other !== own)) {
      const insert = cql`INSERT INTO ${Any} (id, ${column(Any, name)}) VALUES (${99}, ${value})`;
      await expect(cassandra.query(insert).all()).rejects.toThrow(StatementRejectedError);
    }
    const paid = cql`UPDATE ${Order} SET amount_paid = ${value} WHERE shop = ${'x'} AND id = ${id}`;
    await expect(cassandra.query(paid).all()).rejects.toThrow(StatementRejectedError);
    await expect(cassandra.repository(Any).findOne({ id: 99 })).resolves.toBeNull();
    await expect(cassandra.repository(Order).findOne({ shop: 'x', id })).resolves.toBeNull();
  });

  it('tells what the server refuses without a value', async () => {
    const wrong = cassandra.query(cql`SELECT day FROM ${Visit} WHERE nosuch = ${'secret'}`);
    const error: unknown = await wrong.all().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StatementRejectedError);
    expect((error as Error).message).not.toContain('secret');
  });

  it('tells what the driver refuses without a value', async () => {
    const insert = cql`INSERT INTO ${Any} (id, stamp) VALUES (${99}, ${Decimal.of('123.45')})`;
    const error: unknown = await cassandra
      .query(insert)
      .all()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StatementRejectedError);
    expect((error as Error).message).not.toContain('123');
  });
});
