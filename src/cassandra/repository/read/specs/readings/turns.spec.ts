import type { ResultPage } from '../../../../cql/statement.js';
import { int, text } from '../../../../table/column/column-builders.js';
import { Table } from '../../../../table/table.js';
import { repositoryContext } from '../../../../../../test/support/repository-context.js';
import { Repository } from '../../../repository.js';

class Event extends Table('events', {
  columns: { day: text(), at: int() },
  partitionKey: ['day'],
  clusteringKey: ['at'],
}) {}

const size = 20_000;
const page: ResultPage = {
  rows: Array.from({ length: size }, (_, at) => ({ day: 'd', at })),
  pageState: null,
};
const context = repositoryContext(() => Promise.resolve(page), { pageSize: size, maxRows: size });
const events = new Repository(Event, context);
const query = events.filter({ day: 'd' });

async function count(items: AsyncIterable<unknown>): Promise<number> {
  let all = 0;
  for await (const item of items) all += Array.isArray(item) ? item.length : 1;
  return all;
}

/** How often others had their turn while it was read. */
async function turnsBeside(read: () => Promise<number>): Promise<number> {
  let turns = 0;
  let isOver = false;
  const next = (): void => {
    turns++;
    if (!isOver) setImmediate(next);
  };
  setImmediate(next);
  expect(await read()).toBe(size);
  isOver = true;
  return turns;
}

describe('A page of 20 000 rows', () => {
  it.each<[string, () => Promise<number>, number]>([
    ['all', async () => (await query.all()).length, 19],
    ['page', async () => (await query.page({ size })).rows.length, 19],
    ['pages', () => count(query.pages()), 19],
    ['for await', () => count(query), 38],
  ])('leaves turns to others when it is read by %s', async (_, read, turns) => {
    expect(await turnsBeside(read)).toBeGreaterThanOrEqual(turns);
  });

  it('leaves turns to others in a scan', async () => {
    const ranges = [{ start: -(2n ** 63n), end: 2n ** 63n - 1n }];
    const scan = events.scan({ ranges });
    expect(await turnsBeside(() => count(scan))).toBeGreaterThanOrEqual(38);
  });
});
