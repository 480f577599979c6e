import fc from 'fast-check';
import { type TokenRange, wholeRing } from '../../cassandra/index.js';
import { cutParts, requireWholeRing } from './cut-parts.js';

const tokens = fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 300 });

describe('cutParts', () => {
  it('covers the ring once, whatever tokens the nodes have, in about as many parts as asked for', () => {
    fc.assert(
      fc.property(tokens, fc.integer({ min: 1, max: 200 }), (nodes, count) => {
        const parts = cutParts(nodes, count);

        requireWholeRing(parts);
        expect(parts.length).toBeGreaterThanOrEqual(1);
        expect(parts.length).toBeLessThanOrEqual(count);
        expect(parts.every((part) => part.length > 0)).toBe(true);
      }),
    );
  });

  it('cuts a ring of one node into parts of one width', () => {
    const parts = cutParts([0n], 8);

    expect(parts).toHaveLength(8);
    const widths = parts.map((part) => Number((part.at(-1)?.end ?? 0n) - (part[0]?.start ?? 0n)));
    for (const width of widths) expect(width / 2 ** 61).toBeCloseTo(1, 6);
  });
});

describe('requireWholeRing', () => {
  const { start, end } = wholeRing;
  it.each<[string, TokenRange[]]>([
    [
      'a gap',
      [
        { start, end: 0n },
        { start: 1n, end },
      ],
    ],
    [
      'an overlap',
      [
        { start, end: 2n },
        { start: 1n, end },
      ],
    ],
    ['a missing end', [{ start, end: 0n }]],
    [
      'an empty range',
      [
        { start, end: start },
        { start, end },
      ],
    ],
    ['nothing', []],
  ])('finds %s', (_, ranges) => {
    expect(() => {
      requireWholeRing([ranges]);
    }).toThrow(RangeError);
  });
});
