import { setTimeout as delay } from 'node:timers/promises';
import { mergeConcurrently } from './merge-concurrently.js';

/** Sources of `items` numbers each that know how many of them were open at once and are open now. */
class Sources {
  open = 0;
  mostOpen = 0;
  given = 0;

  constructor(
    private readonly items: number,
    private readonly failing?: number,
  ) {}

  readonly read = async function* (
    this: Sources,
    source: number,
    signal: AbortSignal,
  ): AsyncGenerator<number> {
    this.open++;
    this.mostOpen = Math.max(this.mostOpen, this.open);
    try {
      for (let item = 0; item < this.items; item++) {
        await delay(0);
        signal.throwIfAborted();
        if (source === this.failing && item === 1) throw new Error('range failed');
        this.given++;
        yield source * 100 + item;
      }
    } finally {
      this.open--;
    }
  }.bind(this);
}

const ten = Array.from({ length: 10 }, (_, index) => index);

describe('mergeConcurrently', () => {
  it('gives every item once, from no more sources at a time than allowed', async () => {
    const sources = new Sources(5);
    const items: number[] = [];
    for await (const item of mergeConcurrently(ten, sources.read, 3)) items.push(item);
    expect(new Set(items).size).toBe(50);
    expect(items).toHaveLength(50);
    expect(sources.mostOpen).toBe(3);
    expect(sources.open).toBe(0);
  });

  it('waits for a slow reader', async () => {
    const sources = new Sources(5);
    const merged = mergeConcurrently(ten, sources.read, 3);
    await merged.next();
    await delay(30);
    // One taken, and one waiting for each worker.
    expect(sources.given).toBeLessThanOrEqual(4);
    await merged.return();
  });

  it('closes every source when the reader leaves', async () => {
    const sources = new Sources(1000);
    const merged = mergeConcurrently(ten, sources.read, 4);
    await merged.next();
    await merged.return();
    expect(sources.open).toBe(0);
  });

  it('gives what came before a failure, then the failure, and closes every source', async () => {
    const sources = new Sources(1000, 2);
    const items: number[] = [];
    const read = async (): Promise<void> => {
      for await (const item of mergeConcurrently(ten, sources.read, 4)) items.push(item);
    };
    await expect(read()).rejects.toThrow('range failed');
    expect(items).toContain(200);
    expect(sources.open).toBe(0);
  });

  it('ends at once without sources', async () => {
    const merged = mergeConcurrently([], new Sources(1).read, 4);
    expect(await merged.next()).toEqual({ done: true, value: undefined });
  });
});
