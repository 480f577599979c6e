import { InvalidRequestError } from '../../../errors/refused/invalid-request.error.js';
import { InvalidQueryError } from '../../../errors/refused/invalid-query.error.js';
import type { DriverRow, Statement } from '../../../cql/statement.js';
import {
  avg,
  count,
  max,
  min,
  sum,
  ttl,
  writetime,
} from '../../../query/selection/select-function.js';
import {
  bigint,
  double,
  int,
  text,
  timestamp,
  uuid,
} from '../../../table/column/column-builders.js';
import { Table, type TableOf } from '../../../table/table.js';
import { repositoryContext } from '../../../../../test/support/repository-context.js';
import { Repository } from '../../repository.js';

class UserByCity extends Table('users_by_city', {
  columns: { city: text(), age: int(), username: text(), name: text().nullable(), email: text() },
  partitionKey: ['city'],
  clusteringKey: ['age', 'username'],
  indexes: ['email'],
}) {}
class Person extends Table('people', {
  columns: { city: text(), region: text(), age: int(), uid: int(), points: int().named('pts') },
  partitionKey: ['city', 'region'],
  clusteringKey: ['age', 'uid'],
}) {}
class Reading extends Table('readings', {
  columns: {
    id: uuid(),
    at: timestamp(),
    value: double().nullable(),
    total: bigint(),
    place: text().static(),
  },
  partitionKey: ['id'],
  clusteringKey: ['at'],
}) {}

const sent: Statement[] = [];
let answer: readonly DriverRow[] = [];
const context = repositoryContext((statement) => {
  sent.push(statement);
  return Promise.resolve({ rows: answer, pageState: null });
});

function repositoryOf<Entity>(table: TableOf<Entity>): Repository<Entity> {
  return new Repository(table, context);
}

const users = repositoryOf(UserByCity);
const people = repositoryOf(Person);
const readings = repositoryOf(Reading);
const id = '00000000-0000-4000-8000-000000000000';
const kyoto = users.filter({ city: 'K' });

beforeEach(() => {
  sent.length = 0;
  answer = [];
});

describe('Query.select', () => {
  it.each<[string, string, { toCql(): string }]>([
    [
      'columns and functions',
      'SELECT "name", "age", writetime("name") AS "=0", ttl("name") AS "=1" FROM "ks"."users_by_city" WHERE "city" = ?',
      kyoto.select('name', 'age', { at: writetime('name'), left: ttl('name') }),
    ],
    [
      'aggregates with their casts',
      'SELECT count(*) AS "=0", sum(cast("pts" AS varint)) AS "=1", avg(cast("pts" AS double)) AS "=2", count("pts") AS "=2#", min("pts") AS "=3", max("age") AS "=4" FROM "ks"."people" WHERE "city" = ? AND "region" = ?',
      people.filter({ city: 'a', region: 'b' }).select({
        n: count(),
        total: sum('points'),
        mean: avg('points'),
        low: min('points'),
        high: max('age'),
      }),
    ],
    [
      'an aggregate without an order, which one row has none of',
      'SELECT count(*) AS "=0" FROM "ks"."users_by_city" WHERE "city" = ?',
      kyoto.orderBy({ age: 'desc' }).select({ n: count() }),
    ],
    [
      'what tells rows from partitions without any',
      'SELECT "at", sum("value") AS "=0", count("at") AS "=rows" FROM "ks"."readings" WHERE "id" = ? GROUP BY "id", "at"',
      readings
        .filter({ id })
        .select('at', { total: sum('value') })
        .groupBy('id', 'at'),
    ],
    [
      'a hidden clustering column',
      'SELECT "value", "at" FROM "ks"."readings" WHERE "id" = ?',
      readings.filter({ id }).select('value'),
    ],
    [
      'groups, limited',
      'SELECT "age", count(*) AS "=0" FROM "ks"."users_by_city" WHERE "city" = ? GROUP BY "city", "age" ORDER BY "age" DESC PER PARTITION LIMIT ? LIMIT ?',
      kyoto
        .select('age', { n: count() })
        .groupBy('age', 'city')
        .orderBy({ age: 'desc' })
        .perPartitionLimit(3)
        .limit(2),
    ],
    [
      'groups of a column after those fixed by =',
      'SELECT "age", count(*) AS "=0" FROM "ks"."users_by_city" WHERE "city" = ? GROUP BY "age"',
      kyoto.select('age', { n: count() }).groupBy('age'),
    ],
    [
      'the first rows of each partition',
      'SELECT "city", "age", "username", "name", "email" FROM "ks"."users_by_city" PER PARTITION LIMIT ? LIMIT ?',
      users.all().perPartitionLimit(1).limit(5),
    ],
    ['partitions', 'SELECT DISTINCT "city", "region" FROM "ks"."people"', people.partitions()],
    [
      'partitions with their static columns',
      'SELECT DISTINCT "id", "place" FROM "ks"."readings" WHERE "id" = ? LIMIT ?',
      readings.partitions({ id }).select('id', 'place').limit(1),
    ],
  ])('asks for %s', (_, cql, query) => {
    expect(query.toCql()).toBe(cql);
  });

  it('binds the limit of each partition before the limit', async () => {
    await kyoto.perPartitionLimit(3).limit(5).all();
    expect(sent.map(({ values }) => values)).toEqual([['K', 3, 5]]);
  });

  it('gives plain objects that know their JSON', async () => {
    answer = [{ value: null, total: 7n, at: new Date(0), '=0': 5n }];
    const query = readings.filter({ id }).select('value', 'total', { at: writetime('total') });
    const [row] = await query.all();
    expect(row).toStrictEqual({ value: null, total: 7n, at: 5n });
    expect(Object.keys(row ?? {})).toEqual(['value', 'total', 'at']);
    expect(JSON.stringify(row)).toBe('{"value":null,"total":"7","at":"5"}');
  });

  it('tells the mean of nothing from zero', async () => {
    answer = [{ '=0': 0, '=0#': 0n }];
    const query = readings.filter({ id }).select({ mean: avg('value') });
    expect(await query.all()).toEqual([{ mean: null }]);
    answer = [{ '=0': 0, '=0#': 2n }];
    expect(await query.all()).toEqual([{ mean: 0 }]);
  });

  it('skips the row of a partition that has none', async () => {
    answer = [{ place: 'x', at: null }];
    expect(await readings.filter({ id }).select('place').all()).toEqual([]);
    answer = [{ id, '=0': 0n, '=rows': 0n }];
    const groups = readings.filter({ id }).select('id', { n: count() }).groupBy('id');
    expect(await groups.all()).toEqual([]);
  });

  it('aggregates an empty list without a request', async () => {
    const none = people.filter({ city: { in: [] }, region: 'b' });
    const query = none.select({ n: count(), total: sum('points'), low: min('points') });
    expect(await query.all()).toEqual([{ n: 0, total: 0n, low: null }]);
    expect(await query.one()).toEqual({ n: 0, total: 0n, low: null });
    expect(await none.count()).toBe(0);
    expect(await none.exists()).toBe(false);
    expect(await none.select('age', { n: count() }).groupBy('city', 'region', 'age').all()).toEqual(
      [],
    );
    expect(sent).toEqual([]);
  });
});

describe('Query.count and exists', () => {
  it('ask for no more than they need', async () => {
    answer = [{ '=0': 3n, age: 1, at: new Date(0), city: 'K' }];
    expect(await kyoto.count()).toBe(3);
    expect(await kyoto.orderBy({ age: 'asc' }).exists()).toBe(true);
    expect(await readings.filter({ id }).count()).toBe(3);
    expect(await readings.filter({ id }).exists()).toBe(true);
    expect(await users.partitions().exists()).toBe(true);
    expect(sent.map(({ cql }) => cql)).toEqual([
      'SELECT count(*) AS "=0" FROM "ks"."users_by_city" WHERE "city" = ?',
      'SELECT "age" FROM "ks"."users_by_city" WHERE "city" = ? LIMIT ?',
      'SELECT count("at") AS "=0" FROM "ks"."readings" WHERE "id" = ?',
      'SELECT "at" FROM "ks"."readings" WHERE "id" = ?',
      'SELECT DISTINCT "city" FROM "ks"."users_by_city" LIMIT ?',
    ]);
  });
});

describe('What cannot be selected', () => {
  const select = (...items: unknown[]): { all(): Promise<unknown> } =>
    kyoto.select(...(items as ['name']));
  const grouped = (...columns: unknown[]): { all(): Promise<unknown> } =>
    people
      .filter({ city: 'a', region: { in: ['b', 'c'] } })
      .select({ n: count() })
      .groupBy(...(columns as ['city']));

  it.each<[string, unknown, () => Promise<unknown>]>([
    ['select', 'unknown', () => select('nosuch').all()],
    ['select', 'none', () => select().all()],
    ['select', 'an empty object', () => select({}).all()],
    ['select', 'twice', () => select('name', 'name').all()],
    ['select', 'a function without a name', () => select(count()).all()],
    ['select', 'text for a function', () => select({ n: 'count(*)' }).all()],
    ['select', 'a forged function', () => select({ n: { name: 'count' } }).all()],
    ['select', 'a function of no column', () => select({ n: sum('nosuch') }).all()],
    ['select', 'the name of a method', () => select({ toJSON: count() }).all()],
    ['select', 'a number', () => select(3).all()],
    [
      'select',
      'called twice',
      () =>
        kyoto
          .select('name')
          .select(...(['age'] as never))
          .all(),
    ],
    ['aggregate-type', 'sum of text', () => select({ n: sum('name') }).all()],
    ['aggregate-type', 'avg of text', () => select({ n: avg('name') }).all()],
    ['writetime', 'a key column', () => select({ at: writetime('age') }).all()],
    ['writetime', 'ttl of a key column', () => select({ at: ttl('city') }).all()],
    ['group-select', 'a column beside a count', () => select('name', { n: count() }).all()],
    ['group-select', 'one fixed by =', () => select('city', { n: count() }).all()],
    ['group-select', 'writetime', () => select({ n: count(), at: writetime('name') }).all()],
    ['group-select', 'whole rows', () => kyoto.groupBy('city').all()],
    [
      'select-static-only',
      'place',
      () =>
        readings
          .filter({ id, at: new Date(0) })
          .select('id', 'place')
          .all(),
    ],
    ['aggregate-limit', 'count', () => kyoto.limit(3).count()],
    [
      'aggregate-limit',
      'sum',
      () =>
        kyoto
          .select({ n: sum('age') })
          .limit(3)
          .all(),
    ],
    ['aggregate-scan', 'count', () => users.all().count()],
    ['aggregate-scan', 'groups', () => users.all().select({ n: count() }).groupBy('city').all()],
    ['group-by', 'a regular column', () => grouped('points').all()],
    ['group-by', 'unknown', () => grouped('nosuch').all()],
    ['group-by', 'none', () => grouped().all()],
    ['group-by', 'half of the partition key', () => grouped('city').all()],
    ['group-by', 'a gap', () => grouped('city', 'region', 'uid').all()],
    ['group-by', 'a column of a list skipped', () => grouped('age').all()],
    ['group-by', 'counted', () => kyoto.groupBy('city').count()],
    ['per-partition-limit', 0, () => kyoto.perPartitionLimit(0).all()],
    ['per-partition-limit', 1.5, () => kyoto.perPartitionLimit(1.5).all()],
    ['per-partition-limit', null, () => kyoto.perPartitionLimit(null as never).all()],
    ['per-partition-limit', 'partitions', () => users.partitions().perPartitionLimit(1).all()],
    ['per-partition-limit', 'counted', () => kyoto.perPartitionLimit(1).count()],
    ['distinct', 'half of the key', () => people.partitions().select('city').all()],
    [
      'distinct',
      'a row column',
      () =>
        users
          .partitions()
          .select('city', 'name' as never)
          .all(),
    ],
    ['distinct', 'a function', () => users.partitions().count()],
    ['distinct', 'an order', () => users.partitions().orderBy({ age: 'asc' }).all()],
    ['distinct', 'groups', () => users.partitions().groupBy('city').all()],
    ['distinct', 'filtered', () => users.partitions({ city: 'K', age: 3 } as never).all()],
    ['distinct', 'by an index', () => users.partitions({ email: 'x' } as never).all()],
    ['empty-filter', 'partitions', () => users.partitions({} as never).all()],
    ['partition-partial', 'partitions', () => people.partitions({ city: 'a' } as never).all()],
    ['partition-missing', 'exists', () => users.filter({ age: 3 } as never).exists()],
  ])('refuses %s (%s)', async (code, _, read) => {
    const error: unknown = await read().catch((thrown: unknown) => thrown);
    expect(sent).toEqual([]);
    if (!(error instanceof InvalidRequestError)) throw new Error('It was not refused');
    expect(error.faults.map((fault) => fault.code)).toContain(code);
    expect(error).toBeInstanceOf(InvalidQueryError);
    for (const { fix } of error.faults) expect(fix).not.toBe('');
  });

  it('names all faults together', async () => {
    const query = users
      .filter({ city: 'K', age: null } as never)
      .select('nosuch' as never, { n: sum('name' as never) })
      .perPartitionLimit(0)
      .limit(0);
    await expect(query.all()).rejects.toMatchObject({
      faults: ['null-value', 'select', 'aggregate-type', 'limit', 'per-partition-limit'].map(
        (code) => expect.objectContaining({ code }) as unknown,
      ),
    });
  });

  it('says which groups there are', async () => {
    await expect(grouped('city').all()).rejects.toThrow(
      'people: Grouping by "city" skips "region" of the primary key. Group by ("city", "region"), or ("city", "region", "age"), or ("city", "region", "age", "uid"); columns that the filter fixes by = may be left out.',
    );
  });
});
