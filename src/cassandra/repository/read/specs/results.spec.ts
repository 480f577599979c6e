import { type CassandraError } from '../../../errors/cassandra-error.js';
import type { DriverRow, ResultPage } from '../../../cql/statement.js';
import { set } from '../../../table/column/collection-builders.js';
import { int, text } from '../../../table/column/column-builders.js';
import { Table } from '../../../table/table.js';
import { repositoryContext } from '../../../../../test/support/repository-context.js';
import { Repository } from '../../repository.js';
import type { RepositoryOptions } from '../../writing-context.js';

class User extends Table('users', {
  columns: {
    city: text(),
    id: int(),
    name: text(),
    age: int().default(18),
    tags: set(text()),
    note: text().nullable(),
  },
  partitionKey: ['city'],
  clusteringKey: ['id'],
}) {}

let rows: readonly DriverRow[] = [];
const usersWith = (more: Partial<RepositoryOptions> = {}): Repository<User> => {
  const run = (): Promise<ResultPage> => Promise.resolve({ rows, pageState: null });
  return new Repository(User, repositoryContext(run, { maxRows: 2, ...more }));
};
const users = usersWith();
const ada = { city: 'K', id: 1, name: 'secret', age: 36, tags: new Set(['a']), note: 'n' };
const inCity = users.filter({ city: 'K' });

async function errorOf(read: Promise<unknown>): Promise<CassandraError> {
  const error: unknown = await read.catch((thrown: unknown) => thrown);
  return error as CassandraError;
}

describe('The results of a query', () => {
  it('are one row, or an error that says what was looked for (multiple-rows)', async () => {
    rows = [ada, ada];
    const error = await errorOf(inCity.one());
    expect(error).toMatchObject({ code: 'multiple-rows', table: 'users', columns: ['city'] });
    expect(error.message).toBe(
      'users: more than one row with the given "city". Filter by the complete key, or use first() or all().',
    );
  });

  it('are null, or an error where that was asked for (row-not-found)', async () => {
    rows = [];
    expect(await users.findOne({ city: 'K', id: 1 })).toBeNull();
    expect(await inCity.one()).toBeNull();
    expect(await inCity.first()).toBeNull();
    const columns = ['city', 'id'];
    for (const [read, by] of [
      [users.findOneOrFail({ city: 'K', id: 1 }), columns],
      [inCity.oneOrFail(), ['city']],
      [inCity.firstOrFail(), ['city']],
    ] as const) {
      expect(await errorOf(read)).toMatchObject({ code: 'row-not-found', columns: by });
    }
  });

  it('are never cut to an array of maxRows (max-rows)', async () => {
    rows = [ada, ada];
    expect(await inCity.all()).toHaveLength(2);
    rows = [ada, ada, ada];
    expect((await errorOf(inCity.all())).message).toBe(
      'users: all() found more than 2 rows. Use pages(), stream() or for await, add a limit, or raise maxRows.',
    );
    expect(await errorOf(inCity.all())).toMatchObject({ code: 'max-rows' });
  });

  it('have no null in a column that is not nullable (missing-value)', async () => {
    rows = [{ ...ada, name: null }];
    const error = await errorOf(users.findOne({ city: 'K', id: 1 }));
    expect(error).toMatchObject({ code: 'missing-value', table: 'users', columns: ['name'] });
    expect(error.message).toBe(
      'users: A row has no value for "name", which is not nullable. Find it by "city", "id" and write the value, ' +
        "declare the column .nullable() or with a .default(…), or set missingValues: 'null'.",
    );
    expect(await usersWith({ missingValues: 'null' }).findOne({ city: 'K', id: 1 })).toMatchObject({
      name: null,
    });
  });

  it('fill a null with the default, an empty collection, or null where that is legal', async () => {
    rows = [{ city: 'K', id: 1, name: 'n' }];
    const row = await users.findOneOrFail({ city: 'K', id: 1 });
    expect(Object.fromEntries(Object.entries(row))).toEqual({
      city: 'K',
      id: 1,
      name: 'n',
      age: 18,
      tags: new Set(),
      note: null,
    });
  });

  it('go on at a cursor of this query only (invalid-cursor)', async () => {
    const cursor = 'x'.repeat(100);
    const error = await errorOf(inCity.page({ size: 5, cursor }));
    expect(error).toMatchObject({ code: 'invalid-cursor', table: 'users' });
  });

  it.each([
    ['scan-concurrency', { concurrency: 0 }],
    ['scan-concurrency', { concurrency: 1.5 }],
    ['scan-range', { ranges: [{ start: 5n, end: 5n }] }],
    ['scan-range', { ranges: [{ start: 0, end: 5 }] }],
  ])('of a scan are refused as %s (%#)', async (code, options) => {
    const scan = users.scan(options as { concurrency: number });
    expect(await errorOf(scan.pages().next())).toMatchObject({ code });
  });
});
