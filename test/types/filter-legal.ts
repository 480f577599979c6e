import { Decimal, type Filter } from 'cassanest';
import { patients, people, plays, readings, type UserByCity, users, recipes } from './tables.js';

declare const min: number | undefined;
declare const max: number | undefined;
declare const email: string | undefined;

// The partition key, and a prefix of the clustering key.
void users.filter({ city: 'K' });
void users
  .filter({ city: 'K', age: { gte: 30 } })
  .limit(5)
  .all();
void users.filter({ city: 'K', age: 30, username: 'x' });
void users.filter({ city: { in: ['a', 'b'] }, age: 30, username: { gte: 'a', lt: 'b' } });
void users.filter({ city: 'K', age: { in: [1, 2] }, username: 'x' });
void users.filter({ city: 'K', age: { in: [] } });
void patients.filter({ id: 'p' });
void people.filter({ city: 'a', region: { in: ['b'] } });
void readings.filter({ sensor: 'id', at: { gt: new Date(0), lte: new Date() } });

// Indexes, alone and inside a partition.
void users.filter({ email: 'x@y' });
void users.filter({ score: { gt: 3 } });
void users.filter({ score: { gt: 3 }, email: 'x' });
void users.filter({ city: 'K', email: 'x@y' });
void users.filter({ city: 'K', age: { in: [3] }, email: 'x@y' });
void people.filter({ email: 'x' });
void readings.filter({ isValid: true });
void readings.filter({ sequence: { gte: 1n, lt: 5n } });

// A condition that may be absent.
void users.filter({ city: 'K', ...(min === undefined ? {} : { age: { gte: min } }) });
void users.filter({ city: 'K', ...(min !== undefined && { age: { gte: min } }) });
void users.filter(min === undefined ? { city: 'K' } : { city: 'K', age: { gte: min } });

void users.filter({ city: 'K', age: { gte: 1, ...(max !== undefined && { lte: max }) } });
void users.filter({ city: 'K', age: { ...(min !== undefined && { gt: min }), lt: 5 } });
void users.filter({ city: 'K', age: { ...(min !== undefined && { gte: min }), lte: 5 } });
void users.filter({ city: 'K', ...(email !== undefined && { email }) });
void users.filter({
  city: 'K',
  ...(min !== undefined && { age: { gte: min } }),
  ...(email !== undefined && { email }),
});

// Filters as values.
const inferred = { city: 'K', age: { gte: 3 } };
void users.filter(inferred);
const declared: Filter<UserByCity> = { city: 'K' };
void users.filter(declared);
let grown: Filter<UserByCity> = { city: 'K' };
if (min !== undefined) grown = { ...grown, age: { gte: min } };
void users.filter(grown);

// The declared order and its complete reverse, whole or in part.
void users.filter({ city: 'K' }).orderBy({ age: 'desc', username: 'asc' });
void users.filter({ city: 'K' }).orderBy({ age: 'asc', username: 'desc' });
void users.filter({ city: 'K' }).orderBy({ age: 'asc' });
void users.filter({ city: 'K', age: 3 }).orderBy({ username: 'desc' });

// ALLOW FILTERING serves any column.
void users.allowFiltering().filter({ name: 'x' }).limit(3);
void users.allowFiltering().filter({ city: 'K', username: { gt: 'a' }, active: true });
void people.allowFiltering().filter({ city: { in: ['a'] }, age: { gt: 3, lte: 5 } });
void plays.allowFiltering().filter({ album: 'a', plays: 3n });
void readings.allowFiltering().filter({ place: 'x', value: { lt: 3 } });

// What is inside collections.
void recipes.filter({ tags: { contains: 'a' } });
void recipes.filter({ tags: { containsAll: ['a', 'b'] }, price: { gt: Decimal.of('1') } });
void recipes.filter({ id: 'id', day: '2026-11-21', steps: { contains: 'stir' } });
void recipes.filter({ amounts: { containsKey: 'salt' } });
void recipes.filter({ amounts: { containsKey: 'salt', entry: ['sugar', Decimal.of('1')] } });
void recipes.filter({ colours: new Set(['red']) });
void recipes.allowFiltering().filter({ owners: { contains: 'a' } });
void recipes.allowFiltering().filter({ amounts: { contains: Decimal.of('1') } });
