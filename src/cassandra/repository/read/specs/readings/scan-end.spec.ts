import { type Event, fiftyRows, readTo, turn } from '../../../../../../test/support/fifty-rows.js';

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
