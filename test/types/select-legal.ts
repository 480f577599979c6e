import { avg, count, mapConcurrent, max, min, type Query, sum, ttl, writetime } from 'cassanest';
import { patients, people, readings, type UserByCity, users } from './tables.js';

async function columns(): Promise<void> {
  const row = await users.filter({ city: 'K' }).select('name', 'age').firstOrFail();
  const name: string | null = row.name;
  const age: number = row.age;
  const json: Record<string, unknown> = row.toJSON();
  void [name, age, json];
  const written = await users
    .filter({ city: 'K' })
    .limit(3)
    .select('username', { writtenAt: writetime('name'), secondsLeft: ttl('name') })
    .orderBy({ age: 'asc' })
    .all();
  for (const one of written) {
    const username: string = one.username;
    const writtenAt: bigint | null = one.writtenAt;
    const secondsLeft: number | null = one.secondsLeft;
    void [username, writtenAt, secondsLeft];
  }
}

async function aggregates(): Promise<void> {
  const all = await users
    .filter({ city: 'K' })
    .select({ total: sum('score'), mean: avg('age'), n: count() }, { first: min('username') })
    .oneOrFail();
  const total: bigint = all.total;
  const mean: number | null = all.mean;
  const n: number = all.n;
  const first: string | null = all.first;
  const measured = await readings
    .filter({ sensor: 'id' })
    .select({ sum: sum('value'), last: max('at'), total: sum('sequence') })
    .oneOrFail();
  const measuredSum: number = measured.sum;
  const last: Date | null = measured.last;
  const sequences: bigint = measured.total;
  void [total, mean, n, first, measuredSum, last, sequences];
  const grouped = users.filter({ city: 'K' }).select('age', { n: count() }).groupBy('city', 'age');
  for await (const { age, n: many } of grouped) {
    const both: number = age + many;
    void both;
  }
  const rows: number = await users.filter({ city: 'K' }).count();
  const isThere: boolean = await users.filter({ email: 'x' }).exists();
  void [rows, isThere];
}

async function partitions(): Promise<void> {
  for await (const { city, region } of people.partitions()) {
    const both: string = city + region;
    void both;
  }
  const row = await readings.partitions({ sensor: 'id' }).select('sensor', 'place').oneOrFail();
  const place: string | null = row.place;
  void place;
  void people.partitions({ city: 'a', region: { in: ['b', 'c'] } }).limit(3);
  void users.all().perPartitionLimit(1).limit(5);
}

// A function over any query of a table.
function firstTen<Result>(query: Query<UserByCity, Result>): Promise<Result[]> {
  return query.limit(10).all();
}
void firstTen(users.filter({ city: 'K' }));
void [columns, aggregates, partitions];

// Settings and positions of a reading, and what a query costs.
async function continued(position: string | null): Promise<void> {
  const settings = { maxPages: 2, streamTimeoutMs: 1000, readAhead: false } as const;
  const reading = users
    .filter({ city: 'K' })
    .with({ ...settings, onPage: ({ page, rowsSoFar }) => void [page, rowsSoFar] })
    .select('name')
    .read({ position, principal: 'ada' });
  for await (const { name } of reading) void name?.length;
  const next: string | null = reading.isComplete ? null : reading.position;
  const reads: string = users.all().explain().reads;
  const names: string[] = await mapConcurrent(['a', 'b'], 2, async (id) => {
    const { name } = await patients.findOneOrFail({ id });
    return name;
  });
  void [next, reads, names];
}
void continued;
