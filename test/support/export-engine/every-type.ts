import fc from 'fast-check';
import {
  ascii,
  bigint,
  blob,
  boolean,
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
  type NewRow,
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
} from '../../../src/cassandra/index.js';

const Address = udt('address', { street: text().nullable(), zip: int().nullable() });
const Person = udt('person', {
  name: text().nullable(),
  home: frozen(Address).nullable(),
  phones: frozen(map(text(), text())).nullable(),
});

/** Every CQL type but counter, alone, as a key, and inside the others. */
export class EveryType extends Table('every_type', {
  columns: {
    id: int(),
    place: timeuuid(),
    ascii: ascii().nullable(),
    bigint: bigint().nullable(),
    blob: blob().nullable(),
    boolean: boolean().nullable(),
    date: date().nullable(),
    decimal: decimal().nullable(),
    double: double().nullable(),
    duration: duration().nullable(),
    float: float().nullable(),
    inet: inet().nullable(),
    int: int().nullable(),
    smallint: smallint().nullable(),
    text: text().nullable(),
    time: time().nullable(),
    timestamp: timestamp().nullable(),
    timeuuid: timeuuid().nullable(),
    tinyint: tinyint().nullable(),
    uuid: uuid().nullable(),
    varint: varint().nullable(),
    list: list(text()),
    set: set(varint()),
    map: map(inet(), timestamp()),
    frozenList: frozen(list(smallint())).nullable(),
    listOfMaps: list(frozen(map(date(), decimal()))),
    mapOfSets: map(text(), frozen(set(time()))),
    mapByTuple: map(tuple(int(), text()), boolean()),
    tuple: tuple(boolean(), double(), bigint()).nullable(),
    person: Person.nullable(),
    people: list(frozen(Person)),
    floats: vector(float(), 3).nullable(),
    texts: vector(text(), 2).nullable(),
    smallints: vector(smallint(), 2).nullable(),
    shared: text().nullable().static(),
  },
  partitionKey: ['id'],
  clusteringKey: ['place'],
}) {}

const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    ' ',
    '"',
    'a,b',
    'two\r\nlines',
    '\u2028',
    '😀',
    'NULL',
    '=1+1',
    '\u0000',
    '\\',
  ),
);
const numbers = {
  tinyint: fc.integer({ min: -128, max: 127 }),
  smallint: fc.integer({ min: -32_768, max: 32_767 }),
  int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  bigint: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  varint: fc.oneof(fc.bigInt({ min: -300n, max: 300n }), fc.bigInt()),
  decimal: fc
    .tuple(fc.bigInt(), fc.integer({ min: -1000, max: 1000 }))
    .map(([unscaled, scale]) => new Decimal(unscaled, scale)),
};
const days = fc
  .integer({ min: -719_162, max: 2_932_896 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
const times = fc
  .tuple(fc.integer({ min: 0, max: 86_399 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(
    ([seconds, nanoseconds]) =>
      `${new Date(seconds * 1000).toISOString().slice(11, 19)}.${String(nanoseconds).padStart(9, '0')}`,
  );
const durations = fc
  .tuple(
    fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
  )
  .map(([months, ofDays, nanoseconds]) => new Duration(months, ofDays, nanoseconds));
const addresses = fc.oneof(
  fc.ipV4(),
  fc.ipV6().map((address) => new URL(`http://[${address}]`).hostname.slice(1, -1)),
);
const instants = fc.date({ noInvalidDate: true });
const timeuuids = fc.uuid({ version: 1 });

const few = { maxLength: 3 };
const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> =>
  fc.option(value, { freq: 4 });
const sets = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Set<Value>> =>
  fc.uniqueArray(value, few).map((elements) => new Set(elements));
const maps = <Key, Value>(
  key: fc.Arbitrary<Key>,
  value: fc.Arbitrary<Value>,
): fc.Arbitrary<Map<Key, Value>> =>
  fc
    .uniqueArray(fc.tuple(key, value), { ...few, selector: ([one]) => JSON.stringify(one) })
    .map((entries) => new Map(entries));

const homes = fc.record({ street: optional(words), zip: optional(numbers.int) });
const persons = fc.record({
  name: optional(words),
  home: optional(homes),
  phones: optional(maps(words, words)),
});

/** Any row, the extremes of each type among them. */
export const anyRow: fc.Arbitrary<NewRow<EveryType>> = fc.record({
  id: fc.integer({ min: 0, max: 1_000_000 }),
  place: timeuuids,
  ascii: optional(fc.string({ unit: 'binary-ascii', maxLength: 20 })),
  bigint: optional(numbers.bigint),
  blob: optional(fc.uint8Array({ maxLength: 20 })),
  boolean: optional(fc.boolean()),
  date: optional(days),
  decimal: optional(numbers.decimal),
  double: optional(fc.double()),
  duration: optional(durations),
  float: optional(fc.float()),
  inet: optional(addresses),
  int: optional(numbers.int),
  smallint: optional(numbers.smallint),
  text: optional(words),
  time: optional(times),
  timestamp: optional(instants),
  timeuuid: optional(timeuuids),
  tinyint: optional(numbers.tinyint),
  uuid: optional(fc.uuid()),
  varint: optional(numbers.varint),
  list: fc.array(words, few),
  set: sets(numbers.varint),
  map: maps(addresses, instants),
  frozenList: optional(fc.array(numbers.smallint, few)),
  listOfMaps: fc.array(maps(days, numbers.decimal), few),
  mapOfSets: maps(words, sets(times)),
  mapByTuple: maps(fc.tuple(numbers.int, words), fc.boolean()),
  tuple: optional(fc.tuple(fc.boolean(), fc.double(), numbers.bigint)),
  person: optional(persons),
  people: fc.array(persons, few),
  floats: optional(
    fc.float32Array({ minLength: 3, maxLength: 3, noNaN: true, noDefaultInfinity: true }),
  ),
  texts: optional(fc.array(words, { minLength: 2, maxLength: 2 })),
  smallints: optional(fc.array(numbers.smallint, { minLength: 2, maxLength: 2 })),
  shared: optional(words),
});
