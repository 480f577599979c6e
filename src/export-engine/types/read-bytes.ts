/** Big-endian two's complement of any length, as a varint has it. */
export function readVarint(source: Buffer, at: number, length: number): bigint {
  if (length === 0) return 0n;
  if (length <= 6) return BigInt(source.readIntBE(at, length));
  const value = BigInt(`0x${source.toString('hex', at, at + length)}`);
  return (source[at] ?? 0) < 0x80 ? value : value - (1n << BigInt(length * 8));
}

/** A number of variable size: as many leading ones as further bytes. Gives the value and the position behind it. */
export function readUnsignedVint(
  source: Buffer,
  at: number,
): { readonly value: bigint; readonly end: number } {
  const first = source[at] ?? 0;
  const more = Math.clz32(~(first << 24));
  let value = more >= 7 ? 0n : BigInt(first & (0x7f >> more));
  for (let index = 1; index <= more; index++) {
    value = (value << 8n) | BigInt(source[at + index] ?? 0);
  }
  return { value, end: at + 1 + more };
}

/** The same with its sign folded into the lowest bit. */
export function readSignedVint(
  source: Buffer,
  at: number,
): { readonly value: bigint; readonly end: number } {
  const { value, end } = readUnsignedVint(source, at);
  return { value: (value >> 1n) ^ -(value & 1n), end };
}
