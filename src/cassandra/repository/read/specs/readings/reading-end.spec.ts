import { Logger, type LoggerService } from '@nestjs/common';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { READING_CHANNEL } from '../../../../query/reading-events.js';
import { type Event, fiftyRows, readTo, turn } from '../../../../../../test/support/fifty-rows.js';

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
