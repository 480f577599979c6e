import {
  bigint,
  blob,
  boolean,
  counter,
  type CounterRepository,
  date,
  Decimal,
  decimal,
  double,
  duration,
  float,
  frozen,
  InjectRepository,
  int,
  list,
  map,
  type Repository,
  set,
  Table,
  text,
  timestamp,
  tuple,
  udt,
  uuid,
  varint,
  vector,
} from 'cassanest';

export class UserByCity extends Table('users_by_city', {
  columns: {
    city: text(),
    age: int(),
    username: text(),
    name: text().nullable(),
    email: text(),
    score: int(),
    active: boolean(),
  },
  partitionKey: ['city'],
  clusteringKey: ['age', 'username'],
  clusteringOrder: { age: 'desc' },
  indexes: ['email', 'score'],
}) {
  get label(): string {
    return `${this.name ?? ''} (${String(this.age)})`;
  }
}

export class Person extends Table('people', {
  columns: { city: text(), region: text(), age: int(), uid: text(), email: text() },
  partitionKey: ['city', 'region'],
  clusteringKey: ['age', 'uid'],
  indexes: ['email'],
}) {}

export class Patient extends Table('patients', {
  columns: { id: text(), name: text() },
  partitionKey: ['id'],
}) {}

export class PatientCopy extends Table('patients_copy', {
  columns: { id: text(), name: text() },
  partitionKey: ['id'],
}) {}

/** One column of each type, and all that can be said of a column. */
export class Reading extends Table('readings', {
  columns: {
    sensor: uuid(),
    at: timestamp(),
    value: double().named('measured value').nullable(),
    sequence: bigint(),
    isValid: boolean(),
    place: text().static(),
    owner: text().nullable().static(),
  },
  partitionKey: ['sensor'],
  clusteringKey: ['at'],
  clusteringOrder: { at: 'desc' },
  indexes: ['isValid', 'sequence'],
  keyspace: 'measurements',
}) {}

export class Plays extends Table('plays', {
  columns: { album: text(), track: text(), plays: counter(), listeners: counter().static() },
  partitionKey: ['album'],
  clusteringKey: ['track'],
}) {}

export class Address extends Table('addresses', {
  columns: { id: text(), home: udt('address', { street: text() }) },
  partitionKey: ['id'],
}) {}

/** Columns with parts. */
export class Recipe extends Table('recipes', {
  columns: {
    id: uuid(),
    tags: set(text()),
    steps: list(text()),
    amounts: map(text(), decimal()),
    owners: set(text()).static(),
    colours: frozen(set(text())),
    sizes: frozen(list(int())).nullable(),
    place: tuple(double(), double()),
    embedding: vector(float(), 3),
    names: vector(text(), 2),
    picture: blob(),
    day: date(),
    lasts: duration(),
    count: varint(),
    price: decimal().default(Decimal.of('0')),
  },
  partitionKey: ['id'],
  clusteringKey: ['day'],
  indexes: [
    'colours',
    'price',
    'tags',
    { column: 'amounts', target: 'keys' },
    { column: 'amounts', target: 'entries' },
    { column: 'steps' },
    'embedding',
  ],
}) {}

export declare const addresses: Repository<Address>;
export declare const plays: CounterRepository<Plays>;
const address = udt('address', { street: text(), zipCode: text().nullable() });

/** A user-defined type, frozen and not. */
export class House extends Table('houses', {
  columns: { id: text(), name: text().nullable(), address, former: frozen(address) },
  partitionKey: ['id'],
}) {}

export declare const houses: Repository<House>;
export declare const recipes: Repository<Recipe>;
export declare const users: Repository<UserByCity>;
export declare const people: Repository<Person>;
export declare const patients: Repository<Patient>;
export declare const copies: Repository<PatientCopy>;
export declare const readings: Repository<Reading>;

export class Service {
  @InjectRepository(Person) readonly people!: Repository<Person>;

  constructor(@InjectRepository(UserByCity) readonly users: Repository<UserByCity>) {}
}
