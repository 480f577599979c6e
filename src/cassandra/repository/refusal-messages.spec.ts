import { runInNewContext } from 'node:vm';
import { InvalidRequestError } from '../errors/refused/invalid-request.error.js';
import * as scalars from '../table/column/column-builders.js';
import * as collections from '../table/column/collection-builders.js';
import { Projection } from '../table/projection/projection.js';
import { Table, type TableOf } from '../table/table.js';
import { verifyTables } from '../table/verify/verify-tables.js';
import { keepIn, repositoryContext } from '../../../test/support/repository-context.js';
import { Repository } from './repository.js';

const { boolean, counter, float, int, text } = scalars;
const { map, set, vector } = collections;

class User extends Table('users_by_city', {
  columns: {
    city: text(),
    age: int(),
    username: text(),
    name: text().nullable(),
    email: text(),
    motto: text().static(),
    tags: set(text()),
    scores: map(text(), int()),
    face: vector(float(), 2),
  },
  partitionKey: ['city'],
  clusteringKey: ['age', 'username'],
  clusteringOrder: { age: 'desc' },
  indexes: ['email', { column: 'scores', target: 'keys' }, 'face'],
}) {}
class Person extends Table('people', {
  columns: { city: text(), region: text(), age: int(), isHere: boolean(), email: text() },
  partitionKey: ['city', 'region'],
  clusteringKey: ['age'],
  indexes: ['email'],
}) {}
class Plays extends Table('plays', {
  columns: { album: text(), track: text(), plays: counter() },
  partitionKey: ['album'],
  clusteringKey: ['track'],
}) {}

class Member extends Table('members', {
  columns: { id: text(), city: text(), age: int().nullable(), name: text() },
  partitionKey: ['id'],
  writes: 'versioned',
}) {}
class MemberByCity extends Projection(Member, 'city_members', {
  derived: { initial: text().from(({ name }) => name.slice(0, 1)) },
  partitionKey: ['city'],
  clusteringKey: ['id'],
}) {}

function repositoryOf<Entity>(table: TableOf<Entity>): Repository<Entity> {
  return new Repository(table, repositoryContext(keepIn([])));
}

const repositories: Readonly<Record<string, Repository<unknown>>> = {
  users: repositoryOf<unknown>(User),
  people: repositoryOf<unknown>(Person),
  plays: repositoryOf<unknown>(Plays),
  members: repositoryOf<unknown>(Member),
  membersByCity: repositoryOf<unknown>(MemberByCity),
};

/** The whole message of a read; empty if it is not refused. */
function messageOf(
  repository: Repository<unknown> | undefined,
  filter: unknown,
  order: unknown,
): string {
  try {
    const query = repository?.filter(filter as never);
    if (order === undefined) query?.toCql();
    else query?.orderBy(order as never).toCql();
  } catch (error) {
    if (error instanceof InvalidRequestError) return error.message;
    throw error;
  }
  return '';
}

/** The columns of a pasted table: in its key none is nullable, and what was static is a value of each row. */
const columnsWith = (name: string): string =>
  `{ city: text(), age: int(), username: text(), name: ${name}, email: text(), motto: text().nullable(), ` +
  'tags: set(text()), scores: map(text(), int()), face: vector(float(), 2) }';
const userColumns = columnsWith('text().nullable()');
const namedColumns = columnsWith('text()');
const personColumns =
  '{ city: text(), region: text(), age: int(), isHere: boolean(), email: text() }';

const refusals: readonly [table: string, filter: unknown, order: unknown, message: string][] = [
  [
    'users',
    {},
    undefined,
    'users_by_city: An empty filter would read every row. Give "city"; or read the whole table with scan().',
  ],
  [
    'users',
    { age: 3 },
    undefined,
    `users_by_city: "age" cannot be filtered without "city" of the partition key: every node would be read. Give "city"; or declare Table('users_by_city_by_age', { columns: ${userColumns}, partitionKey: ['age'], clusteringKey: ['city', 'username'] }) and write it beside this one; or add 'age' to indexes; or read the whole table with scan().`,
  ],
  [
    'users',
    { age: { gt: 3 } },
    undefined,
    `users_by_city: "age" cannot be filtered without "city" of the partition key: every node would be read. Give "city"; or add 'age' to indexes; or read the whole table with scan().`,
  ],
  [
    'people',
    { city: 'a' },
    undefined,
    `people: "city" cannot be filtered without "region" of the partition key: every node would be read. Give "region"; or declare Table('people_by_city', { columns: ${personColumns}, partitionKey: ['city'], clusteringKey: ['region', 'age'] }) and write it beside this one; or add 'city' to indexes; or read the whole table with scan().`,
  ],
  [
    'people',
    { city: 'a', age: { gt: 3 } },
    undefined,
    `people: "city", "age" cannot be filtered without "region" of the partition key: every node would be read. Give "region"; or declare Table('people_by_city_age', { columns: ${personColumns}, partitionKey: ['city'], clusteringKey: ['age', 'region'] }) and write it beside this one; or read the whole table with scan().`,
  ],
  [
    'users',
    { city: { gt: 'a' } },
    undefined,
    'users_by_city: "city" is a partition column: partitions lie in the order of their hashes and have no ranges. Give values by = or in; or declare a table with "city" in the clustering key; or read the whole table with scan().',
  ],
  [
    'people',
    { city: { gt: 'a' }, region: 'r' },
    undefined,
    `people: "city" is a partition column: partitions lie in the order of their hashes and have no ranges. Give values by = or in; or declare Table('people_by_region_city', { columns: ${personColumns}, partitionKey: ['region'], clusteringKey: ['city', 'age'] }) and write it beside this one; or read the whole table with scan().`,
  ],
  [
    'users',
    { city: { in: 'a' } },
    undefined,
    'users_by_city: "city": in takes an array, not a string. Give city: { in: […] }.',
  ],
  [
    'users',
    { city: { in: Array.from({ length: 101 }, (_, i) => String(i)) } },
    undefined,
    'users_by_city: "city": 101 combinations of values after in, 100 are allowed. Split the list, read the keys concurrently, or raise maxInValues.',
  ],
  [
    'users',
    { city: 'a', username: 'u' },
    undefined,
    `users_by_city: "username" cannot be filtered without "age" before it in the clustering key. Give "age"; or declare Table('users_by_city_by_city_username', { columns: ${userColumns}, partitionKey: ['city', 'username'], clusteringKey: ['age'], clusteringOrder: { age: 'desc' } }) and write it beside this one; or add 'username' to indexes.`,
  ],
  [
    'users',
    { city: 'a', age: { gt: 3 }, username: 'u' },
    undefined,
    `users_by_city: "username" comes after "age", which is filtered by a range. Leave "age" or "username" out; or declare Table('users_by_city_by_city_username_age', { columns: ${userColumns}, partitionKey: ['city', 'username'], clusteringKey: ['age'], clusteringOrder: { age: 'desc' } }) and write it beside this one.`,
  ],
  [
    'users',
    { city: 'a', age: { gt: 3 }, username: { gt: 'u' } },
    undefined,
    'users_by_city: "username" comes after "age", which is filtered by a range. Leave "age" or "username" out.',
  ],
  [
    'users',
    { city: 'a', age: { gt: 3, gte: 4 } },
    undefined,
    'users_by_city: "age" has gt and gte, which exclude each other. Give one lower bound (gt or gte), one upper bound (lt or lte), both, or in alone.',
  ],
  [
    'users',
    { city: 'a', age: { ne: 3 } },
    undefined,
    'users_by_city: "age": Cassandra has no ne in a filter. Read the two ranges lt and gt, or leave the rows out in the application.',
  ],
  [
    'users',
    { city: 'a', age: { between: 3 } },
    undefined,
    'users_by_city: "age": there is no operator "between". Use a value, in, gt, gte, lt or lte; several queries for an OR.',
  ],
  [
    'users',
    { email: { like: 'x%' } },
    undefined,
    `users_by_city: "email": Cassandra has no like on this index or key. Declare a table with partitionKey: ['emailPrefix'] and 'email' first in its clusteringKey; its filter is { emailPrefix: 'ab', email: { gte: 'abc', lt: 'abd' } }.`,
  ],
  [
    'users',
    { city: 'a', name: 'n' },
    undefined,
    `users_by_city: "name" is neither a key column nor in indexes. Opt in to ALLOW FILTERING, which reads the whole partition: allowFiltering().filter(…); or add 'name' to indexes; or declare Table('users_by_city_by_city_name', { columns: ${namedColumns}, partitionKey: ['city', 'name'], clusteringKey: ['age', 'username'], clusteringOrder: { age: 'desc' } }) and write it beside this one; or filter the rows of the partition in the application.`,
  ],
  [
    'users',
    { city: 'a', name: { in: ['n'] } },
    undefined,
    `users_by_city: "name" is neither a key column nor in indexes. Opt in to ALLOW FILTERING, which reads the whole partition: allowFiltering().filter(…); or declare Table('users_by_city_by_city_name', { columns: ${namedColumns}, partitionKey: ['city'], clusteringKey: ['name', 'age', 'username'], clusteringOrder: { age: 'desc' } }) and write it beside this one; or filter the rows of the partition in the application.`,
  ],
  [
    'users',
    { name: { gt: 'n' } },
    undefined,
    'users_by_city: "name" is neither a key column nor in indexes. Read the whole table with scan(); or opt in to ALLOW FILTERING, which reads the whole table: allowFiltering().filter(…).',
  ],
  [
    'users',
    { name: 'n' },
    undefined,
    `users_by_city: "name" is neither a key column nor in indexes. Add 'name' to indexes; or declare Table('users_by_city_by_name', { columns: ${namedColumns}, partitionKey: ['name'], clusteringKey: ['city', 'age', 'username'], clusteringOrder: { age: 'desc' } }) and write it beside this one; or read the whole table with scan(); or opt in to ALLOW FILTERING, which reads the whole table: allowFiltering().filter(…).`,
  ],
  [
    'users',
    { city: 'a', nam: 'n' },
    undefined,
    'users_by_city: There is no column "nam". Did you mean "name"?',
  ],
  [
    'users',
    { city: 'a', age: null },
    undefined,
    'users_by_city: "age" is null, and Cassandra cannot search for a null. Leave the property out, or filter the rows in the application.',
  ],
  [
    'users',
    { city: 'a', age: undefined },
    undefined,
    'users_by_city: "age" is undefined. Leave the property out where it is not meant.',
  ],
  [
    'users',
    { city: 'a', age: '3' },
    undefined,
    'users_by_city: "age" (int) does not take a string. Give a whole number from -2147483648 to 2147483647.',
  ],
  [
    'users',
    { city: '' },
    undefined,
    'users_by_city: "city" is empty, and the partition key has no other column. Give a text of one character or more.',
  ],
  [
    'users',
    { city: 'a', motto: 'm' },
    undefined,
    `users_by_city: "motto" is static, one value for each partition, and not in indexes. Opt in to ALLOW FILTERING, which reads the whole partition: allowFiltering().filter(…); or add 'motto' to indexes; or read the static row and look at its value: partitions({ city }).select('city', 'motto').`,
  ],
  [
    'users',
    { motto: 'm' },
    undefined,
    `users_by_city: "motto" is static, one value for each partition, and not in indexes. Add 'motto' to indexes; or read the whole table with scan(); or opt in to ALLOW FILTERING, which reads the whole table: allowFiltering().filter(…).`,
  ],
  [
    'plays',
    { album: 'a', plays: { gt: 3n } },
    undefined,
    `plays: "plays" is a counter, which can be neither key nor index column. Opt in to ALLOW FILTERING, which reads the whole partition: allowFiltering().filter(…); or declare Table('plays_by_plays', { columns: { album: text(), track: text(), plays: bigint() }, partitionKey: ['album'], clusteringKey: ['plays', 'track'] }) and write the number into it now and then.`,
  ],
  [
    'plays',
    { plays: { gt: 3n } },
    undefined,
    `plays: "plays" is a counter, which can be neither key nor index column. Declare Table('plays_by_plays', { columns: { album: text(), track: text(), plays: bigint() }, partitionKey: ['album'], clusteringKey: ['plays', 'track'] }) and write the number into it now and then; or opt in to ALLOW FILTERING, which reads the whole table: allowFiltering().filter(…).`,
  ],
  [
    'users',
    { city: 'a', tags: new Set(['a']) },
    undefined,
    'users_by_city: "tags" (set<text>) is stored element by element and cannot be compared. Look into it with contains, or declare tags: frozen(set(text())).',
  ],
  [
    'users',
    { city: 'a', tags: { contains: 'a' } },
    undefined,
    `users_by_city: "tags" is neither a key column nor in indexes. Opt in to ALLOW FILTERING, which reads the whole partition: allowFiltering().filter(…); or add 'tags' to indexes; or filter the rows of the partition in the application.`,
  ],
  [
    'users',
    { city: 'a', tags: { containsKey: 'a' } },
    undefined,
    'users_by_city: "tags" (set<text>) is no map: containsKey has no key to look for. Use contains.',
  ],
  [
    'users',
    { scores: { contains: 1 } },
    undefined,
    `users_by_city: "scores" has no index on the values of the map. Add { column: 'scores', target: 'values' } to indexes; or filter the rows in the application.`,
  ],
  [
    'users',
    { email: { contains: 'a' } },
    undefined,
    'users_by_city: "email" (text) is no collection: contains has nothing to look into. Compare the whole value.',
  ],
  [
    'users',
    { face: [1, 2] },
    undefined,
    'users_by_city: "face" (vector<float, 2>) does not take an array. Give a Float32Array of 2 finite numbers, or { in: […] }.',
  ],
  [
    'users',
    { face: Float32Array.of(1, 2) },
    undefined,
    `users_by_city: "face": the index of a vector finds the nearest ones, not equal ones. Leave "face" out and use nearest('face', vector).`,
  ],
  [
    'users',
    { email: { gt: 'e' } },
    undefined,
    'users_by_city: "email" (text): an index of this type serves equality only. Declare a table with "email" in the clustering key.',
  ],
  [
    'users',
    { city: 'a', email: { gt: 'e' } },
    undefined,
    `users_by_city: "email" (text): an index of this type serves equality only. Declare Table('users_by_city_by_city_email', { columns: ${userColumns}, partitionKey: ['city'], clusteringKey: ['email', 'age', 'username'], clusteringOrder: { age: 'desc' } }) and write it beside this one.`,
  ],
  [
    'users',
    { email: { in: ['e'] } },
    undefined,
    'users_by_city: "email": an index does not serve in. Send one query per value, concurrently.',
  ],
  [
    'users',
    { city: { in: ['a', 'b'] }, email: 'e' },
    undefined,
    'users_by_city: "city": in on a partition column cannot stand beside an index column. Send one query per partition, concurrently.',
  ],
  [
    'people',
    { city: 'a', email: 'e' },
    undefined,
    `people: "city" can stand beside an index column only with the complete partition key and the clustering columns before it. Give "region"; or add 'city' to indexes; or leave "city" out.`,
  ],
  [
    'users',
    { age: 3, email: 'e' },
    undefined,
    `users_by_city: "age" can stand beside an index column only with the complete partition key and the clustering columns before it. Give "city"; or add 'age' to indexes; or leave "age" out.`,
  ],
  [
    'users',
    { city: 'a', username: 'u', email: 'e' },
    undefined,
    `users_by_city: "username" can stand beside an index column only with the complete partition key and the clustering columns before it. Give "age"; or add 'username' to indexes; or leave "username" out.`,
  ],
  [
    'users',
    { email: 'e', name: 'n' },
    undefined,
    `users_by_city: "name" has no index and cannot stand beside an index column. Add 'name' to indexes; or declare Table('users_by_city_by_email_name', { columns: ${namedColumns}, partitionKey: ['email', 'name'], clusteringKey: ['city', 'age', 'username'], clusteringOrder: { age: 'desc' } }) and write it beside this one; or filter the rows in the application; or opt in to ALLOW FILTERING, which reads the whole table: allowFiltering().filter(…).`,
  ],
  [
    'users',
    { city: 'a', email: 'e', name: 'n' },
    undefined,
    `users_by_city: "name" has no index and cannot stand beside an index column. Opt in to ALLOW FILTERING, which reads the whole partition: allowFiltering().filter(…); or add 'name' to indexes; or declare Table('users_by_city_by_city_email_name', { columns: ${namedColumns}, partitionKey: ['city', 'email', 'name'], clusteringKey: ['age', 'username'], clusteringOrder: { age: 'desc' } }) and write it beside this one; or filter the rows in the application.`,
  ],
  [
    'users',
    { city: 'a' },
    { age: 'desc', username: 'desc' },
    `users_by_city: Rows can be read in their declared order or its complete reverse, in no other. Use { age: 'desc', username: 'asc' } or { age: 'asc', username: 'desc' }; or declare Table('users_by_city_by_city_age_username', { columns: ${userColumns}, partitionKey: ['city'], clusteringKey: ['age', 'username'], clusteringOrder: { age: 'desc', username: 'desc' } }) and write it beside this one.`,
  ],
  [
    'users',
    { city: 'a' },
    { age: 'down' },
    `users_by_city: Rows can be read in their declared order or its complete reverse, in no other. Use { age: 'desc', username: 'asc' } or { age: 'asc', username: 'desc' }.`,
  ],
  [
    'users',
    { city: 'a' },
    { username: 'asc' },
    `users_by_city: Ordering by "username" skips "age" before it in the clustering key. Name "age" in the order too; or fix it by = in the filter; or declare Table('users_by_city_by_city_username', { columns: ${userColumns}, partitionKey: ['city'], clusteringKey: ['username', 'age'], clusteringOrder: { age: 'desc' } }) and write it beside this one.`,
  ],
  [
    'users',
    { city: 'a', age: { in: [1] } },
    { username: 'asc' },
    'users_by_city: Ordering by "username" skips "age" before it in the clustering key. Name "age" in the order too; or fix it by = in the filter.',
  ],
  [
    'users',
    { city: 'a' },
    { name: 'desc' },
    `users_by_city: "name": rows can be ordered by clustering columns only. Order by "age", "username"; or declare Table('users_by_city_by_city_name', { columns: ${namedColumns}, partitionKey: ['city'], clusteringKey: ['name', 'age', 'username'], clusteringOrder: { name: 'desc', age: 'desc' } }) and write it beside this one.`,
  ],
  [
    'users',
    { city: 'a' },
    { nam: 'desc' },
    'users_by_city: "nam": rows can be ordered by clustering columns only. Write "name" if it was meant; or order by "age", "username".',
  ],
  [
    'users',
    { city: 'a' },
    {},
    'users_by_city: The order names no column. Order by "age", "username".',
  ],
  [
    'users',
    { email: 'e' },
    { age: 'asc' },
    `users_by_city: Rows found by an index cannot be ordered. Sort them in the application; or declare Table('users_by_city_by_email_age', { columns: ${userColumns}, partitionKey: ['email'], clusteringKey: ['age', 'city', 'username'] }) and write it beside this one.`,
  ],
  [
    'users',
    { city: { in: ['a', 'b'] } },
    { age: 'asc' },
    'users_by_city: "city" names several partitions, which have no order in common. Read each partition in order, a query with one "city" each, and merge them.',
  ],
  [
    'members',
    { city: 'a' },
    undefined,
    `members: "city" is neither a key column nor in indexes. Add 'city' to indexes; or declare Projection(Member, 'members_by_city', { partitionKey: ['city'], clusteringKey: ['id'] }); or read the whole table with scan(); or opt in to ALLOW FILTERING, which reads the whole table: allowFiltering().filter(…).`,
  ],
  [
    'members',
    { id: 'a' },
    { age: 'desc' },
    `members: "age": rows can be ordered by clustering columns only. Leave orderBy out: this table has no clustering columns; or declare Projection(Member, 'members_by_id_age', { partitionKey: ['id'], clusteringKey: ['age'], clusteringOrder: { age: 'desc' } }).`,
  ],
  [
    'membersByCity',
    { city: 'a', name: 'n' },
    undefined,
    `city_members: "name" is neither a key column nor in indexes. Opt in to ALLOW FILTERING, which reads the whole partition: allowFiltering().filter(…); or declare Projection(Member, 'city_members_by_city_name', { partitionKey: ['city', 'name'], clusteringKey: ['id'] }); or filter the rows of the partition in the application.`,
  ],
  [
    'membersByCity',
    { city: 'a', initial: 'A' },
    undefined,
    'city_members: "initial" is neither a key column nor in indexes. Opt in to ALLOW FILTERING, which reads the whole partition: allowFiltering().filter(…); or filter the rows of the partition in the application.',
  ],
  [
    'users',
    { 'token(city)': { gt: 1n } },
    undefined,
    'users_by_city: A filter compares columns, not tokens. Read a piece of the ring with scan({ ranges: [{ start, end }] }); or write the statement: cassandra.query(cql`SELECT … WHERE token("city") > ${start}`).',
  ],
  [
    'users',
    { city: 'a', '(age, username)': 3 },
    undefined,
    'users_by_city: A filter compares one column at a time, not several as a tuple. Give each column by itself; or write the statement: cassandra.query(cql`SELECT … WHERE ("age", "username") > (…)`).',
  ],
];

describe('The message of a refused read', () => {
  it.each(refusals)('of %s, %o %o', (table, filter, order, message) => {
    expect(messageOf(repositories[table], filter, order)).toBe(message);
  });

  it('tells what an order of the whole table lacks', () => {
    expect(() => repositoryOf(User).all().orderBy({ age: 'asc' }).toCql()).toThrow(
      'users_by_city: Rows have an order inside a partition only. Give "city".',
    );
  });

  it('has a declaration that can be pasted and serves the query', () => {
    const builders = { Table, Projection, Member, ...scalars, ...collections };
    const declaration = /declare (Table\(.*?\}\)(?= and write it beside)|Projection\(.*?\}\))/gi;
    const served = refusals.flatMap(([, filter, order, message]) =>
      [...message.matchAll(declaration)].map(([, code = '']) => {
        const table = runInNewContext(code, builders) as TableOf<unknown>;
        verifyTables([table]);
        return messageOf(repositoryOf(table), filter, order);
      }),
    );
    expect(served.length).toBeGreaterThan(18);
    expect(served.filter((message) => message !== '')).toEqual([]);
  });
});
