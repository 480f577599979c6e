import { mapConcurrent } from './map-concurrent.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('mapConcurrent', () => {
  it('gives the results in order, with no more at work than the limit', async () => {
    let running = 0;
    let most = 0;
    const results = await mapConcurrent([5, 1, 4, 2, 3], 2, async (item) => {
      most = Math.max(most, ++running);
      for (let turns = 0; turns < item; turns++) await turn();
      running--;
      return item * 10;
    });
    expect(results).toEqual([50, 10, 40, 20, 30]);
    expect(most).toBe(2);
    expect(await mapConcurrent([], 3, () => Promise.resolve(1))).toEqual([]);
  });

  it('takes items of an asynchronous source only when there is room', async () => {
    let taken = 0;
    let finished = 0;
    async function* source(): AsyncGenerator<number> {
      for (let item = 0; item < 6; item++) {
        await turn();
        taken++;
        yield item;
      }
    }
    await mapConcurrent(source(), 2, async () => {
      expect(taken - finished).toBeLessThanOrEqual(2);
      await turn();
      finished++;
    });
    expect(finished).toBe(6);
  });

  it('aborts the others at the first error and waits for them', async () => {
    const started: number[] = [];
    const ended: number[] = [];
    const failure = new Error('the second failed');
    const work = mapConcurrent([1, 2, 3, 4, 5], 3, async (item, signal) => {
      started.push(item);
      await turn();
      if (item === 2) throw failure;
      while (!signal.aborted) await turn();
      await turn();
      ended.push(item);
    });
    await expect(work).rejects.toBe(failure);
    expect(started).toEqual([1, 2, 3]);
    expect(ended.sort()).toEqual([1, 3]);
  });

  it('collects every outcome where that is asked for', async () => {
    const failure = new Error('no');
    const outcomes = await mapConcurrent(
      [1, 2, 3],
      2,
      (item) => (item === 2 ? Promise.reject(failure) : Promise.resolve(item)),
      { errors: 'collect' },
    );
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: failure },
      { status: 'fulfilled', value: 3 },
    ]);
  });

  it('closes a source it does not read to the end, and asks it for one item at a time', async () => {
    let isAsked = false;
    let closed = 0;
    let given = 0;
    const source: AsyncIterableIterator<number> = {
      [Symbol.asyncIterator]: () => source,
      next: async () => {
        expect(isAsked).toBe(false);
        isAsked = true;
        await turn();
        isAsked = false;
        return { done: false, value: given++ };
      },
      return: () => Promise.resolve({ done: true, value: ++closed }),
    };
    const failure = new Error('enough');
    const work = mapConcurrent(source, 3, async (item) => {
      await turn();
      if (item === 5) throw failure;
    });
    await expect(work).rejects.toBe(failure);
    expect(closed).toBe(1);
    await mapConcurrent(new Set([1, 2]), 1_000, () => Promise.resolve());
    expect(closed).toBe(1);
  });

  it('ends by the signal and by a failing source', async () => {
    const stop = new AbortController();
    const reason = new Error('the client left');
    let done = 0;
    const work = mapConcurrent(
      [1, 2, 3, 4],
      1,
      async () => {
        await turn();
        if (++done === 2) stop.abort(reason);
      },
      { signal: stop.signal },
    );
    await expect(work).rejects.toBe(reason);
    expect(done).toBe(2);
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      await turn();
      throw reason;
    }
    let isFinished = false;
    const failing = mapConcurrent(broken(), 2, async () => {
      await turn();
      await turn();
      isFinished = true;
    });
    await expect(failing).rejects.toBe(reason);
    expect(isFinished).toBe(true);
    await expect(mapConcurrent([1], 0, () => Promise.resolve(1))).rejects.toThrow(RangeError);
  });

  it('takes no option that it does not know, for what fails would then be left out', async () => {
    const run = (options: object): Promise<unknown> =>
      mapConcurrent([1], 1, () => Promise.reject(new Error('mine')), options);
    await expect(run({ error: 'collect' })).rejects.toThrow('Did you mean errors?');
    await expect(run({ errors: 'Collect' })).rejects.toThrow(TypeError);
    await expect(run({ errors: undefined })).rejects.toThrow('mine');
  });
});
