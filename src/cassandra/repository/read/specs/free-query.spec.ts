import { column, type Cql, cql } from '../../../cql/cql-tag.js';
import type { Statement } from '../../../cql/statement.js';
import { PageReader } from '../../../paging/page-reader.js';
import { FreeQuery } from '../../../query/free-query.js';
import { int, text } from '../../../table/column/column-builders.js';
import { Table } from '../../../table/table.js';
import { keepIn, repositoryContext } from '../../../../../test/support/repository-context.js';

class User extends Table('users', {
  columns: { username: text(), cityId: int(), odd: text().named('an "odd" name') },
  partitionKey: ['username'],
}) {}
class Archived extends Table('users', {
  columns: { username: text() },
  partitionKey: ['username'],
  keyspace: 'archive',
}) {}

const sent: Statement[] = [];
const context = repositoryContext(keepIn(sent));
const reader = new PageReader(context.runner, context);
const query = (statement: Cql): FreeQuery => new FreeQuery({ reader, ...context }, statement);

beforeEach(() => {
  sent.length = 0;
});

describe('cql', () => {
  it('quotes tables and columns and binds everything else', async () => {
    const cityId = column(User, 'cityId');
    const condition = cql`${cityId} IN ${[1, 2]} AND ${column(User, 'odd')} = ${'x" OR 1'}`;
    await query(
      cql`SELECT ${cityId} FROM ${User} WHERE ${condition} AND a = ${3n} LIMIT ${5}`,
    ).all();
    expect(sent).toEqual([
      {
        operation: 'read',
        table: 'users',
        cql: 'SELECT "city_id" FROM "ks"."users" WHERE "city_id" IN ? AND "an ""odd"" name" = ? AND a = ? LIMIT ?',
        values: [[1, 2], 'x" OR 1', 3n, 5],
        isIdempotent: true,
        isForeign: true,
      },
    ]);
    expect(query(cql`SELECT * FROM ${Archived}`).toCql()).toBe('SELECT * FROM "archive"."users"');
  });

  it('never repeats a write by itself', async () => {
    await query(cql`UPDATE ${User} SET n = n + ${1} WHERE username = ${'u'}`).all();
    await query(cql`TRUNCATE ${User}`).all();
    expect(sent.map(({ operation, isIdempotent }) => [operation, isIdempotent])).toEqual([
      ['write', false],
      ['schema', false],
    ]);
  });

  const anything = (value: unknown): string => value as string;
  it.each<[string, string, Cql]>([
    ['cql-value', 'undefined', cql`SELECT ${anything(undefined)}`],
    ['cql-value', 'an object', cql`SELECT ${anything({ pieces: [{ text: 'DROP' }] })}`],
    ['cql-value', 'a function', cql`SELECT ${anything(() => 'x')}`],
    ['cql-value', 'an invalid Date', cql`SELECT ${new Date(NaN)}`],
    ['cql-value', 'undefined in a list', cql`SELECT ${[anything(undefined)]}`],
    ['cql-value', 'a value of a schema change', cql`ALTER TABLE ${User} WITH comment = ${'x'}`],
    ['cql-text', 'quotes', cql`SELECT a FROM ${User} WHERE a = '${'x'}'`],
    ['cql-text', 'double quotes', cql`SELECT "${'a'}" FROM ${User}`],
    ['null-value', 'null', cql`SELECT a FROM ${User} WHERE a = ${null}`],
    ['null-value', 'an empty list', cql`SELECT a FROM ${User} WHERE a IN ${[]}`],
    ['null-value', 'null in a list', cql`SELECT a FROM ${User} WHERE a IN ${[null]}`],
  ])('refuses %s (%s), and shows no value', async (code, _, statement) => {
    await expect(query(statement).all()).rejects.toMatchObject({ code });
    expect(sent).toEqual([]);
  });

  it('takes no text', () => {
    const asFunction = cql as unknown as (text: unknown) => Cql;
    expect(() => asFunction('SELECT 1')).toThrow(TypeError);
    expect(() => asFunction(['SELECT 1'])).toThrow(TypeError);
    expect(() => query('SELECT 1' as unknown as Cql)).toThrow(TypeError);
    expect(() => column(User, 'nosuch' as 'odd')).toThrow('"nosuch" is no column of "users"');
  });

  it('refuses settings that cannot be (cursor-expiry)', async () => {
    const reading = query(cql`SELECT 1`).read({ expiresInSeconds: 0 });
    await expect(reading.pages().next()).rejects.toMatchObject({ code: 'cursor-expiry' });
    const settings = query(cql`SELECT 1`).with({ maxPages: 0 });
    await expect(settings.all()).rejects.toMatchObject({ code: 'max-pages' });
  });
});
