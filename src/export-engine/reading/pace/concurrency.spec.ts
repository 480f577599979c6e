import { setImmediate as turn } from 'node:timers/promises';
import { Concurrency } from './concurrency.js';

describe('Concurrency', () => {
  let now = 0;
  let inFlight = 0;
  let ends: (() => void)[] = [];

  beforeEach(() => {
    now = 1000;
    inFlight = 0;
    ends = [];
  });

  /** Asks for many requests that end when told to; gives how many run. */
  async function ask(concurrency: Concurrency, requests = 32): Promise<number> {
    for (let left = requests; left > 0; left--) {
      void concurrency.run(async () => {
        inFlight += 1;
        await new Promise<void>((resolve) => ends.push(resolve));
        inFlight -= 1;
      });
    }
    await turn();
    return inFlight;
  }

  /** Sixteen pages in so many milliseconds. */
  function pages(concurrency: Concurrency, milliseconds: number): void {
    for (let page = 0; page < 16; page++) {
      now += milliseconds / 16;
      concurrency.came(1000);
    }
  }

  async function running(): Promise<number> {
    for (const end of ends.splice(0)) end();
    await turn();
    return inFlight;
  }

  it('begins with two, and takes one more as long as the rows a second grow', async () => {
    const concurrency = new Concurrency(4, () => now);
    expect(await ask(concurrency)).toBe(2);
    pages(concurrency, 1000);
    expect(await running()).toBe(3);
    pages(concurrency, 700);
    expect(await running()).toBe(4);
    pages(concurrency, 500);
    expect(await running()).toBe(4);
  });

  it('goes back by one when one more did not help', async () => {
    const concurrency = new Concurrency(8, () => now);
    await ask(concurrency);
    pages(concurrency, 1000);
    pages(concurrency, 1000);
    expect(await running()).toBe(2);
  });

  it('halves when the server fails, to one at least, and grows anew', async () => {
    const concurrency = new Concurrency(4, () => now);
    await ask(concurrency);
    concurrency.failed();
    concurrency.failed();
    expect(await running()).toBe(1);
    pages(concurrency, 1000);
    expect(await running()).toBe(2);
  });

  it('frees the place of a request that fails', async () => {
    const concurrency = new Concurrency(1, () => now);
    await expect(concurrency.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(concurrency.run(() => Promise.resolve('yes'))).resolves.toBe('yes');
  });
});
