import fc from 'fast-check';
import { splitRange, wholeRing } from '../../src/cassandra/index.js';
import { planRing, ringShare } from '../../src/cassandra/scan/token-range.js';
import '../support/seed.js';

const token = fc.bigInt({ min: wholeRing.start, max: wholeRing.end });

describe('Token ranges', () => {
  it('cover the ring once, without gap or overlap, whatever the nodes are', () => {
    fc.assert(
      fc.property(
        fc.array(token, { maxLength: 50 }),
        fc.integer({ min: 1, max: 300 }),
        (tokens, atLeast) => {
          const ranges = planRing(tokens, atLeast);
          const borders = ranges.map(({ end }) => end);
          expect(ranges[0]?.start).toBe(wholeRing.start);
          expect(borders.at(-1)).toBe(wholeRing.end);
          expect(ranges.slice(1).map(({ start }) => start)).toEqual(borders.slice(0, -1));
          expect(ranges.every(({ start, end }) => start < end)).toBe(true);
          const width = ranges.reduce((sum, { start, end }) => sum + end - start, 0n);
          expect(width).toBe(wholeRing.end - wholeRing.start);
          const share = ranges.reduce((sum, range) => sum + ringShare(range), 0);
          expect(share).toBeCloseTo(1, 6);
          for (const cut of tokens) {
            expect(cut === wholeRing.start || borders.includes(cut)).toBe(true);
          }
        },
      ),
    );
  });

  it('are about as many as asked for', () => {
    expect(planRing([], 32)).toHaveLength(32);
    expect(planRing([5n], 32)).toHaveLength(32);
    expect(planRing([], 1)).toEqual([wholeRing]);
  });

  it('never split into empty pieces', () => {
    expect(splitRange({ start: 5n, end: 8n }, 10)).toEqual([
      { start: 5n, end: 6n },
      { start: 6n, end: 7n },
      { start: 7n, end: 8n },
    ]);
  });
});
