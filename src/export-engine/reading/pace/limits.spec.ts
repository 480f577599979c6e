import { setImmediate as turn } from 'node:timers/promises';
import { Limits } from './limits.js';

describe('Limits', () => {
  const { signal } = new AbortController();

  /** Has it let a request through by now? */
  async function isPassed(pass: Promise<void>): Promise<boolean> {
    return await Promise.race([pass.then(() => true), turn(false)]);
  }

  it('let everything through without a rate', async () => {
    const limits = new Limits({});
    limits.spend(1_000_000, 1_000_000_000, performance.now());
    expect(await isPassed(limits.pass(signal))).toBe(true);
    expect([limits.rowsPerPage, limits.bytesPerPage]).toEqual([Infinity, Infinity]);
  });

  it('keep pages to a quarter of a second of either rate', () => {
    const limits = new Limits({ rowsPerSecond: 1000, bytesPerSecond: 10 });
    expect([limits.rowsPerPage, limits.bytesPerPage]).toEqual([250, 3]);
  });

  it.each([{ rowsPerSecond: 1000 }, { bytesPerSecond: 1000 }])(
    'hold the next page back until the time of the last one is over: %j',
    async (rates) => {
      const limits = new Limits(rates);
      const askedAt = performance.now();
      limits.spend(40, 40, askedAt);

      await limits.pass(signal);

      expect(performance.now() - askedAt).toBeGreaterThan(39);
    },
  );

  it('hold everything back while paused', async () => {
    const limits = new Limits({});
    limits.pause();
    const pass = limits.pass(signal);
    expect(await isPassed(pass)).toBe(false);
    limits.resume();
    expect(await isPassed(pass)).toBe(true);
  });

  it('let go of those who wait by an old rate when there is another', async () => {
    const limits = new Limits({ bytesPerSecond: 1 });
    limits.spend(1, 1_000_000, performance.now());
    const pass = limits.pass(signal);
    expect(await isPassed(pass)).toBe(false);
    limits.rates = {};
    expect(await isPassed(pass)).toBe(true);
  });

  it('let go of those who wait when the export ends', async () => {
    const limits = new Limits({});
    const ended = new AbortController();
    limits.pause();
    const pass = limits.pass(ended.signal);
    ended.abort(new Error('enough'));
    await expect(pass).rejects.toThrow('enough');
  });
});
