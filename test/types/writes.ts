import {
  add,
  append,
  type Changes,
  Decimal,
  discard,
  prepend,
  put,
  removeAt,
  removeKeys,
  setAt,
  setFields,
} from 'cassanest';
import { houses, people, readings, type Recipe, recipes, users } from './tables.js';

const key = { city: 'a', age: 1, username: 'b' };
const recipe = { id: 'id', day: '2026-11-21' };
const sensor = { sensor: 'id', at: new Date() };

// Parts of collections.
void recipes.update(recipe, { tags: add('a', 'b'), steps: append('a') });
void recipes.update(recipe, { tags: [add('a'), discard('b')], steps: prepend('a') });
void recipes.update(recipe, { steps: discard('a'), amounts: put('salt', Decimal.of('1')) });
void recipes.update(recipe, { steps: setAt(0, 'a'), amounts: removeKeys('salt') });
void recipes.update(recipe, { steps: removeAt(0) });
void recipes.update(recipe, { amounts: put(new Map([['salt', Decimal.of('1')]])) });
void recipes.update(recipe, { amounts: [put('a', Decimal.of('1')), removeKeys('b', 'c')] });
void houses.update({ id: 'h' }, { address: setFields({ street: 'x', zipCode: null }) });
// @ts-expect-error wrong-type: another element
void recipes.update(recipe, { tags: add(1) });
// @ts-expect-error element: null in a set
void recipes.update(recipe, { tags: add(null) });
// @ts-expect-error element: null in a whole list
void recipes.update(recipe, { steps: ['a', null] });
// @ts-expect-error element: null as a key
void recipes.update(recipe, { amounts: removeKeys(null) });
// @ts-expect-error set-op: an operation of lists
void recipes.update(recipe, { tags: append('a') });
// @ts-expect-error set-op: a whole value beside
void recipes.update(recipe, { tags: [new Set(['a']), add('b')] });
// @ts-expect-error list-op: two on one list
void recipes.update(recipe, { steps: [append('a'), prepend('b')] });
// @ts-expect-error list-op: an operation of sets
void recipes.update(recipe, { steps: add('a') });
// @ts-expect-error list-op: an index is a number
void recipes.update(recipe, { steps: setAt('0', 'a') });
// @ts-expect-error map-op: null in put
void recipes.update(recipe, { amounts: put('a', null) });
// @ts-expect-error map-op: a set of keys
void recipes.update(recipe, { amounts: discard('a') });
// @ts-expect-error frozen-op
void recipes.update(recipe, { colours: add('red') });
// @ts-expect-error frozen-op: a field
void houses.update({ id: 'h' }, { former: setFields({ street: 'x' }) });
// @ts-expect-error arithmetic
void users.update(key, { score: add(1) });
// @ts-expect-error wrong-type: a field
void houses.update({ id: 'h' }, { address: setFields({ street: 1 }) });
// @ts-expect-error an insert takes whole values
void recipes.insert({ ...recipe, tags: add('a') });

// One row.
// @ts-expect-error update-many: in
void users.update({ ...key, age: { in: [1, 2] } }, { score: 1 });
// @ts-expect-error update-many: a range
void users.update({ ...key, age: { gt: 1 } }, { score: 1 });
// @ts-expect-error update-many: a partition
void users.update({ city: 'a' }, { score: 1 });
// @ts-expect-error update-many: a regular column
void users.update({ ...key, email: 'x' }, { score: 1 });

// Static columns.
void readings.updateStatic({ sensor: 'id' }, { place: 'x', owner: null });
void readings.update(sensor, { place: 'x', value: 1 });
// @ts-expect-error static-write: a row without clustering key
void readings.update({ sensor: 'id' }, { place: 'x', value: 1 });
// @ts-expect-error static-write: a column of a row
void readings.updateStatic({ sensor: 'id' }, { value: 1 });
// @ts-expect-error static-write: a clustering column
void readings.updateStatic({ sensor: 'id', at: new Date() }, { place: 'x' });

// Options.
void users.insert(
  { ...key, email: 'c', score: 1, active: true },
  { ttlSeconds: 5, timestamp: 5n, consistency: 'ALL' },
);
void users.update(key, { score: 1 }, { timestamp: new Date() });
// @ts-expect-error consistency: of writes there is no serial one
void users.update(key, { score: 1 }, { consistency: 'SERIAL' });
void users.update(key, { score: 1 }, { consistency: 'QUORUM' });
// @ts-expect-error timestamp: a number may be milliseconds
void users.update(key, { score: 1 }, { timestamp: Date.now() });
// @ts-expect-error ttl: null
void users.update(key, { score: 1 }, { ttlSeconds: null });

// Conditions.
void users.update(key, { score: 1 }, { if: { name: null, score: { lt: 5, gte: 1 } } });
void users.update(key, { score: 1 }, { if: { email: { in: ['a'] }, active: { ne: true } } });
void recipes.update(recipe, { count: 1n }, { if: { tags: { contains: 'a' }, steps: [] } });
void recipes.update(recipe, { count: 1n }, { if: { steps: { at: [0, 'a'] } } });
void recipes.update(recipe, { count: 1n }, { if: { amounts: { containsKey: 'a' } } });
void recipes.update(
  recipe,
  { count: 1n },
  { if: { amounts: { entry: ['salt', { gt: Decimal.of('1') }] } } },
);
void recipes.update(recipe, { count: 1n }, { if: { owners: { ne: null } } });
void houses.update({ id: 'h' }, { name: 'x' }, { if: { address: { fields: { zipCode: null } } } });
void readings.updateStatic({ sensor: 'id' }, { place: 'x' }, { if: { place: 'y' } });
void users.delete(key, { if: { score: 1 } });
void users.deleteColumns(key, ['name'], { ifExists: true });
// @ts-expect-error if-column: of the key
void users.update(key, { score: 1 }, { if: { age: 1 } });
// @ts-expect-error if-column: unknown
void users.update(key, { score: 1 }, { if: { nosuch: 1 } });
// @ts-expect-error if-column: of a row, in a static write
void readings.updateStatic({ sensor: 'id' }, { place: 'x' }, { if: { value: 1 } });
// @ts-expect-error if-both
void users.update(key, { score: 1 }, { if: { score: 2 }, ifExists: true });
// @ts-expect-error if-both: an update of what is not there
void users.update(key, { score: 1 }, { ifNotExists: true });
// @ts-expect-error if-both: an insert on a condition
void users.insert({ ...key, email: 'c', score: 1, active: true }, { if: { score: 1 } });
// @ts-expect-error if-null: null in a bound
void users.update(key, { score: 1 }, { if: { score: { lt: null } } });
// @ts-expect-error if-null: null in a list
void users.update(key, { score: 1 }, { if: { score: { in: [null] } } });
// @ts-expect-error bounds
void users.update(key, { score: 1 }, { if: { score: { gt: 1, gte: 1 } } });
// @ts-expect-error operator
void users.update(key, { score: 1 }, { if: { email: { like: 'a%' } } });
// @ts-expect-error operator: a set has no keys
void recipes.update(recipe, { count: 1n }, { if: { tags: { containsKey: 'a' } } });
// @ts-expect-error wrong-type
void users.update(key, { score: 1 }, { if: { score: '1' } });
// @ts-expect-error lwt-timestamp
void users.update(key, { score: 1 }, { if: { score: 1 }, timestamp: 5n });
// @ts-expect-error lwt-timestamp on an insert
void users.insertIfNotExists({ ...key, email: 'c', score: 1, active: true }, { timestamp: 5n });
// @ts-expect-error lwt-key: in
void users.update({ ...key, age: { in: [1] } }, { score: 1 }, { if: { score: 1 } });
// @ts-expect-error lwt-key: a partition
void users.deleteMany({ city: 'a' }, { if: { score: 1 } });

async function results(): Promise<void> {
  const result = await users.update(key, { score: 1 }, { if: { score: 0, name: null } });
  if (!result.applied) {
    const score: number | null | undefined = result.existing?.score;
    const name: string | null | undefined = result.existing?.name;
    void [score, name];
  }
  // @ts-expect-error there is an existing row only where it was not applied
  if (result.applied) void result.existing;
  // @ts-expect-error an unconditional update answers nothing
  const plain: Promise<{ readonly applied: boolean }> = users.update(key, { score: 1 });
  void plain;
}
void results;

// Deletes.
void users.deleteMany({ city: 'a' });
void users.deleteMany({ city: { in: ['a', 'b'] }, age: { gt: 1, lte: 5 } });
void users.deleteMany({ city: 'a', age: { in: [1] }, username: 'x' }, { timestamp: 5n });
void users.deleteColumns(key, ['name']);
void recipes.deleteColumns(recipe, ['tags', 'sizes']);
void users.truncate('users_by_city');
// @ts-expect-error delete-filter: empty
void users.deleteMany({});
// @ts-expect-error delete-filter: without partition key
void users.deleteMany({ age: 1 });
// @ts-expect-error delete-filter: a part of the partition key
void people.deleteMany({ city: 'a' });
// @ts-expect-error delete-filter: a gap
void users.deleteMany({ city: 'a', username: 'x' });
// @ts-expect-error delete-filter: after a range
void users.deleteMany({ city: 'a', age: { gt: 1 }, username: 'x' });
// @ts-expect-error delete-filter: a regular column
void users.deleteMany({ city: 'a', name: 'x' });
// @ts-expect-error delete-filter: an index column
void users.deleteMany({ email: 'x' });
// @ts-expect-error null-value in a range
void users.deleteMany({ city: 'a', age: { gt: null } });
// @ts-expect-error delete-columns: of the key
void users.deleteColumns(key, ['age']);
// @ts-expect-error delete-columns: columns of a partition
void users.deleteColumns({ city: 'a' }, ['name']);
// @ts-expect-error column-null: not nullable
void users.deleteColumns(key, ['email']);
// @ts-expect-error delete-columns: a TTL
void users.delete(key, { ttlSeconds: 5 });
// @ts-expect-error truncate asks for the name
void users.truncate();
// @ts-expect-error truncate asks for the name of this table
void users.truncate('people');

// Rows and keys.
// @ts-expect-error row-kind
void users.insert('ada');
// @ts-expect-error key-null
void users.update({ ...key, username: null }, { score: 1 });

// Changes are a type to write functions with.
const changes: Changes<Recipe> = { tags: add('a') };
void changes;
