import { makeCodec, unchanged } from '../codec.js';

const whole64 = {
  expected: 'a bigint of 64 bits',
  is: (value: unknown): value is bigint =>
    typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
  toBytes: (value: bigint): Buffer => {
    const buffer = Buffer.allocUnsafe(8);
    buffer.writeBigInt64BE(value);
    return buffer;
  },
  toJson: String,
};

export const bigintCodec = makeCodec({ ...whole64, encode: unchanged });

/** Bytes of its own: the driver refuses a bigint for a counter. */
export const counterCodec = makeCodec(whole64);

export const varintCodec = makeCodec({
  expected: 'a bigint',
  is: (value) => typeof value === 'bigint',
  toBytes: varintBytes,
  toJson: String,
});

/** Two's complement in the fewest bytes, as Java writes a BigInteger. */
export function varintBytes(value: bigint): Buffer {
  // A negative number needs as many bits as the number below its opposite: -128 fits where 127 does.
  const bits = (value < 0n ? ~value : value).toString(2).length + 1;
  const size = value === 0n || value === -1n ? 1 : Math.ceil(bits / 8);
  const hex = BigInt.asUintN(size * 8, value).toString(16);
  return Buffer.from(hex.padStart(size * 2, '0'), 'hex');
}

export function varintFrom(bytes: Buffer): bigint {
  if (bytes.length === 0) throw new TypeError('A whole number without bytes');
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${bytes.toString('hex')}`));
}
