import { avg, count, sum, ttl, writetime } from 'cassanest';
import { people, readings, users } from './tables.js';

// The legal neighbour of each line stands in select-legal.ts.

const query = users.filter({ city: 'K' });

// @ts-expect-error select: unknown column
void query.select('nosuch');
// @ts-expect-error select: none
void query.select();
// @ts-expect-error select: called twice
void query.select('name').select('age');
// @ts-expect-error select: a function has a name
void query.select(count());
// @ts-expect-error select: functions are made by their makers, not of text
void query.select({ total: 'sum(age)' });
// @ts-expect-error aggregate-type: sum of a text
void query.select({ total: sum('name') });
// @ts-expect-error aggregate-type: avg of a boolean
void readings.filter({ sensor: 'id' }).select({ mean: avg('isValid') });
// @ts-expect-error select: a function of an unknown column
void query.select({ total: sum('nosuch') });
// @ts-expect-error writetime of a clustering column
void query.select({ at: writetime('age') });
// @ts-expect-error ttl of a partition column
void query.select({ left: ttl('city') });
// @ts-expect-error group-by: a regular column
void query.select({ n: count() }).groupBy('name');
// @ts-expect-error group-by: none
void query.select({ n: count() }).groupBy();
// @ts-expect-error distinct: a regular column
void users.partitions().select('city', 'name');
// @ts-expect-error distinct: a clustering column
void users.partitions().select('city', 'age');
// @ts-expect-error distinct: an aggregate
void users.partitions().select('city', { n: count() });
// @ts-expect-error distinct: a clustering column in the filter
void users.partitions({ city: 'K', age: 3 });
// @ts-expect-error distinct: an indexed regular column in the filter
void users.partitions({ email: 'x' });
// @ts-expect-error partition-partial
void people.partitions({ city: 'K' });
// @ts-expect-error a limit is a number
void users.all().perPartitionLimit('1');

async function results(): Promise<void> {
  const row = await query.select('name').firstOrFail();
  void row.name;
  // @ts-expect-error not selected
  void row.age;
  // @ts-expect-error a plain object has no methods of the class
  void row.label;
}
void results;

// @ts-expect-error max-pages: a number
void query.with({ maxPages: '2' });
// @ts-expect-error read-ahead: a boolean
void query.with({ readAhead: 'no' });
// @ts-expect-error on-page: a function
void query.with({ onPage: 'log' });
// @ts-expect-error unknown-option: misspelt
void query.with({ timeoutMS: 2 });
// @ts-expect-error unknown-option: of another call
void users.scan({ streamTimeoutMs: 2 });
// @ts-expect-error on-end: a function
void query.with({ onEnd: 'log' });
// @ts-expect-error signal: the controller of one
void query.with({ signal: new AbortController() });
// @ts-expect-error a scan has no maxPages
void users.scan({ maxPages: 2 });
