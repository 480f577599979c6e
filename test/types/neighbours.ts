import {
  add,
  append,
  avg,
  type Cassandra,
  column,
  count,
  counter,
  cql,
  date,
  Decimal,
  duration,
  float,
  frozen,
  int,
  list,
  map,
  maxwritetime,
  put,
  type Repository,
  set,
  setFields,
  sum,
  Table,
  text,
  ttl,
  tuple,
  udt,
  vector,
  writetime,
} from 'cassanest';
import {
  addresses,
  houses,
  Patient,
  type PatientCopy,
  plays,
  readings,
  recipes,
  UserByCity,
  users,
} from './tables.js';

// What compiles beside a line that does not, where no other file says it anyway: types.types-spec.ts looks for it.
declare const cassandra: Cassandra;
declare const city: string;
declare const patient: Patient;
declare const patientCopies: Repository<PatientCopy>;
const key = { city: 'a', age: 1, username: 'b' };
const recipe = { id: 'id', day: '2026-11-21' };
const near = Float32Array.of(1, 2, 3);

// Declarations.
void Table('b', { columns: { id: text(), y: counter() }, partitionKey: ['id'] });
void Table('b', { columns: { id: text(), y: int() }, partitionKey: ['id'], indexes: ['y'] });
void Table('b', { columns: { id: text(), x: int() }, partitionKey: ['id'], indexes: ['x'] });
void Table('b', {
  columns: { id: text(), y: vector(float(), 2) },
  partitionKey: ['id'],
  clusteringKey: ['y'],
  clusteringOrder: { y: 'asc' },
  indexes: ['y'],
});
void frozen(list(frozen(set(int()))));
void frozen(list(int()));
void map(text(), frozen(list(int())));
void map(text(), duration());
void map(date(), int());
void tuple(int(), frozen(set(int())));
void set(date());
void frozen(set(int()));
void int().default(3);
void udt('b', { x: int() });
void udt('b', { x: int().nullable() });
void udt('b', { x: frozen(set(int())) });

// Filters.
void users.filter({ city: 'K', age: { gt: 1, lte: 2 } });
void users.filter({ city: 'K', age: { gt: 1, lt: 2 } });
void users.filter({ city: 'K', age: 1, username: 'u' });
void users.filter({ city: 'K', age: 1, username: 'u', email: 'x' });
void users.filter({ city: { in: ['a', 'b'] } });
void readings.filter({ sensor: 'id', isValid: true });
void readings.filter({ sensor: 'id', at: new Date() });
void addresses.filter({ id: 'a' });
void addresses.allowFiltering().filter({ id: 'a' });
void users.allowFiltering().filter({ score: 3 });
void users.allowFiltering().filter({ score: { gt: 1, lte: 2 } });
void users.allowFiltering().filter({ city: 'K' }).orderBy({ age: 'desc', username: 'asc' });
void recipes.filter({ colours: new Set(['a']) });
void recipes.nearest('embedding', Float32Array.of(1, 2, 3));

// Searches of vectors.
void recipes.nearest('embedding', near).limit(1).all();
void recipes.nearest('embedding', near);
void recipes.nearest('embedding', near, { id: 'i', tags: { contains: 'a' } });
void recipes.nearest('embedding', near, { id: 'i' });
void recipes.nearest('embedding', near, { id: 'i', day: '2026-01-01' });
void recipes.filter({ id: 'i' }).select({ at: writetime('lasts') });
void recipes.filter({ id: 'i' }).select({ left: ttl('lasts') });
void recipes.filter({ id: 'i' }).select({ at: maxwritetime('tags') });

// Selections and settings, which a search of vectors has in part only.
const query = users.filter({ city: 'K' });
void query.page({ size: 3 });
void query.pages();
void query.stream();
void query.groupBy('city').select('city', { rows: count() });
void query.perPartitionLimit(1);
void query.orderBy({ age: 'asc' });
void query.with({ consistency: 'ONE' });
void query.with({ consistency: 'QUORUM' });
void query.with({ maxPages: 2 });
void query.with({ readAhead: false });
void query.with({ onPage: () => undefined });
void query.with({ onEnd: () => undefined });
void query.with({ timeoutMs: 2 });
void users.scan({ pageSize: 2 });
void query.select('name');
void query.select('name', 'age');
void query.select({ rows: count() });
void query.select({ total: sum('score') });
void query.select({ at: writetime('name') });
void query.select({ left: ttl('name') });
void query.select({ n: count() });
void readings.filter({ sensor: 'id' }).select({ mean: avg('value') });
void users.partitions({ city: 'K' });
void users.partitions().select('city');

// Rows and keys.
void users.insert({ city: 'a', age: 1, username: 'b', email: 'c', score: 1, active: true });
void new UserByCity({ city: 'a', age: 1, username: 'b', email: 'c', score: 1, active: true });
void users.delete({ city: 'a', age: 1, username: 'b' }, { ifExists: true });
void plays.findOne({ album: 'a', track: 'b' });
void plays.increment({ album: 'a', track: 'b' }, { plays: 3n });
const wrong: Repository<PatientCopy> = patientCopies;
const rightRow: Patient = patient;
void [wrong, rightRow];

// Writes.
void recipes.update(recipe, { tags: [add('a'), add('b')] });
void recipes.update(recipe, { steps: append('a') });
void recipes.update(recipe, { amounts: put('a', Decimal.of('1')) });
void houses.update({ id: 'h' }, { address: setFields({ street: 'x' }) });
void users.update(key, { score: 1 });
void users.update({ ...key, age: 1 }, { score: 1 });
void users.update({ ...key }, { score: 1 }, { if: { score: 1 } });
void users.update({ ...key, username: 'b' }, { score: 1 });
void users.update(key, { score: 1 }, { if: { score: { lt: 5 } } });
void users.update(key, { score: 1 }, { if: { score: { in: [1] } } });
void users.update(key, { score: 1 }, { if: { score: { gt: 1, lt: 3 } } });
void users.update(key, { score: 1 }, { if: { email: { lt: 'a' } } });
void users.update(key, { score: 1 }, { if: { score: 1 } });
void users.update(key, { score: 3 }, { ifExists: true });
void users.insert({ ...key, email: 'c', score: 1, active: true });
void users.insertIfNotExists({ ...key, email: 'c', score: 1, active: true });
void readings.updateStatic({ sensor: 'id' }, { place: 'x' });
void users.deleteMany({ city: 'a', age: { gt: 1 } });
const plain: Promise<void> = users.update(key, { score: 1 });
void plain;

// Batches and statements of one's own.
void cassandra.repository(Patient).update({ id: 'p' }, { name: 'n' });
void cassandra.batch('logged', (batch) => {
  batch.insert(Patient, { id: 'p', name: 'n' });
  batch.insert(Patient, patient);
  batch.update(Patient, { id: 'p' }, {});
});
void cassandra.query(cql`SELECT * FROM users WHERE city = '${city}'`);
void cql`SELECT 1`;
void cql`SELECT ${null}`;
void cql`SELECT ${1}`;
void column(UserByCity, 'name');
