import { type TextOut } from '../text-out.js';

/** One text per address (RFC 5952): '192.0.2.1', '2001:db8::1'. */
export function writeInet(out: TextOut, source: Buffer, at: number, length: number): void {
  if (length === 4) {
    out.ascii(dotted(source, at));
    return;
  }
  const groups = Array.from({ length: 8 }, (_, index) => source.readUInt16BE(at + index * 2));
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped) {
    out.ascii(`::ffff:${dotted(source, at + 12)}`);
    return;
  }
  const { start, end } = longestZeros(groups);
  if (end - start < 2) out.ascii(hex(groups));
  else out.ascii(`${hex(groups.slice(0, start))}::${hex(groups.slice(end))}`);
}

function dotted(source: Buffer, at: number): string {
  return [...source.subarray(at, at + 4)].join('.');
}

function hex(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':');
}

/** The first of the longest runs of zero groups. */
function longestZeros(groups: readonly number[]): { readonly start: number; readonly end: number } {
  let longest = { start: 0, end: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > longest.end - longest.start) longest = { start, end };
  }
  return longest;
}
