const ringStart = -(2n ** 63n);
const ringEnd = 2n ** 63n - 1n;
const ringWidth = ringEnd - ringStart;

/** A piece of the ring of partition hashes: greater than `start`, up to and with `end`. */
export interface TokenRange {
  /** The lower end, itself not part of the range. */
  readonly start: bigint;
  /** The upper end, part of the range. */
  readonly end: bigint;
}

/** Every partition. No partition has the smallest token itself: Cassandra never gives it away. */
export const wholeRing: TokenRange = { start: ringStart, end: ringEnd };

/** Is this a piece of the ring with anything in it. */
export function isTokenRange(value: TokenRange): boolean {
  const { start, end } = value as { readonly start: unknown; readonly end: unknown };
  return (
    typeof start === 'bigint' &&
    typeof end === 'bigint' &&
    start >= ringStart &&
    start < end &&
    end <= ringEnd
  );
}

/** Cuts a range into equal pieces, in order, without gap or overlap. */
export function splitRange({ start, end }: TokenRange, pieces: number): readonly TokenRange[] {
  const width = end - start;
  const count = width < BigInt(pieces) ? width : BigInt(pieces);
  const cut = (index: bigint): bigint => start + (width * index) / count;
  return Array.from({ length: Number(count) }, (_, index) => ({
    start: cut(BigInt(index)),
    end: cut(BigInt(index) + 1n),
  }));
}

/**
 * The whole ring in order, cut at the tokens of the nodes, so that a piece lies on one set of replicas, and then into smaller
 * pieces until there are about `atLeast`.
 */
export function planRing(nodeTokens: readonly bigint[], atLeast: number): readonly TokenRange[] {
  const cuts = [...new Set(nodeTokens)]
    .filter((token) => token > ringStart && token < ringEnd)
    .sort((a, b) => (a < b ? -1 : 1));
  const borders = [ringStart, ...cuts, ringEnd];
  return borders.slice(1).flatMap((end, index) => {
    const range = { start: borders[index] ?? ringStart, end };
    const pieces = Math.max(1, Math.round(ringShare(range) * atLeast));
    return splitRange(range, pieces);
  });
}

/** How much of the ring a range is, 0 to 1. */
export function ringShare({ start, end }: TokenRange): number {
  const precision = 2n ** 52n;
  return Number(((end - start) * precision) / ringWidth) / Number(precision);
}
