import type { PagePosition, ResultPage } from '../../../../cql/statement.js';
import { CassandraReadFailureError } from '../../../../errors/failed/replicas/cassandra-read-failure.error.js';
import { CassandraReadTimeoutError } from '../../../../errors/failed/timeout/cassandra-read-timeout.error.js';
import { CassandraUnreachableError } from '../../../../errors/failed/cassandra-unreachable.error.js';
import type { PageRead } from '../../../../query/plan/select-request.js';
import { int, text } from '../../../../table/column/column-builders.js';
import { Table } from '../../../../table/table.js';
import { repositoryContext } from '../../../../../../test/support/repository-context.js';
import { Repository } from '../../../repository.js';

// The cases of facts that need pages no healthy node gives, or failures at a known page: through the page loop's own Runner.

class Event extends Table('events', {
  columns: { day: text(), at: int() },
  partitionKey: ['day'],
  clusteringKey: ['at'],
}) {}

const read = { operation: 'read', table: 'events' } as const;
const timeout = (): Error => new CassandraReadTimeoutError('slow.', read, { cause: new Error() });
const hopeless = (): Error =>
  new CassandraReadFailureError('tombstones.', { ...read, cql: 'SELECT 1' });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Pages of so many rows; `failures` are thrown, one a request, before a page is given. */
function cluster(sizes: readonly number[], failures: Readonly<Record<number, Error[]>> = {}) {
  const requested: number[] = [];
  const running = { now: 0 };
  const run = async (_: unknown, __: unknown, position?: PagePosition): Promise<ResultPage> => {
    const page = position?.pageState == null ? 0 : Number.parseInt(position.pageState, 16);
    requested.push(page);
    running.now++;
    await turn();
    running.now--;
    const failure = failures[page]?.shift();
    if (failure !== undefined) throw failure;
    const start = sizes.slice(0, page).reduce((sum, size) => sum + size, 0);
    const rows = Array.from({ length: sizes[page] ?? 0 }, (__, row) => ({
      day: 'd',
      at: start + row,
    }));
    const next = (page + 1).toString(16).padStart(2, '0');
    return { rows, pageState: page + 1 < sizes.length ? next : null };
  };
  const events = new Repository(Event, repositoryContext(run, { pageSize: 10 }));
  const query = events.filter({ day: 'd' }).with({ pageRetryDelayMs: 1 });
  return { requested, running, events, query };
}

async function drain(rows: AsyncIterable<Event>, seen: number[] = []): Promise<number[]> {
  for await (const { at } of rows) seen.push(at);
  return seen;
}
const upTo = (rows: number): number[] => Array.from({ length: rows }, (_, index) => index);

describe('A stream of rows', () => {
  it.each([
    ['goes on over an empty page between others', [2, 0, 2]],
    ['goes on over two empty pages before the first row', [0, 0, 3]],
    ['goes on to an empty last page', [2, 0]],
  ])('%s, by row and by page', async (_, sizes) => {
    const { query, requested } = cluster(sizes);
    const rows = sizes.reduce((sum, size) => sum + size, 0);
    expect(await drain(query)).toEqual(upTo(rows));
    const pages: number[] = [];
    for await (const page of query.pages()) pages.push(page.length);
    expect(pages).toEqual(sizes.filter((size) => size > 0));
    expect(await query.all()).toHaveLength(rows);
    expect(requested).toHaveLength(3 * sizes.length);
  });

  it('fails with the page and the rows before it, the class and cause of the error kept', async () => {
    const failure = hopeless();
    const { query } = cluster([10, 0, 10, 10], { 2: [failure] });
    const seen: number[] = [];
    const error: unknown = await drain(query, seen).catch((thrown: unknown) => thrown);
    expect(error).toBe(failure);
    expect(error).toMatchObject({
      message: 'Cannot read table "events": tombstones. It was page 3, after 10 rows.',
      readingAt: { page: 3, rows: 10 },
      cql: 'SELECT 1',
    });
    expect(seen).toEqual(upTo(10));
  });

  it('fails at its first page with the same, however it is read', async () => {
    const readings: ((query: ReturnType<typeof cluster>['query']) => Promise<unknown>)[] = [
      (query) => query.all(),
      (query) => query.first(),
      (query) => query.one(),
      (query) => query.count(),
      (query) => query.exists(),
      (query) => query.page({ size: 5 }),
      (query) => drain(query),
    ];
    for (const read of readings) {
      const failure = hopeless();
      const { query } = cluster([10], { 0: [failure] });
      await expect(read(query)).rejects.toBe(failure);
      expect(failure).toMatchObject({
        message: 'Cannot read table "events": tombstones.',
        readingAt: { page: 1, rows: 0 },
        cql: 'SELECT 1',
      });
    }
  });

  it('requests nothing more after a break, but for the one page ahead', async () => {
    const { query, requested, running } = cluster([10, 10, 10, 10, 10]);
    let rows = 0;
    for await (const row of query) {
      expect(row.at).toBe(rows);
      if (++rows === 15) break;
    }
    for (let turns = 0; turns < 5; turns++) await turn();
    expect(requested).toEqual([0, 1, 2]);
    expect(running.now).toBe(0);
  });

  it('lets the very error out that the consumer throws', async () => {
    const { query, requested } = cluster([10, 10, 10]);
    const mine = new Error('of the consumer');
    const consume = async (): Promise<void> => {
      for await (const { at } of query) if (at === 3) throw mine;
    };
    await expect(consume()).rejects.toBe(mine);
    await turn();
    expect(requested).toEqual([0, 1]);
  });

  it('may be closed again', async () => {
    const { query, requested } = cluster([10, 10, 10]);
    const rows = query[Symbol.asyncIterator]();
    await rows.next();
    await rows.return(undefined);
    await rows.return(undefined);
    expect(await rows.next()).toEqual({ done: true, value: undefined });
    const stream = query.stream();
    for await (const row of stream) if (row !== undefined) break;
    expect(stream.destroyed).toBe(true);
    expect(stream.destroy().destroyed).toBe(true);
    await turn();
    expect(requested).toEqual([0, 1, 0, 1]);
  });

  it('a scan that is left has no worker and no request left', async () => {
    const { events, requested, running } = cluster(upTo(50).map(() => 10));
    for await (const { at } of events.scan({ concurrency: 4 })) if (at === 5) break;
    expect(running.now).toBe(0);
    const sent = requested.length;
    for (let turns = 0; turns < 10; turns++) await turn();
    expect(requested).toHaveLength(sent);
  });

  it('gives all rows before the page that fails, then its error, once', async () => {
    const error = hopeless();
    const { query } = cluster([10, 10, 10], { 2: [error] });
    const seen: number[] = [];
    const rows = query[Symbol.asyncIterator]();
    await expect(drain({ [Symbol.asyncIterator]: () => rows }, seen)).rejects.toBe(error);
    expect(seen).toEqual(upTo(20));
    expect(await rows.next()).toEqual({ done: true, value: undefined });
  });

  it('rejects the first next() when the first page fails, without another try', async () => {
    const error = timeout();
    const { query, requested } = cluster([10, 10], { 0: [error, timeout()] });
    await expect(query[Symbol.asyncIterator]().next()).rejects.toBe(error);
    expect(requested).toEqual([0]);
  });
});

describe('The page loop', () => {
  it('asks again for a page that failed by what can pass, and repeats no row', async () => {
    const unreachable = new CassandraUnreachableError('gone.', read, [], { cause: new Error() });
    const { query, requested } = cluster([2, 2, 2], { 1: [timeout(), unreachable, timeout()] });
    const told: PageRead[] = [];
    expect(await drain(query.with({ onPage: (page) => told.push(page) }))).toEqual(upTo(6));
    expect(requested).toEqual([0, 1, 1, 1, 1, 2]);
    expect(told.map(({ retries }) => retries)).toEqual([0, 3, 0]);
  });

  it('gives up after pageRetries, with the last error', async () => {
    const last = timeout();
    const { query, requested } = cluster([2, 2], { 1: [timeout(), timeout(), last, timeout()] });
    const seen: number[] = [];
    await expect(drain(query.with({ pageRetries: 2 }), seen)).rejects.toBe(last);
    expect(seen).toEqual([0, 1]);
    expect(requested).toEqual([0, 1, 1, 1]);
    const once = cluster([2, 2], { 1: [last] });
    await expect(drain(once.query.with({ pageRetries: 0 }))).rejects.toBe(last);
  });

  it('asks again for no page whose error stays', async () => {
    const closed = new CassandraUnreachableError('the connection is closed.', read);
    for (const error of [hopeless(), closed, new Error('a bug')]) {
      const { query, requested } = cluster([2, 2], { 1: [error] });
      await expect(drain(query)).rejects.toBe(error);
      expect(requested).toEqual([0, 1]);
    }
  });

  it('ends the waiting by the signal and by the time of the stream', async () => {
    const stop = new AbortController();
    const reason = new Error('the client left');
    const slow = { pageRetryDelayMs: 1000, readAhead: false };
    const { query, requested } = cluster([2, 2], { 1: [timeout(), timeout()] });
    const aborted = drain(query.with({ ...slow, signal: stop.signal }));
    while (requested.length < 2) await turn();
    stop.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    const late = drain(query.with({ ...slow, streamTimeoutMs: 10 }));
    await expect(late).rejects.toMatchObject({ code: 'stream-timeout' });
  });

  it('asks no more for a page ahead that nobody waits for', async () => {
    const { query, requested } = cluster([2, 2], { 1: [timeout(), timeout(), timeout()] });
    for await (const { at } of query) if (at === 0) break;
    const sent = requested.length;
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(requested).toHaveLength(sent);
  });

  it('asks again in a scan too', async () => {
    const { events, requested } = cluster([2, 2], { 1: [timeout(), timeout()] });
    const rows: number[] = [];
    for await (const { at } of events.scan({ concurrency: 1, pageRetryDelayMs: 1 })) rows.push(at);
    expect(requested.slice(0, 4)).toEqual([0, 1, 1, 1]);
    expect(rows.slice(0, 4)).toEqual(upTo(4));
  });

  it.each([
    { pageRetries: -1 },
    { pageRetries: 1.5 },
    { pageRetries: 11 },
    { pageRetryDelayMs: 0 },
  ])('refuses %j (page-retries)', async (settings) => {
    const { query, requested } = cluster([2]);
    await expect(query.with(settings).all()).rejects.toMatchObject({ code: 'page-retries' });
    expect(requested).toEqual([]);
  });
});
