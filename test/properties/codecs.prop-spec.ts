import fc from 'fast-check';
import {
  bigint,
  boolean,
  type Cassandra,
  connectCassandra,
  double,
  int,
  type Repository,
  Table,
  text,
  timestamp,
  uuid,
} from '../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../src/embedded-cassandra/testing/index.js';

class Sample extends Table('samples', {
  columns: {
    id: uuid(),
    text: text().nullable(),
    int: int().nullable(),
    bigint: bigint().nullable(),
    double: double().nullable(),
    boolean: boolean().nullable(),
    timestamp: timestamp().nullable(),
  },
  partitionKey: ['id'],
}) {}

/** The same values as key and clustering columns, which travel another way. */
class Keyed extends Table('keyed', {
  columns: {
    text: text(),
    int: int(),
    bigint: bigint(),
    double: double(),
    boolean: boolean(),
    timestamp: timestamp(),
    uuid: uuid(),
  },
  partitionKey: ['text', 'uuid'],
  clusteringKey: ['int', 'bigint', 'double', 'boolean', 'timestamp'],
  clusteringOrder: { bigint: 'desc' },
}) {}

const values = {
  text: fc.string({ unit: 'binary', maxLength: 50 }),
  int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  bigint: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  double: fc.double(),
  boolean: fc.boolean(),
  timestamp: fc.date({ noInvalidDate: true }),
};
const id = fc.uuid();

describe('Values of every column type', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let samples: Repository<Sample>;
  let keyed: Repository<Keyed>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    const tables = [Sample, Keyed];
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables });
    samples = cassandra.repository(Sample);
    keyed = cassandra.repository(Keyed);
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('come back as they were written', async () => {
    const orNull = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
      fc.option(value);
    const row = fc.record({
      id,
      text: orNull(values.text),
      int: orNull(values.int),
      bigint: orNull(values.bigint),
      double: orNull(values.double),
      boolean: orNull(values.boolean),
      timestamp: orNull(values.timestamp),
    });
    await fc.assert(
      fc.asyncProperty(row, async (sample) => {
        await samples.insert(sample);
        expect(await samples.findOneOrFail({ id: sample.id })).toEqual(new Sample(sample));
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('find their rows again as key columns', async () => {
    const row = fc.record({ ...values, uuid: id });
    await fc.assert(
      fc.asyncProperty(row, async (key) => {
        await keyed.insert(key);
        expect(await keyed.findOneOrFail(key)).toEqual(new Keyed(key));
        const { text: name, uuid: at, int: number } = key;
        const rows = await keyed
          .filter({ text: name, uuid: { in: [at] }, int: { gte: number } })
          .all();
        expect(rows.map((found) => found.bigint)).toContain(key.bigint);
      }),
      { numRuns: 100 },
    );
  }, 60_000);
});
