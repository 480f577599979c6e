import fc from 'fast-check';
import {
  ascii,
  bigint,
  blob,
  boolean,
  type Cassandra,
  type Column,
  connectCassandra,
  date,
  Decimal,
  decimal,
  double,
  Duration,
  duration,
  float,
  frozen,
  inet,
  int,
  list,
  map,
  type Repository,
  set,
  smallint,
  Table,
  text,
  time,
  timestamp,
  timeuuid,
  tinyint,
  tuple,
  udt,
  uuid,
  varint,
  vector,
} from '../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../src/embedded-cassandra/testing/index.js';
import '../support/seed.js';

class Sample extends Table('samples', {
  columns: {
    id: uuid(),
    text: text().nullable(),
    int: int().nullable(),
    bigint: bigint().nullable(),
    double: double().nullable(),
    boolean: boolean().nullable(),
    timestamp: timestamp().nullable(),
    ascii: ascii().nullable(),
    tinyint: tinyint().nullable(),
    smallint: smallint().nullable(),
    varint: varint().nullable(),
    float: float().nullable(),
    decimal: decimal().nullable(),
    blob: blob().nullable(),
    date: date().nullable(),
    time: time().nullable(),
    duration: duration().nullable(),
    timeuuid: timeuuid().nullable(),
    inet: inet().nullable(),
  },
  partitionKey: ['id'],
}) {}

/** Collections of every type in every place, nested ones too. */
class Collected extends Table('collected', {
  columns: {
    id: uuid(),
    list: list(text()),
    listOfBytes: list(blob()),
    listOfDurations: list(duration()),
    listOfMaps: list(frozen(map(inet(), timestamp()))),
    set: set(varint()),
    setOfTuples: set(tuple(tinyint(), ascii(), frozen(list(int())))),
    map: map(date(), decimal()),
    mapOfSets: map(text(), frozen(set(time()))),
    frozen: frozen(map(timeuuid(), frozen(list(float())))),
    frozenList: frozen(list(smallint())).nullable(),
    tuple: tuple(boolean(), double(), bigint()).nullable(),
    vector: vector(float(), 3).nullable(),
    vectorOfTexts: vector(text(), 2).nullable(),
    vectorOfNumbers: vector(smallint(), 2).nullable(),
    vectorOfDates: vector(date(), 2).nullable(),
    vectorOfTimes: vector(time(), 2).nullable(),
    vectorOfIds: vector(uuid(), 2).nullable(),
    vectorOfLists: vector(frozen(list(int())), 2).nullable(),
    vectorOfVectors: vector(vector(float(), 2), 2).nullable(),
  },
  partitionKey: ['id'],
}) {}

const scalars = {
  ...{ text, int, bigint, double, boolean, timestamp, ascii, tinyint, smallint, varint, float },
  ...{ decimal, blob, date, time, duration, timeuuid, inet, uuid },
};
type ScalarName = keyof typeof scalars;
/** Kinds without an order, and decimals, which are equal in Cassandra whatever their zeros: no elements of a set. */
const unordered: readonly string[] = ['duration', 'decimal'] satisfies ScalarName[];
const names = Object.keys(scalars) as ScalarName[];
/** Each scalar type as map key, in a set in a list in a map, and in a vector in a tuple. */
const nestedColumns = Object.fromEntries(
  names.map((name): [string, Column] => {
    const one = scalars[name]() as ReturnType<typeof text>;
    return unordered.includes(name)
      ? [name, map(text(), frozen(list(frozen(list(tuple(one, vector(one, 2)))))))]
      : [name, map(one, frozen(list(frozen(set(tuple(one, vector(one, 2)))))))];
  }),
);
const Place = udt('place', { street: text(), floors: frozen(map(int(), frozen(set(text())))) });
class Nested extends Table('nested', {
  columns: {
    id: uuid(),
    ...(nestedColumns as unknown as { text: Column }),
    places: list(frozen(Place)),
    byPlace: frozen(map(frozen(Place), frozen(list(frozen(Place))))),
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
    blob: blob(),
    varint: varint(),
    decimal: decimal(),
    date: date(),
    time: time(),
    timeuuid: timeuuid(),
    inet: inet(),
    frozen: frozen(set(text())),
    tuple: tuple(int(), text()),
    vector: vector(float(), 2),
  },
  partitionKey: ['text', 'uuid', 'blob', 'decimal'],
  clusteringKey: [
    'int',
    'bigint',
    'double',
    'boolean',
    'timestamp',
    'varint',
    'date',
    'time',
    'timeuuid',
    'inet',
    'frozen',
    'tuple',
    'vector',
  ],
  clusteringOrder: { bigint: 'desc' },
}) {}

const values = {
  text: fc.string({ unit: 'binary', maxLength: 50 }),
  int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  bigint: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  double: fc.double(),
  boolean: fc.boolean(),
  timestamp: fc.date({ noInvalidDate: true }),
  ascii: fc.string({ unit: 'binary-ascii', maxLength: 20 }),
  tinyint: fc.integer({ min: -128, max: 127 }),
  smallint: fc.integer({ min: -32_768, max: 32_767 }),
  varint: fc.oneof(fc.bigInt({ min: -300n, max: 300n }), fc.bigInt()),
  float: fc.float(),
  decimal: fc
    .tuple(fc.bigInt(), fc.integer({ min: -1000, max: 1000 }))
    .map(([unscaled, scale]) => new Decimal(unscaled, scale)),
  blob: fc.uint8Array({ maxLength: 20 }),
  date: fc.date({ noInvalidDate: true }).map(dayOf),
  time: fc
    .tuple(fc.integer({ min: 0, max: 86_399 }), fc.integer({ min: 0, max: 999_999_999 }))
    .map(([seconds, nanoseconds]) => timeOf(seconds, nanoseconds)),
  duration: fc
    .tuple(
      fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      fc.integer({ min: 0, max: 2 ** 31 - 1 }),
      fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
      fc.boolean(),
    )
    .map(([months, days, nanoseconds, isNegative]) =>
      isNegative
        ? new Duration(-months, -days, -nanoseconds)
        : new Duration(months, days, nanoseconds),
    ),
  timeuuid: fc.uuid({ version: 1 }),
  inet: fc.oneof(
    fc.ipV4(),
    fc.ipV6().map((address) => new URL(`http://[${address}]`).hostname.slice(1, -1)),
  ),
};
const id = fc.uuid();

/** Years of six digits, as ECMAScript writes those beyond four, are written with as many as they need. */
function dayOf(date: Date): string {
  const [, sign = '', year = '', rest = ''] =
    /^([+-]?)(\d+)(-\d\d-\d\d)/.exec(date.toISOString()) ?? [];
  return `${sign === '-' ? '-' : ''}${String(Number(year)).padStart(4, '0')}${rest}`;
}

function timeOf(seconds: number, nanoseconds: number): string {
  const clock = new Date(seconds * 1000).toISOString().slice(11, 19);
  return `${clock}.${String(nanoseconds).padStart(9, '0')}`;
}

const few = { maxLength: 4 };
const setOf = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Set<Value>> =>
  fc.uniqueArray(value, few).map((elements) => new Set(elements));
const mapOf = <Key, Value>(
  key: fc.Arbitrary<Key>,
  value: fc.Arbitrary<Value>,
): fc.Arbitrary<Map<Key, Value>> =>
  fc
    .uniqueArray(fc.tuple(key, value), { ...few, selector: ([one]) => one })
    .map((entries) => new Map(entries));
const twice = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
  fc.array(value, { minLength: 2, maxLength: 2 });
const floats = (length: number): fc.Arbitrary<Float32Array> =>
  fc.float32Array({ minLength: length, maxLength: length, noNaN: true, noDefaultInfinity: true });

describe('Values of every column type', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let samples: Repository<Sample>;
  let keyed: Repository<Keyed>;
  let collected: Repository<Collected>;
  let nested: Repository<Nested>;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    const tables = [Sample, Keyed, Collected, Nested];
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables });
    samples = cassandra.repository(Sample);
    keyed = cassandra.repository(Keyed);
    collected = cassandra.repository(Collected);
    nested = cassandra.repository(Nested);
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('come back as they were written', async () => {
    const orNull = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
      fc.option(value);
    const { text, int, bigint, double, boolean, timestamp, ...others } = values;
    const row = fc.record({
      id,
      text: orNull(text),
      int: orNull(int),
      bigint: orNull(bigint),
      double: orNull(double),
      boolean: orNull(boolean),
      timestamp: orNull(timestamp),
      ascii: orNull(others.ascii),
      tinyint: orNull(others.tinyint),
      smallint: orNull(others.smallint),
      varint: orNull(others.varint),
      float: orNull(others.float),
      decimal: orNull(others.decimal),
      blob: orNull(others.blob),
      date: orNull(others.date),
      time: orNull(others.time),
      duration: orNull(others.duration),
      timeuuid: orNull(others.timeuuid),
      inet: orNull(others.inet),
    });
    await fc.assert(
      fc.asyncProperty(row, async (sample) => {
        await samples.insert(sample);
        expect(await samples.findOneOrFail({ id: sample.id })).toEqual(new Sample(sample));
      }),
      { numRuns: 200 },
    );
  });

  it('come back from collections, however nested', async () => {
    const row = fc.record({
      id,
      list: fc.array(values.text, few),
      listOfBytes: fc.array(values.blob, few),
      listOfDurations: fc.array(values.duration, few),
      listOfMaps: fc.array(mapOf(values.inet, values.timestamp), few),
      set: setOf(values.varint),
      setOfTuples: fc
        .uniqueArray(fc.tuple(values.tinyint, values.ascii, fc.array(values.int, few)), {
          ...few,
          selector: (one) => JSON.stringify(one),
        })
        .map((elements) => new Set(elements)),
      map: mapOf(values.date, values.decimal),
      mapOfSets: mapOf(values.text, setOf(values.time)),
      frozen: mapOf(values.timeuuid, fc.array(values.float, few)),
      frozenList: fc.option(fc.array(values.smallint, few)),
      tuple: fc.option(fc.tuple(values.boolean, values.double, values.bigint)),
      vector: fc.option(floats(3)),
      vectorOfTexts: fc.option(twice(values.text)),
      vectorOfNumbers: fc.option(twice(values.smallint)),
      vectorOfDates: fc.option(twice(values.date)),
      vectorOfTimes: fc.option(twice(values.time)),
      vectorOfIds: fc.option(twice(id)),
      vectorOfLists: fc.option(twice(fc.array(values.int, few))),
      vectorOfVectors: fc.option(twice(floats(2))),
    });
    await fc.assert(
      fc.asyncProperty(row, async (sample) => {
        await collected.insert(sample);
        expect(await collected.findOneOrFail({ id: sample.id })).toEqual(new Collected(sample));
      }),
      { numRuns: 200 },
    );
  });

  it('come back from collections of collections of every type', async () => {
    const all: Readonly<Record<ScalarName, fc.Arbitrary<unknown>>> = { ...values, uuid: id };
    const keyOf = (value: unknown): string =>
      typeof value === 'bigint' || Object.is(value, -0) || typeof value === 'string'
        ? `${typeof value} ${String(value)}`
        : JSON.stringify(value) + String(value);
    const several = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
      fc.uniqueArray(value, { maxLength: 2, selector: keyOf });
    const columns = names.map((name): [string, fc.Arbitrary<unknown>] => {
      const one = all[name];
      const vectorOfIt = name === 'float' ? floats(2) : twice(one);
      const element = fc.tuple(one, vectorOfIt);
      if (unordered.includes(name)) {
        const lists = fc.array(fc.array(element, { maxLength: 2 }), { maxLength: 2 });
        return [name, mapOf(values.text, lists)];
      }
      const sets = fc.array(
        fc.array(element, { maxLength: 1 }).map((those) => new Set(those)),
        {
          maxLength: 2,
        },
      );
      return [
        name,
        several(one).chain((those) =>
          fc
            .tuple(...those.map((key) => fc.tuple(fc.constant(key), sets)))
            .map((entries) => new Map(entries)),
        ),
      ];
    });
    const place = fc.record({ street: values.text, floors: mapOf(values.int, setOf(values.text)) });
    const row = fc.record({
      id,
      ...(Object.fromEntries(columns) as { text: fc.Arbitrary<never> }),
      places: fc.array(place, { maxLength: 2 }),
      byPlace: fc.tuple(place, fc.array(place, { maxLength: 2 })).map((entry) => new Map([entry])),
    });
    await fc.assert(
      fc.asyncProperty(row, async (sample) => {
        await nested.insert(sample);
        expect(await nested.findOneOrFail({ id: sample.id })).toEqual(new Nested(sample as never));
      }),
      { numRuns: 60 },
    );
  });

  it('find their rows again as key columns', async () => {
    const { text, int, bigint, double, boolean, timestamp, blob, varint, decimal, ...others } =
      values;
    const { date, time, timeuuid, inet } = others;
    const row = fc.record({
      ...{ text, int, bigint, double, boolean, timestamp, blob, varint, decimal },
      ...{ date, time, timeuuid, inet, uuid: id },
      frozen: setOf(text),
      tuple: fc.tuple(int, text),
      vector: floats(2),
    });
    await fc.assert(
      fc.asyncProperty(row, async (key) => {
        await keyed.insert(key);
        expect(await keyed.findOneOrFail(key)).toEqual(new Keyed(key));
        const { text: name, uuid: at, int: number, blob: bytes, decimal: price } = key;
        const rows = await keyed
          .filter({
            text: name,
            uuid: { in: [at] },
            blob: bytes,
            decimal: price,
            int: { gte: number },
          })
          .all();
        expect(rows.map((found) => found.bigint)).toContain(key.bigint);
      }),
      { numRuns: 100 },
    );
  });
});
