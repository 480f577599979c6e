import { Decimal } from 'cassanest';
import { addresses, patients, people, plays, readings, recipes, users } from './tables.js';

// The legal neighbour of each line stands in filter-legal.ts, or right before it here.

// @ts-expect-error filter-kind
void users.filter('K');
// @ts-expect-error empty-filter
void users.filter({});
// @ts-expect-error partition-missing
void users.filter({ age: 3 });
// @ts-expect-error partition-missing
void users.filter({ age: { gt: 3 } });
// @ts-expect-error partition-partial
void people.filter({ city: 'K' });
// @ts-expect-error partition-range
void users.filter({ city: { gt: 'K' } });
// @ts-expect-error in-not-array
void users.filter({ city: { in: 'K' } });
// @ts-expect-error clustering-gap
void users.filter({ city: 'K', username: 'x' });
// @ts-expect-error after-range
void users.filter({ city: 'K', age: { gt: 3 }, username: 'x' });
// @ts-expect-error bounds: two lower ones
void users.filter({ city: 'K', age: { gt: 1, gte: 2 } });
// @ts-expect-error bounds: two upper ones
void users.filter({ city: 'K', age: { lt: 1, lte: 2 } });
// @ts-expect-error bounds: in beside one
void users.filter({ city: 'K', age: { in: [1], gt: 2 } });
// @ts-expect-error bounds: none
void users.filter({ city: 'K', age: {} });
// @ts-expect-error not-equal
void users.filter({ city: 'K', age: { ne: 3 } });
// @ts-expect-error operator
void users.filter({ city: 'K', age: { between: [3, 4] } });
// @ts-expect-error not-servable
void users.filter({ city: 'K', name: 'x' });
// @ts-expect-error not-servable, with a complete primary key too
void users.filter({ city: 'K', age: 1, username: 'u', active: true });
// @ts-expect-error not-servable, a table without clustering key
void patients.filter({ id: 'p', name: 'x' });
// @ts-expect-error static-filter
void readings.filter({ sensor: 'id', place: 'x' });
// @ts-expect-error udt-filter
void addresses.filter({ id: 'a', home: { street: 's' } });
// @ts-expect-error udt-filter: under ALLOW FILTERING too
void addresses.allowFiltering().filter({ home: { street: 's' } });
// @ts-expect-error counter-filter
void plays.filter({ album: 'a', plays: 3n });
// @ts-expect-error unknown-column
void users.filter({ city: 'K', nosuch: 1 });
// @ts-expect-error token-in-filter
void users.filter({ city: 'K', 'token(city)': 1n });
// @ts-expect-error tuple-in-filter
void users.filter({ city: 'K', '(age, username)': 1 });
// @ts-expect-error null-value
void users.filter({ city: 'K', age: null });
// @ts-expect-error null-value in a list
void users.filter({ city: 'K', age: { in: [null] } });
// @ts-expect-error undefined-value
void users.filter({ city: 'K', age: undefined });
// @ts-expect-error wrong-type
void users.filter({ city: 'K', age: '3' });
// @ts-expect-error wrong-type: a number is no bigint
void readings.filter({ sequence: 1 });
// @ts-expect-error wrong-type: a text is no timestamp
void readings.filter({ sensor: 'id', at: '2026-01-01' });
// @ts-expect-error contains-kind
void users.filter({ email: { contains: 'a' } });
// @ts-expect-error index-range on text
void users.filter({ email: { gt: 'a' } });
// @ts-expect-error index-range on a boolean
void readings.filter({ isValid: { gt: false } });
// @ts-expect-error index-in
void users.filter({ email: { in: ['a'] } });
// @ts-expect-error index-partition-in
void users.filter({ city: { in: ['a', 'b'] }, email: 'x' });
// @ts-expect-error index-and-key: a part of the partition key
void people.filter({ city: 'K', email: 'x' });
// @ts-expect-error index-and-key: a clustering column without the partition key
void users.filter({ age: 3, email: 'x' });
// @ts-expect-error index-and-key: a gap in the clustering key
void users.filter({ city: 'K', username: 'u', email: 'x' });
// @ts-expect-error index-and-other
void users.filter({ email: 'x', name: 'y' });
// @ts-expect-error like: no index serves it
void users.filter({ email: { like: 'x%' } });

// @ts-expect-error order-mixed
void users.filter({ city: 'K' }).orderBy({ age: 'desc', username: 'desc' });
// @ts-expect-error order-column: a partition column
void users.filter({ city: 'K' }).orderBy({ city: 'asc' });
// @ts-expect-error order-column: a regular column
void users.filter({ city: 'K' }).orderBy({ name: 'asc' });
// @ts-expect-error there is no such direction
void users.filter({ city: 'K' }).orderBy({ age: 'down' });
// @ts-expect-error a limit is a number
void users.filter({ city: 'K' }).limit('5');
// @ts-expect-error consistency: there is no such level
void users.filter({ city: 'K' }).with({ consistency: 'MOST' });

// What ALLOW FILTERING does not lift.
// @ts-expect-error empty-filter
void users.allowFiltering().filter({});
// @ts-expect-error not-equal
void users.allowFiltering().filter({ name: { ne: 'x' } });
// @ts-expect-error unknown-column
void users.allowFiltering().filter({ name: 'x', nosuch: 1 });
// @ts-expect-error null-value
void users.allowFiltering().filter({ name: null });
// @ts-expect-error wrong-type
void users.allowFiltering().filter({ score: '3' });
// @ts-expect-error bounds
void users.allowFiltering().filter({ score: { gt: 1, gte: 2 } });
// @ts-expect-error order-mixed
void users.allowFiltering().filter({ city: 'K' }).orderBy({ age: 'desc', username: 'desc' });

// @ts-expect-error collection-equal
void recipes.filter({ tags: new Set(['a']) });
// @ts-expect-error collection-equal: in
void recipes.filter({ tags: { in: [new Set(['a'])] } });
// @ts-expect-error contains-kind: a key of a set
void recipes.filter({ tags: { containsKey: 'a' } });
// @ts-expect-error contains-kind: another element
void recipes.filter({ tags: { contains: 1 } });
// @ts-expect-error contains-kind: inside a frozen set
void recipes.filter({ colours: { contains: 'red' } });
// @ts-expect-error contains-kind: nothing to look for
void recipes.filter({ tags: {} });
// @ts-expect-error not-servable: the index is on the keys
void recipes.filter({ amounts: { contains: Decimal.of('1') } });
// @ts-expect-error contains-kind: an entry without its value
void recipes.filter({ amounts: { entry: ['sugar'] } });
// @ts-expect-error not-servable: a set without index
void recipes.filter({ id: 'id', owners: { contains: 'a' } });
// @ts-expect-error not-servable: the index of a vector finds the nearest
void recipes.filter({ embedding: Float32Array.of(1, 2, 3) });
// @ts-expect-error index-in: on a frozen collection
void recipes.filter({ colours: { in: [new Set(['red'])] } });
// @ts-expect-error collection-equal, under ALLOW FILTERING too
void recipes.allowFiltering().filter({ owners: new Set(['a']) });
