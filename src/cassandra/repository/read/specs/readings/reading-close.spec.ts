import type { PageRead } from '../../../../query/plan/select-request.js';
import { fiftyRows, readTo, turn, upTo } from '../../../../../../test/support/fifty-rows.js';

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

  it('may be called again, after the end and before the start', async () => {
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
