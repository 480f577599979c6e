import { MultipleRowsError } from '../errors/multiple-rows.error.js';
import { RowNotFoundError } from '../errors/row-not-found.error.js';
import { Query } from '../query/query.js';
import { sum } from '../query/selection/select-function.js';
import { int, text } from '../table/column/column-builders.js';
import { Table } from '../table/table.js';
import { rowsOf } from './rows-of.js';

class User extends Table('users', {
  columns: { cityId: int(), username: text() },
  partitionKey: ['cityId'],
  clusteringKey: ['username'],
}) {
  get label(): string {
    return this.username.toUpperCase();
  }
}

const names = ['ada', 'bob', 'cleo'];
const users = names.map((username) => new User({ cityId: 1, username }));
const query = rowsOf(...users);

async function gather(rows: AsyncIterable<unknown>): Promise<unknown[]> {
  const gathered: unknown[] = [];
  for await (const row of rows) gathered.push(row);
  return gathered;
}

describe('rowsOf', () => {
  it('is a query that gives the rows as they are', async () => {
    expect(query).toBeInstanceOf(Query);
    expect(await query.all()).toEqual(users);
    expect((await query.first())?.label).toBe('ADA');
    expect(await gather(query)).toEqual(users);
    expect(await gather(query.stream())).toEqual(users);
    expect(await gather(query.pages())).toEqual([users]);
    expect(await query.count()).toBe(3);
    expect(await query.exists()).toBe(true);
  });

  it('takes every builder', async () => {
    const built = query
      .orderBy({ username: 'asc' })
      .with({ pageSize: 2 })
      .perPartitionLimit(5)
      .groupBy('cityId', 'username')
      .limit(2);
    expect(await built.all()).toEqual(users.slice(0, 2));
    expect(await query.select('username').all()).toEqual(names.map((username) => ({ username })));
    const totals = rowsOf({ total: 3n });
    expect(await totals.select({ total: sum('total' as never) } as never).one()).toEqual({
      total: 3n,
    });
  });

  it('has pages with cursors, and readings with positions', async () => {
    const first = await query.page({ size: 2 });
    expect(first.rows).toEqual(users.slice(0, 2));
    expect(await query.page({ size: 2, cursor: first.cursor })).toEqual({
      rows: users.slice(2),
      cursor: null,
    });
    const reading = query.read();
    for await (const user of reading) if (user.username === 'bob') break;
    expect(await gather(query.read({ position: reading.position }))).toEqual(users.slice(2));
  });

  it('fails as a real one does', async () => {
    await expect(query.one()).rejects.toThrow(MultipleRowsError);
    await expect(rowsOf().firstOrFail()).rejects.toThrow(RowNotFoundError);
    await expect(rowsOf().oneOrFail()).rejects.toThrow(RowNotFoundError);
    expect(await rowsOf().first()).toBeNull();
  });

  it('has an answer of its own to all that a query can be asked', () => {
    const inherited = ['constructor', 'pages', 'stream', 'read'];
    const all = Object.getOwnPropertyNames(Query.prototype);
    const own = Object.getOwnPropertyNames(Object.getPrototypeOf(query));
    expect(all.filter((name) => !own.includes(name) && !inherited.includes(name))).toEqual([]);
    expect(() => query.toCql()).toThrow('real node');
    expect(() => query.explain()).toThrow('real node');
    expect(() => query.conditions()).toThrow('real node');
  });
});
