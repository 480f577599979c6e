import { randomUUID } from 'node:crypto';
import {
  bigint,
  type Cassandra,
  column,
  connectCassandra,
  cql,
  int,
  InvalidQueryError,
  StatementRejectedError,
  Table,
  text,
  uuid,
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
      tables: [Order, Visit],
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

  it('tells what the server refuses without a value', async () => {
    const wrong = cassandra.query(cql`SELECT day FROM ${Visit} WHERE nosuch = ${'secret'}`);
    const error: unknown = await wrong.all().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StatementRejectedError);
    expect((error as Error).message).not.toContain('secret');
  });
});
