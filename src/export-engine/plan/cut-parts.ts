import { planRing, ringShare, type TokenRange, wholeRing } from '../../cassandra/index.js';

/** Ranges a part has at least, as far as the ring allows: by them the share of the ring that is done is told. */
const rangesPerPart = 4;

/**
 * Cuts the ring into parts of about the same width, in the ring's order. Their ranges end at the tokens of the nodes, so that
 * each lies on one set of replicas; with many tokens a part has many ranges.
 */
export function cutParts(
  nodeTokens: readonly bigint[],
  count: number,
): readonly (readonly TokenRange[])[] {
  if (count === 1) return [planRing(nodeTokens, 1)];
  const ranges = planRing(nodeTokens, count * rangesPerPart);
  const parts: TokenRange[][] = [];
  let done = 0;
  for (const range of ranges) {
    // The share before the range decides, so that a part is never empty.
    const index = Math.min(count - 1, Math.floor(done * count + 1e-9));
    (parts[index] ??= []).push(range);
    done += ringShare(range);
  }
  const cut = parts.filter((part) => part.length > 0);
  requireWholeRing(cut);
  return cut;
}

/** The proof that no row is left out or read twice: each range begins where the one before ends. */
export function requireWholeRing(parts: readonly (readonly TokenRange[])[]): void {
  let at = wholeRing.start;
  for (const { start, end } of parts.flat()) {
    if (start !== at || end <= start) throw new RangeError('The parts do not cover the ring once.');
    at = end;
  }
  if (at !== wholeRing.end) throw new RangeError('The parts do not cover the ring once.');
}
