import { setImmediate as nextTurn } from 'node:timers/promises';
import { forEachConcurrently } from './for-each-concurrently.js';

describe('forEachConcurrently', () => {
  it('does every item once, and never more than the limit at a time', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;

    await forEachConcurrently([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      running += 1;
      most = Math.max(most, running);
      await nextTurn();
      running -= 1;
      done.push(item);
    });

    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('throws the first failure after those under way have ended, and begins no more', async () => {
    const begun: number[] = [];
    let ended = 0;

    const all = forEachConcurrently([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('the first');
      await nextTurn();
      ended += 1;
    });

    await expect(all).rejects.toThrow('the first');
    expect(begun).toEqual([1, 2]);
    expect(ended).toBe(1);
  });

  it('does nothing for nothing', async () => {
    await forEachConcurrently([], 4, () => Promise.reject(new Error('never')));
  });
});
