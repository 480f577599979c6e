import { Logger, type LoggerService } from '@nestjs/common';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type {
  DriverRow,
  PagePosition,
  RequestSettings,
  ResultPage,
} from '../../../cql/statement.js';
import { CassandraReadFailureError } from '../../../errors/failed/replicas/cassandra-read-failure.error.js';
import type { PageRead } from '../../../query/plan/select-request.js';
import { READING_CHANNEL, type ReadingEnd } from '../../../query/reading-events.js';
import { int, text } from '../../../table/column/column-builders.js';
import { Table } from '../../../table/table.js';
import { repositoryContext } from '../../../../../test/support/repository-context.js';
import { Repository } from '../../repository.js';

class Event extends Table('events', {
  columns: { day: text(), at: int() },
  partitionKey: ['day'],
  clusteringKey: ['at'],
}) {}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const upTo = (rows: number): number[] => Array.from({ length: rows }, (_, index) => index);

/** Five pages of ten rows, a hundred bytes each. A page in `failing` fails, one in `silent` comes only by an abort. */
function fiftyRows({ failing = -1, silent = -1 } = {}) {
  const requested: number[] = [];
  const waiting = { now: 0 };
  const ends: ReadingEnd[] = [];
  const run = async (
    _: unknown,
    { signal }: RequestSettings,
    position?: PagePosition,
  ): Promise<ResultPage> => {
    const page = position?.pageState == null ? 0 : Number.parseInt(position.pageState, 16);
    signal?.throwIfAborted();
    requested.push(page);
    waiting.now++;
    try {
      await turn();
      if (page === failing) {
        throw new CassandraReadFailureError('tombstones.', { operation: 'read', table: 'events' });
      }
      if (page === silent) await aborted(signal);
    } finally {
      waiting.now--;
    }
    const rows = upTo(10).map((row): DriverRow => ({ day: 'd', at: page * 10 + row }));
    return { rows, pageState: page < 4 ? `0${String(page + 1)}` : null, bytes: 100 };
  };
  const events = new Repository(Event, repositoryContext(run, { pageSize: 10 }));
  const onEnd = (end: ReadingEnd): unknown => ends.push(end);
  return {
    requested,
    waiting,
    ends,
    events,
    onEnd,
    query: events.filter({ day: 'd' }).with({ onEnd }),
  };
}

const aborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    const fail = (): void => {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal?.reason);
    };
    if (signal?.aborted === true) fail();
    else signal?.addEventListener('abort', fail);
  });

/** Reads up to a row, the last one included. */
async function readTo(last: number, rows: AsyncIterable<Event>): Promise<number> {
  let seen = 0;
  for await (const { at } of rows) {
    seen++;
    if (at === last) break;
  }
  return seen;
}

describe('The end of a reading', () => {
  it('is told once, with rows, pages, bytes, time and rate', async () => {
    const { query, ends } = fiftyRows();
    expect(await readTo(-1, query)).toBe(50);
    expect(ends).toMatchObject([
      { table: 'events', outcome: 'complete', rows: 50, pages: 5, bytes: 500 },
    ]);
    const [end] = ends;
    expect(end?.elapsedMs).toBeGreaterThan(0);
    expect(end?.rowsPerSecond).toBeCloseTo((50 / (end?.elapsedMs ?? 0)) * 1000);
    expect(end?.bytesPerSecond).toBeCloseTo((500 / (end?.elapsedMs ?? 0)) * 1000);
  });

  it.each([
    ['break', 14, { rows: 15, pages: 2, bytes: 200, outcome: 'stopped' }],
    ['break at the very last row', 49, { rows: 50, pages: 5, bytes: 500, outcome: 'complete' }],
  ])('comes by %s', async (_, last, end) => {
    const { query, ends, requested, waiting } = fiftyRows();
    await readTo(last, query);
    expect(ends).toMatchObject([end]);
    const sent = requested.length;
    for (let turns = 0; turns < 5; turns++) await turn();
    expect(requested).toHaveLength(sent);
    expect(waiting.now).toBe(0);
  });

  it('comes by return, by an error of the consumer and by a destroyed stream', async () => {
    const { query, ends } = fiftyRows();
    const firstOf = async (rows: AsyncIterable<Event>): Promise<number> => {
      for await (const { at } of rows) return at;
      return -1;
    };
    expect(await firstOf(query)).toBe(0);
    const fail = async (): Promise<void> => {
      for await (const page of query.pages()) throw new Error(`mine, at ${String(page.length)}`);
    };
    await expect(fail()).rejects.toThrow('mine, at 10');
    for await (const row of query.stream()) if (row !== undefined) break;
    for (let turns = 0; turns < 5; turns++) await turn();
    expect(ends).toMatchObject([
      { outcome: 'stopped', rows: 1 },
      { outcome: 'stopped', rows: 10 },
      { outcome: 'stopped' },
    ]);
  });

  it('comes by maxPages: stopped, unless nothing was left', async () => {
    const { query, ends } = fiftyRows();
    await readTo(-1, query.with({ maxPages: 2 }));
    await readTo(-1, query.with({ maxPages: 5 }));
    await readTo(-1, query.limit(20));
    expect(ends).toMatchObject([
      { outcome: 'stopped', rows: 20, pages: 2 },
      { outcome: 'complete', rows: 50, pages: 5 },
      { outcome: 'complete', rows: 20, pages: 2 },
    ]);
  });

  it.each([
    ['between two rows', {}, 3],
    ['while a page is waited for', { silent: 1 }, 9],
  ])('comes by an abort %s', async (_, cluster, last) => {
    const { query, ends, requested, waiting } = fiftyRows(cluster);
    const stop = new AbortController();
    const reason = new Error('the client left');
    const rows = query.with({ signal: stop.signal })[Symbol.asyncIterator]();
    for (let row = 0; row <= last; row++) await rows.next();
    const next = rows.next();
    if (last === 3) await next;
    stop.abort(reason);
    await expect(last === 3 ? rows.next() : next).rejects.toBe(reason);
    expect(ends).toMatchObject([{ outcome: 'aborted', rows: last === 3 ? 5 : 10, pages: 1 }]);
    for (let turns = 0; turns < 5; turns++) await turn();
    expect(requested).toEqual([0, 1]);
    expect(waiting.now).toBe(0);
  });

  it('comes by an error, and by the time of the stream, as failed', async () => {
    const failed = fiftyRows({ failing: 2 });
    await expect(readTo(-1, failed.query)).rejects.toThrow('tombstones');
    expect(failed.ends).toMatchObject([{ outcome: 'failed', rows: 20, pages: 2, bytes: 200 }]);
    const first = fiftyRows({ failing: 0 });
    await expect(readTo(-1, first.query)).rejects.toThrow('tombstones');
    expect(first.ends).toMatchObject([{ outcome: 'failed', rows: 0, pages: 0, bytes: 0 }]);
    const late = fiftyRows({ silent: 1 });
    await expect(readTo(-1, late.query.with({ streamTimeoutMs: 10 }))).rejects.toMatchObject({
      code: 'stream-timeout',
    });
    expect(late.ends).toMatchObject([{ outcome: 'failed', rows: 10 }]);
  });

  it('comes of every way to read rows, and not of what was never sent', async () => {
    const { query, events, onEnd, ends } = fiftyRows();
    expect(await query.all()).toHaveLength(50);
    await query.first();
    await query.exists();
    for await (const row of events.filter({ day: { in: [] } }).with({ onEnd })) {
      expect(row).toBeUndefined();
    }
    expect(ends).toMatchObject([
      { outcome: 'complete', rows: 50 },
      { outcome: 'complete', rows: 1, pages: 1 },
      { outcome: 'complete', rows: 1, pages: 1 },
      { outcome: 'complete', rows: 0, pages: 0 },
    ]);
    query.read();
    await expect(query.limit(0).all()).rejects.toMatchObject({ code: 'limit' });
    expect(ends).toHaveLength(4);
  });

  it('is told on the diagnostics channel too', async () => {
    const { events } = fiftyRows();
    const told: unknown[] = [];
    const listen = (end: unknown): unknown => told.push(end);
    subscribe(READING_CHANNEL, listen);
    await readTo(14, events.filter({ day: 'd' }));
    await events.filter({ day: 'd' }).all();
    unsubscribe(READING_CHANNEL, listen);
    await events.filter({ day: 'd' }).all();
    expect(told).toMatchObject([
      { table: 'events', outcome: 'stopped', rows: 15 },
      { table: 'events', outcome: 'complete', rows: 50 },
    ]);
  });

  it('changes nothing by an error of who is told', async () => {
    const lines: string[] = [];
    const nothing = (): void => undefined;
    const logger: LoggerService = {
      log: nothing,
      warn: nothing,
      error: (line: string) => lines.push(line),
    };
    Logger.overrideLogger(logger);
    const { query } = fiftyRows();
    const onEnd = (): never => {
      throw new Error('my own fault');
    };
    expect(await readTo(-1, query.with({ onEnd }))).toBe(50);
    Logger.overrideLogger(true);
    expect(lines).toEqual(['events: onEnd failed, the reading goes on.']);
  });
});

describe('The end of a scan', () => {
  it('says what the pages say', async () => {
    const { events, ends, onEnd } = fiftyRows();
    let last: unknown;
    let rows = 0;
    for await (const page of events.scan({ concurrency: 2, onEnd }).pages()) {
      rows += page.rows.length;
      expect(page.progress.rows).toBe(rows);
      last = page.progress;
    }
    expect(ends).toMatchObject([{ table: 'events', outcome: 'complete', rows, bytes: rows * 10 }]);
    expect(last).toMatchObject({ rows, pages: rows / 10, bytes: rows * 10 });
  });

  it('comes of its stream too', async () => {
    const { events, ends, onEnd, waiting } = fiftyRows();
    let rows = 0;
    for await (const { at } of events
      .scan({ concurrency: 2, onEnd })
      .stream() as AsyncIterable<Event>) {
      rows += at >= 0 ? 1 : 0;
    }
    for await (const row of events.scan({ concurrency: 2, onEnd }).stream()) {
      if (row !== undefined) break;
    }
    for (let turns = 0; turns < 10; turns++) await turn();
    expect(ends).toMatchObject([{ outcome: 'complete', rows }, { outcome: 'stopped' }]);
    expect(waiting.now).toBe(0);
  });

  it('comes when it is left, aborted, or fails', async () => {
    const { events, ends, onEnd } = fiftyRows();
    for await (const { at } of events.scan({ concurrency: 1, onEnd })) if (at === 14) break;
    const stop = new AbortController();
    const reason = new Error('enough');
    const abort = async (): Promise<void> => {
      for await (const { at } of events.scan({ concurrency: 1, onEnd, signal: stop.signal })) {
        if (at === 4) stop.abort(reason);
      }
    };
    await expect(abort()).rejects.toBe(reason);
    const broken = fiftyRows({ failing: 1 });
    const scan = broken.events.scan({ concurrency: 1, onEnd });
    await expect(readTo(-1, scan)).rejects.toMatchObject({
      message: 'Cannot read table "events": tombstones. It was page 2, after 10 rows.',
      readingAt: { page: 2, rows: 10 },
    });
    expect(ends).toMatchObject([
      { outcome: 'stopped', rows: 15, pages: 2 },
      { outcome: 'aborted' },
      { outcome: 'failed', rows: 10, pages: 1 },
    ]);
  });
});

describe('The position of a scan', () => {
  it('that is no text is refused, and not taken for the start (invalid-cursor)', async () => {
    const { events, requested } = fiftyRows();
    for (const position of [5, {}, '', 'forged']) {
      const scan = events.scan({ position: position as string });
      await expect(scan.pages().next()).rejects.toMatchObject({ code: 'invalid-cursor' });
    }
    const scan = events.scan({ ranges: 'all' as unknown as [] });
    await expect(scan.pages().next()).rejects.toMatchObject({ code: 'scan-range' });
    expect(requested).toEqual([]);
  });
});

describe('Reading.close', () => {
  it('ends a loop that goes on, and asks for nothing more', async () => {
    const { query, ends, requested, waiting } = fiftyRows();
    const reading = query.read();
    const seen: number[] = [];
    for await (const { at } of reading) {
      seen.push(at);
      if (at === 14) await reading.close();
    }
    expect(seen).toEqual(upTo(15));
    expect(ends).toMatchObject([{ outcome: 'stopped', rows: 15, pages: 2, bytes: 200 }]);
    expect(reading.progress).toMatchObject({ rows: 15, pages: 2, bytes: 200 });
    for (let turns = 0; turns < 5; turns++) await turn();
    expect(requested).toEqual([0, 1, 2]);
    expect(waiting.now).toBe(0);
    expect(await readTo(-1, query.read({ position: reading.position }))).toBe(35);
  });

  it('ends a row that is waited for, without an error', async () => {
    const { query, ends, waiting } = fiftyRows({ silent: 1 });
    const reading = query.read();
    const rows = reading[Symbol.asyncIterator]();
    for (let row = 0; row < 10; row++) await rows.next();
    const waits = rows.next();
    await turn();
    await reading.close();
    expect(await waits).toEqual({ done: true, value: undefined });
    expect(waiting.now).toBe(0);
    expect(ends).toMatchObject([{ outcome: 'stopped', rows: 10 }]);
  });

  it('case 15: may be called again, after the end and before the start', async () => {
    const { query, ends, requested } = fiftyRows();
    const read = query.read();
    expect(await readTo(-1, read)).toBe(50);
    await read.close();
    await read.close();
    expect(ends).toMatchObject([{ outcome: 'complete' }]);
    requested.length = 0;
    const unused = query.read();
    await unused.close();
    expect(await readTo(-1, unused)).toBe(0);
    expect(requested).toEqual([]);
    expect(ends).toHaveLength(1);
  });

  it('comes with await using', async () => {
    const { query, ends, requested } = fiftyRows();
    const firstPage = async (): Promise<number> => {
      await using reading = query.read();
      const { value } = await reading.pages().next();
      return value?.length ?? 0;
    };
    expect(await firstPage()).toBe(10);
    expect(ends).toMatchObject([{ outcome: 'stopped', rows: 10, pages: 1 }]);
    for (let turns = 0; turns < 5; turns++) await turn();
    expect(requested).toEqual([0, 1]);
  });

  it('tells the progress at any time', async () => {
    const { query } = fiftyRows();
    const reading = query.read();
    expect(reading.progress).toMatchObject({ rows: 0, pages: 0, bytes: 0, rowsPerSecond: 0 });
    const pages: PageRead[] = [];
    const told = query.with({ onPage: (page) => pages.push(page) }).read();
    expect(await readTo(14, told)).toBe(15);
    expect(told.progress).toMatchObject({ rows: 15, pages: 2, bytes: 200 });
    expect(pages).toMatchObject([
      { page: 1, bytes: 100, bytesSoFar: 100 },
      { page: 2, bytes: 100, bytesSoFar: 200 },
    ]);
    const { elapsedMs } = told.progress;
    await turn();
    expect(told.progress.elapsedMs).toBe(elapsedMs);
  });
});
