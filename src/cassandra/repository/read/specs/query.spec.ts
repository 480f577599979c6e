import { InvalidQueryError } from '../../../errors/refused/invalid-query.error.js';
import { InvalidRequestError } from '../../../errors/refused/invalid-request.error.js';
import { InvalidValueError } from '../../../errors/refused/invalid-value.error.js';
import type { Statement } from '../../../cql/statement.js';
import { keepIn, repositoryContext } from '../../../../../test/support/repository-context.js';
import { Repository } from '../../repository.js';
import {
  bigint,
  boolean,
  int,
  text,
  timestamp,
  uuid,
} from '../../../table/column/column-builders.js';
import { Table, type TableOf } from '../../../table/table.js';
import type { Query } from '../../../query/query.js';

class UserByCity extends Table('users_by_city', {
  columns: {
    city: text(),
    age: int(),
    username: text(),
    name: text().nullable(),
    email: text(),
    score: bigint(),
    active: boolean(),
  },
  partitionKey: ['city'],
  clusteringKey: ['age', 'username'],
  clusteringOrder: { age: 'desc' },
  indexes: ['email', 'score', 'active'],
}) {}
class Person extends Table('people', {
  columns: { city: text(), region: text(), age: int(), uid: uuid(), email: text() },
  partitionKey: ['city', 'region'],
  clusteringKey: ['age', 'uid'],
  indexes: ['email'],
}) {}
class Reading extends Table('readings', {
  columns: { id: uuid(), at: timestamp(), place: text().static() },
  partitionKey: ['id'],
  clusteringKey: ['at'],
}) {}

const sent: Statement[] = [];

function repositoryOf<Entity>(table: TableOf<Entity>): Repository<Entity> {
  return new Repository(table, repositoryContext(keepIn(sent)));
}

const users = repositoryOf(UserByCity);
const people = repositoryOf(Person);
const readings = repositoryOf(Reading);

/** A filter the types would refuse, as it may come from JSON or a cast. */
function anyFilter<Entity>(repository: Repository<Entity>, filter: unknown): Query<Entity> {
  return repository.filter(filter as Parameters<Repository<Entity>['filter']>[0]);
}

async function refusalOf(query: Query<unknown>): Promise<InvalidRequestError> {
  sent.length = 0;
  const error: unknown = await query.all().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(sent).toEqual([]);
  if (!(error instanceof InvalidRequestError)) throw new Error('It was not refused');
  return error;
}

describe('Query', () => {
  const columns = '"city", "age", "username", "name", "email", "score", "active"';
  const from = `SELECT ${columns} FROM "ks"."users_by_city"`;
  it.each<[string, string, Query<UserByCity>]>([
    ['a partition', `${from} WHERE "city" = ?`, users.filter({ city: 'K' })],
    [
      'a range, its bounds in one order',
      `${from} WHERE "city" = ? AND "age" >= ? AND "age" < ?`,
      users.filter({ age: { lt: 9, gte: 3 }, city: 'K' }),
    ],
    [
      'lists, whatever their length',
      `${from} WHERE "city" IN ? AND "age" IN ? AND "username" = ?`,
      users.filter({ city: { in: ['a', 'b'] }, age: { in: [1] }, username: 'u' }),
    ],
    [
      'index columns after the key',
      `${from} WHERE "city" = ? AND "email" = ? AND "score" > ?`,
      users.filter({ score: { gt: 3n }, email: 'e', city: 'K' }),
    ],
    [
      'order and limit',
      `${from} WHERE "city" = ? ORDER BY "age" ASC, "username" DESC LIMIT ?`,
      users.filter({ city: 'K' }).orderBy({ username: 'desc', age: 'asc' }).limit(5),
    ],
    ['the whole table', from, users.all()],
  ])('asks for %s', (_, cql, query) => {
    expect(query.toCql()).toBe(cql);
  });

  it('binds values in the order of the question marks', async () => {
    sent.length = 0;
    await users
      .filter({ age: { lt: 9, gte: 3 }, city: 'K' })
      .limit(5)
      .all();
    expect(sent.map(({ values }) => values)).toEqual([['K', 3, 9, 5]]);
  });

  it('sends nothing for an empty list, and each value of a list once', async () => {
    sent.length = 0;
    expect(await users.filter({ city: { in: [] } }).all()).toEqual([]);
    expect(await users.filter({ city: { in: [] } }).page({ size: 5 })).toEqual({
      rows: [],
      cursor: null,
    });
    expect(sent).toEqual([]);
    await users.filter({ city: { in: ['a', 'b', 'a'] } }).all();
    expect(sent.map(({ values }) => values)).toEqual([[['a', 'b']]]);
  });

  it('is immutable, and keeps the values it was made with', async () => {
    const at = new Date(5);
    const query = readings.filter({ id: '00000000-0000-4000-8000-000000000000', at });
    at.setTime(9);
    query.limit(3);
    sent.length = 0;
    await query.all();
    expect(sent[0]?.values[1]).toBe(5);
    expect(query.toCql()).not.toContain('LIMIT');
  });

  it.each<[string, unknown, Query<unknown>]>([
    ['filter-kind', null, anyFilter(users, null)],
    ['filter-kind', [], anyFilter(users, [])],
    ['empty-filter', {}, anyFilter(users, {})],
    ['partition-missing', 'age', anyFilter(users, { age: 3 })],
    ['partition-missing', 'a range', anyFilter(users, { age: { gt: 3 } })],
    ['partition-partial', 'city', anyFilter(people, { city: 'K' })],
    ['partition-range', 'city', anyFilter(users, { city: { gt: 'K' } })],
    ['in-not-array', 'a text', anyFilter(users, { city: { in: 'K' } })],
    ['in-not-array', 'a Set', anyFilter(users, { city: { in: new Set(['K']) } })],
    [
      'in-too-long',
      '11 x 10',
      anyFilter(users, {
        city: { in: Array.from({ length: 11 }, (_, index) => String(index)) },
        age: { in: Array.from({ length: 10 }, (_, index) => index) },
      }),
    ],
    ['clustering-gap', 'username', anyFilter(users, { city: 'K', username: 'x' })],
    ['after-range', 'username', anyFilter(users, { city: 'K', age: { gt: 3 }, username: 'x' })],
    ['bounds', 'gt and gte', anyFilter(users, { city: 'K', age: { gt: 1, gte: 2 } })],
    ['bounds', 'lt and lte', anyFilter(users, { city: 'K', age: { lt: 1, lte: 2 } })],
    ['bounds', 'in and gt', anyFilter(users, { city: 'K', age: { in: [1], gt: 2 } })],
    ['bounds', 'none', anyFilter(users, { city: 'K', age: {} })],
    ['token-in-filter', 'token(city)', anyFilter(users, { 'token(city)': 1n })],
    ['token-in-filter', '$token', anyFilter(users, { $token: { city: { $gt: 'K' } } })],
    ['tuple-in-filter', '(age, username)', anyFilter(users, { city: 'K', '(age, username)': 1 })],
    ['not-equal', 'ne', anyFilter(users, { city: 'K', age: { ne: 3 } })],
    ['operator', 'between', anyFilter(users, { city: 'K', age: { between: [1, 2] } })],
    ['like', 'like', anyFilter(users, { email: { like: 'x%' } })],
    ['contains-kind', 'contains', anyFilter(users, { email: { contains: 'x' } })],
    ['not-servable', 'name', anyFilter(users, { city: 'K', name: 'x' })],
    [
      'not-servable',
      'with the whole key',
      anyFilter(users, { city: 'K', age: 1, username: 'u', name: 'x' }),
    ],
    [
      'static-filter',
      'place',
      anyFilter(readings, { id: '00000000-0000-4000-8000-000000000000', place: 'x' }),
    ],
    ['unknown-column', 'nosuch', anyFilter(users, { city: 'K', nosuch: 1 })],
    ['null-value', 'age', anyFilter(users, { city: 'K', age: null })],
    ['null-value', 'in a list', anyFilter(users, { city: 'K', age: { in: [1, null] } })],
    ['undefined-value', 'age', anyFilter(users, { city: 'K', age: undefined })],
    ['undefined-value', 'a bound', anyFilter(users, { city: 'K', age: { gt: undefined } })],
    ['index-range', 'text', anyFilter(users, { email: { gt: 'a' } })],
    ['index-range', 'boolean', anyFilter(users, { active: { gt: false } })],
    ['index-in', 'email', anyFilter(users, { email: { in: ['a'] } })],
    ['index-partition-in', 'city', anyFilter(users, { city: { in: ['a', 'b'] }, email: 'x' })],
    ['index-and-key', 'part of the partition key', anyFilter(people, { city: 'K', email: 'x' })],
    ['index-and-key', 'no partition key', anyFilter(users, { age: 3, email: 'x' })],
    ['index-and-key', 'a gap', anyFilter(users, { city: 'K', username: 'u', email: 'x' })],
    ['index-and-other', 'name', anyFilter(users, { email: 'x', name: 'y' })],
    [
      'order-mixed',
      'both',
      users.filter({ city: 'K' }).orderBy({ age: 'desc', username: 'desc' } as never),
    ],
    ['order-mixed', 'no direction', users.filter({ city: 'K' }).orderBy({ age: 'down' } as never)],
    ['order-gap', 'username', users.filter({ city: 'K' }).orderBy({ username: 'asc' })],
    [
      'order-gap',
      'fixed by in',
      users.filter({ city: 'K', age: { in: [1] } }).orderBy({ username: 'asc' }),
    ],
    ['order-column', 'city', users.filter({ city: 'K' }).orderBy({ city: 'asc' } as never)],
    ['order-column', 'none', users.filter({ city: 'K' }).orderBy({})],
    ['order-needs-partition', 'all', users.all().orderBy({ age: 'asc' })],
    ['order-with-index', 'email', users.filter({ city: 'K', email: 'x' }).orderBy({ age: 'asc' })],
    [
      'order-partition-in',
      'city',
      users.filter({ city: { in: ['a', 'b'] } }).orderBy({ age: 'asc' }),
    ],
    ['limit', 0, users.filter({ city: 'K' }).limit(0)],
    ['limit', 1.5, users.filter({ city: 'K' }).limit(1.5)],
    ['limit', null, users.filter({ city: 'K' }).limit(null as never)],
    ['page-size', 0, users.filter({ city: 'K' }).with({ pageSize: 0 })],
    ['timeout', -1, users.filter({ city: 'K' }).with({ timeoutMs: -1 })],
    ['consistency', 'MOST', users.filter({ city: 'K' }).with({ consistency: 'MOST' as never })],
  ])('refuses %s (%s)', async (code, _, query) => {
    const error = await refusalOf(query);
    expect(error.faults.map((fault) => fault.code)).toContain(code);
    expect(error).toBeInstanceOf(InvalidQueryError);
    for (const fault of error.faults) expect(fault.fix).not.toBe('');
  });

  it.each<[string, unknown]>([
    ['a text for an int', { city: 'K', age: '3' }],
    ['a fraction', { city: 'K', age: 3.5 }],
    ['NaN', { city: 'K', age: NaN }],
    ['true', { city: 'K', age: true }],
    ['too large an int', { city: 'K', age: 2 ** 31 }],
    ['an array', { city: 'K', age: [3] }],
    ['half a surrogate pair', { city: '\ud800' }],
    ['a number for a bigint', { score: 3 }],
    ['too large a bigint', { score: 2n ** 63n }],
    ['a truthy text', { active: 'yes' }],
  ])('refuses %s as InvalidValueError, without its value', async (_, filter) => {
    const error = await refusalOf(anyFilter(users, filter));
    expect(error).toBeInstanceOf(InvalidValueError);
    expect(error.code).toBe('wrong-type');
  });

  it.each<[string, unknown]>([
    ['an empty text as the only partition column', { city: '' }],
    ['an empty text in a list of them', { city: { in: ['a', ''] } }],
    ['a partition key over 65 535 bytes', { city: 'é'.repeat(32_768) }],
    ['clustering values over 65 535 bytes', { city: 'K', age: 1, username: 'x'.repeat(65_532) }],
  ])('refuses %s', async (_, filter) => {
    const error = await refusalOf(anyFilter(users, filter));
    expect(error).toMatchObject({ code: 'key-size', table: 'users_by_city' });
  });

  it('tells all faults of a request together, with a fix to paste, and sends nothing', async () => {
    const query = anyFilter(users, { usernam: 'secret', age: null, username: 'secret' });
    const error = await refusalOf(query.limit(0));
    expect(error.faults.map(({ code }) => code)).toEqual([
      'unknown-column',
      'null-value',
      'partition-missing',
      'limit',
    ]);
    expect(error.message).toContain('Did you mean "username"?');
    expect(error.message).not.toContain('secret');
  });

  it('offers a table that would serve the query', async () => {
    const error = await refusalOf(anyFilter(users, { username: 'u', age: { gt: 3 } }));
    expect(error.fix).toContain(
      "partitionKey: ['username'], clusteringKey: ['age', 'city'], clusteringOrder: { age: 'desc' } })",
    );
  });

  it('refuses a key that is not complete, or more than a key', async () => {
    const find = async (key: unknown): Promise<unknown> =>
      await people.findOne(key as never).catch((error: unknown) => error);
    expect(await find({ city: 'a', region: 'b', age: 1 })).toMatchObject({
      code: 'key-missing',
      columns: ['uid'],
    });
    expect(await find({ city: 'a', region: 'b', age: 1, uid: null })).toMatchObject({
      code: 'key-null',
    });
    const uid = '00000000-0000-4000-8000-000000000000';
    expect(await find({ city: 'a', region: 'b', age: 1, uid, email: 'e' })).toMatchObject({
      code: 'unknown-column',
    });
  });
});
