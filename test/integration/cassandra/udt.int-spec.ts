import {
  type Cassandra,
  connectCassandra,
  double,
  frozen,
  int,
  list,
  map,
  maxwritetime,
  set,
  Table,
  text,
  tuple,
  udt,
  writetime,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';

const Place = udt('place', { latitude: double(), longitude: double() });
const Address = udt('address', {
  street: text(),
  zipCode: text().nullable(),
  place: frozen(Place),
  tags: frozen(set(text())),
});

class Person extends Table('people', {
  columns: {
    id: int(),
    home: Address,
    work: frozen(Address).nullable(),
    visited: list(frozen(Address)),
    known: map(text(), frozen(list(frozen(Place)))),
    both: tuple(frozen(Place), int()).nullable(),
  },
  partitionKey: ['id'],
  indexes: ['work'],
}) {}

/** The fields in another order, and one more. */
const NewAddress = udt('address', {
  country: text().default('FR'),
  tags: frozen(set(text())),
  place: frozen(Place),
  zipCode: text().nullable(),
  street: text(),
});

class PersonWithCountry extends Table('people', {
  columns: {
    ...Person.definition.columns,
    home: NewAddress,
    work: frozen(NewAddress).nullable(),
    visited: list(frozen(NewAddress)),
  },
  partitionKey: ['id'],
  indexes: ['work'],
}) {}

const paris = { latitude: 48.85, longitude: 2.35 };
const home = { street: '1 rue', zipCode: null, place: paris, tags: new Set<string>() };
const work = { street: '2 rue', zipCode: '75001', place: paris, tags: new Set(['loud']) };
const ada = {
  id: 1,
  home,
  work,
  visited: [home, work],
  known: new Map([
    ['none', []],
    ['one', [paris]],
  ]),
  both: [paris, 3] as [typeof paris, number],
};

describe('A table with user-defined types', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;

  const connect = (table: typeof Person | typeof PersonWithCountry): Promise<Cassandra> =>
    connectCassandra({ ...keyspace.connection, schema: 'sync', tables: [table] });

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connect(Person);
    await cassandra.repository(Person).insert(ada);
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
  });

  it('gives values back as they were written, nested ones and empty collections too', async () => {
    const people = cassandra.repository(Person);
    expect(await people.findOneOrFail({ id: 1 })).toEqual(new Person(ada));
    expect(JSON.parse(JSON.stringify(await people.findOneOrFail({ id: 1 })))).toMatchObject({
      work: { street: '2 rue', zipCode: '75001', place: paris, tags: ['loud'] },
    });
  });

  it('finds a frozen one as a whole', async () => {
    const people = cassandra.repository(Person);
    expect(await people.filter({ work }).all()).toHaveLength(1);
    expect(await people.filter({ work: { ...work, street: 'x' } }).all()).toEqual([]);
  });

  it('tells when the latest of its fields was written', async () => {
    const people = cassandra.repository(Person).filter({ id: 1 });
    const { at, whole } = await people
      .select({ at: maxwritetime('home'), whole: writetime('work') })
      .oneOrFail();
    expect([typeof at, typeof whole]).toEqual(['bigint', 'bigint']);
    const lone = people.select({ at: writetime('home') } as never).one();
    await expect(lone).rejects.toMatchObject({ code: 'writetime' });
  });

  it('gets a field while it has values, and writes fields by name whatever their order', async () => {
    const newer = await connect(PersonWithCountry);
    try {
      const people = newer.repository(PersonWithCountry);
      const before = await people.findOneOrFail({ id: 1 });
      expect(before.home).toEqual({ ...home, country: 'FR' });
      const moved = { ...work, country: 'IT' };
      await people.update({ id: 1 }, { home: moved, work: moved });
      expect(await people.findOneOrFail({ id: 1 })).toMatchObject({ home: moved, work: moved });
    } finally {
      await newer.close();
    }
  });
});
