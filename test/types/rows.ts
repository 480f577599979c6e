import { type Changes, Decimal, Duration } from 'cassanest';
import type { Filter, IsCounterTable, Key, NewRow, Repository, Row } from 'cassanest';
import {
  copies,
  Patient,
  type PatientCopy,
  patients,
  Plays,
  plays,
  Reading,
  readings,
  Recipe,
  recipes,
  UserByCity,
  users,
} from './tables.js';

const user = { city: 'a', age: 1, username: 'b', email: 'c', score: 1, active: true };

// Insert: nullable and static columns may be absent, undefined or null; the others may not.
void users.insert(user);
void users.insert({ ...user, name: undefined });
void users.insert({ ...user, name: null });
void users.insert(new UserByCity(user));
// @ts-expect-error column-missing
void users.insert({ city: 'a', age: 1, username: 'b', score: 1, active: true });
// @ts-expect-error column-null
void users.insert({ ...user, email: null });
// @ts-expect-error key-missing
void users.insert({ age: 1, username: 'b', email: 'c', score: 1, active: true });
// @ts-expect-error unknown-column
void users.insert({ city: 'a', age: 1, username: 'b', email: 'c', score: 1, active: true, no: 1 });
// @ts-expect-error a wrong type
void users.insert({ ...user, age: '1' });
// @ts-expect-error a table class takes what insert takes
void new UserByCity({ city: 'a', age: 1, username: 'b', email: 'c', score: 1 });
const reading = { sensor: 'id', at: new Date(), sequence: 1n, isValid: true };
void readings.insert(reading);
void readings.insert({ ...reading, place: null, owner: 'me' });

// Keys are complete and nothing else.
void patients.findOne({ id: 'p' });
void users.delete({ city: 'a', age: 1, username: 'b' });
// @ts-expect-error key-missing
void patients.findOne({});
// @ts-expect-error key-missing
void users.delete({ city: 'a', age: 1 });
// @ts-expect-error not part of the key
void patients.findOne({ id: 'p', name: 'n' });

// A delete answers where it has a condition.
const unconditional: Promise<void> = users.delete({ city: 'a', age: 1, username: 'b' });
const conditional: Promise<{ readonly applied: boolean }> = users.delete(
  { city: 'a', age: 1, username: 'b' },
  { ifExists: true },
);
// @ts-expect-error an unconditional delete does not say whether the row was there
const unanswered: Promise<{ readonly applied: boolean }> = users.delete({
  city: 'a',
  age: 1,
  username: 'b',
});
// @ts-expect-error there is no other condition
void users.delete({ city: 'a', age: 1, username: 'b' }, { ifExists: false });
void [unconditional, unanswered, conditional];

// Updates change what is not in the key.
const key: Key<UserByCity> = { city: 'a', age: 1, username: 'b' };
void users.update(key, { name: null, email: undefined, score: 3 });
const answer: Promise<{ readonly applied: boolean }> = users.update(
  key,
  { score: 3 },
  { ifExists: true },
);
void answer;
// @ts-expect-error update-key-column
void users.update(key, { age: 3 });
// @ts-expect-error column-null
void users.update(key, { score: null });
// @ts-expect-error there is no other condition
void users.update(key, { score: 3 }, { ifExists: false });

// Rows.
async function rows(): Promise<void> {
  const [first] = await users.filter({ city: 'K' }).all();
  if (first === undefined) return;
  const name: string | null = first.name;
  const label: string = first.label;
  await users.insert(first);
  await users.insert({ ...first, age: 3 });
  const plain: Row<UserByCity> = first;
  const inserted = await users.insertIfNotExists(user);
  if (!inserted.applied) void inserted.existing.label;
  // @ts-expect-error there is an existing row only where it was not applied
  if (inserted.applied) void inserted.existing;
  const place: string | null = new Reading(reading).place;
  // @ts-expect-error a static column may have no value
  const certain: string = new Reading(reading).place;
  void [name, label, plain, place, certain];
}
void rows;

// Two tables of equal columns are different types.
const right: Repository<Patient> = patients;
// @ts-expect-error another table of equal columns
const wrong: Repository<Patient> = copies;
declare const copy: PatientCopy;
const patient: Patient = new Patient({ id: 'p', name: 'n' });
// @ts-expect-error a row of another table of equal columns
const wrongRow: Patient = copy;
void [right, wrong, patient, wrongRow];

// A service over any table.
class BaseService<Entity> {
  constructor(readonly repository: Repository<Entity>) {}

  list(filter: Filter<Entity>): Promise<Entity[]> {
    return this.repository.filter(filter).all();
  }

  add(row: NewRow<Entity>): Promise<void> {
    return this.repository.insert(row);
  }

  one(key: Key<Entity>): Promise<Entity | null> {
    return this.repository.findOne(key);
  }

  change(key: Key<Entity>, changes: Changes<Entity>): Promise<void> {
    return this.repository.update(key, changes);
  }
}
class UsersService extends BaseService<UserByCity> {}
declare const service: UsersService;
void service.list({ city: 'K' });
// @ts-expect-error the base service keeps the rules of its table
void service.list({ name: 'K' });

// Collections are optional in, and never null out.
const recipe = {
  id: 'id',
  colours: new Set(['red']),
  place: [1, 2] as [number, number],
  embedding: Float32Array.of(1, 2, 3),
  names: ['a', 'b'],
  picture: Buffer.of(1),
  day: '2026-11-21',
  lasts: Duration.of('1h'),
  count: 3n,
  price: Decimal.of('12.50'),
};
void recipes.insert(recipe);
void recipes.insert({ ...recipe, tags: new Set(['a']), steps: [], amounts: new Map() });
void recipes.insert({ ...recipe, tags: undefined, sizes: null });
// @ts-expect-error column-null: an empty set says it
void recipes.insert({ ...recipe, tags: null });
// @ts-expect-error wrong-type: an array is no set
void recipes.insert({ ...recipe, tags: ['a'] });
// @ts-expect-error wrong-type: of another element
void recipes.insert({ ...recipe, steps: [1] });
// @ts-expect-error wrong-type: a number may be rounded already
void recipes.insert({ ...recipe, price: 12.5 });
void recipes.insert({ ...recipe, embedding: Float32Array.of(1, 2, 3) });
// @ts-expect-error wrong-type: an array is no vector of floats
void recipes.insert({ ...recipe, embedding: [1, 2, 3] });
// @ts-expect-error wrong-type: a tuple too short
void recipes.insert({ ...recipe, place: [1] });
const made = new Recipe(recipe);
const amount: Decimal | undefined = made.amounts.get('salt');
const owners: Set<string> = made.owners;
const sizes: number[] | null = made.sizes;
void [amount, owners, sizes];
void recipes.filter({ id: 'id', day: { gte: '2026-01-01' } });
void recipes.filter({ colours: new Set(['red']), price: { lt: Decimal.of('3') } });

// Counters are only added to: no row is made of them, and rows read always have them.
const played = new Plays({ album: 'a', track: 'b', plays: 3n });
const listeners: bigint = played.listeners;
void listeners;
// @ts-expect-error counter-write: insert
void plays.insert({ album: 'a', track: 'b' });
// @ts-expect-error counter-write: insert of a counter
void plays.insert({ album: 'a', track: 'b', plays: 3n });
// @ts-expect-error counter-write: set to a value
void plays.update({ album: 'a', track: 'b' }, { plays: 3n });
const isCounterTable: [IsCounterTable<Plays>, IsCounterTable<Patient>] = [true, false];
void isCounterTable;
