import { setTimeout as delay } from 'node:timers/promises';
import { CassandraRequestTimeoutError, StatementRejectedError } from '../../cassandra/index.js';
import { tryAgain } from './try-again.js';

describe('tryAgain', () => {
  const { signal } = new AbortController();
  const slow = new CassandraRequestTimeoutError('too slow', { operation: 'scan' });
  const wrong = new StatementRejectedError('wrong', { operation: 'scan' });

  it('reads again after what may pass, and tells of each failure', async () => {
    const failures: string[] = [];
    let reads = 0;
    const read = (): Promise<number> => {
      reads += 1;
      return reads < 2 ? Promise.reject(slow) : Promise.resolve(reads);
    };
    const onFailure = (): void => void failures.push('again');

    expect(await tryAgain(read, { forMs: 1000, signal, onFailure })).toBe(2);
    expect(failures).toEqual(['again']);
  });

  it('counts the time from the first failure, not from when its turn was waited for', async () => {
    let reads = 0;
    const read = async (): Promise<number> => {
      reads += 1;
      if (reads > 1) return reads;
      await delay(160);
      throw slow;
    };

    expect(await tryAgain(read, { forMs: 155, signal })).toBe(2);
  });

  it.each([
    ['a failure that does not pass', wrong, 1000],
    ['one that may pass, when the time is over', slow, 0],
  ])('gives up at %s', async (_, error, forMs) => {
    let reads = 0;
    const read = (): Promise<never> => {
      reads += 1;
      return Promise.reject(error);
    };

    await expect(tryAgain(read, { forMs, signal })).rejects.toBe(error);
    expect(reads).toBe(1);
  });

  it('waits no longer than the export runs', async () => {
    const ended = new AbortController();
    const trying = tryAgain(() => Promise.reject(slow), {
      forMs: 10_000,
      signal: ended.signal,
      onFailure: () => {
        ended.abort();
      },
    });
    await expect(trying).rejects.toThrow(/abort/i);
  });
});
