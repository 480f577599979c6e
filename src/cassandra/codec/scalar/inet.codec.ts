import { isIPv4, isIPv6 } from 'node:net';
import { types } from 'cassandra-driver';
import { makeCodec } from '../codec.js';

/** One text per address (RFC 5952), so that equal addresses are equal strings. The driver takes 300.1.1.1 for 44.1.1.1. */
export const inetCodec = makeCodec({
  expected: "an IP address in its canonical form, such as '192.0.2.1' or '2001:db8::1'",
  is: (value): value is string =>
    typeof value === 'string' &&
    (isIPv4(value) || (isIPv6(value) && !value.includes('%') && textOf(bytesOf(value)) === value)),
  toBytes: bytesOf,
  decode: (value) => {
    if (!(value instanceof types.InetAddress)) throw new TypeError('The driver gave no address');
    return textOf(value.getBuffer());
  },
});

function bytesOf(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  const [before = '', after] = address.split('::');
  const left = groupsOf(before);
  if (after === undefined) return bytesOfGroups(left);
  const right = groupsOf(after);
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => 0);
  return bytesOfGroups([...left, ...zeros, ...right]);
}

function groupsOf(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [Number.parseInt(group, 16)];
    const bytes = bytesOf(group);
    return [bytes.readUInt16BE(0), bytes.readUInt16BE(2)];
  });
}

function bytesOfGroups(groups: readonly number[]): Buffer {
  return Buffer.from(groups.flatMap((group) => [group >> 8, group & 255]));
}

function textOf(bytes: Buffer): string {
  if (bytes.length === 4) return [...bytes].join('.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2));
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (mapped) return `::ffff:${[...bytes.subarray(12)].join('.')}`;
  const { start, length } = longestZeros(groups);
  const hex = (part: readonly number[]): string =>
    part.map((group) => group.toString(16)).join(':');
  if (length < 2) return hex(groups);
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

/** The first of the longest runs of zero groups. */
function longestZeros(groups: readonly number[]): {
  readonly start: number;
  readonly length: number;
} {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let end = start;
    while (groups[end] === 0) end++;
    if (end - start > longest.length) longest = { start, length: end - start };
  }
  return longest;
}
