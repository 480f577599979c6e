import { type Codec, makeCodec, unchanged } from '../codec.js';

type Write = (buffer: Buffer, value: number) => unknown;

function bytesOf(size: number, write: Write): (value: number) => Buffer {
  return (value) => {
    const buffer = Buffer.allocUnsafe(size);
    write(buffer, value);
    return buffer;
  };
}

function wholeNumber(bits: 8 | 16 | 32, write: Write): Codec {
  const max = 2 ** (bits - 1) - 1;
  return makeCodec({
    expected: `a whole number from ${String(-max - 1)} to ${String(max)}`,
    is: (value): value is number =>
      typeof value === 'number' && (value | 0) === value && value <= max && value >= -max - 1,
    encode: unchanged,
    toBytes: bytesOf(bits / 8, write),
  });
}

export const tinyintCodec = wholeNumber(8, (buffer, value) => buffer.writeInt8(value));
export const smallintCodec = wholeNumber(16, (buffer, value) => buffer.writeInt16BE(value));
export const intCodec = wholeNumber(32, (buffer, value) => buffer.writeInt32BE(value));

const isNumber = (value: unknown): value is number => typeof value === 'number';
/** JSON has no NaN and no infinities. */
const numberToJson = (value: number): number | string =>
  Number.isFinite(value) ? value : String(value);

export const doubleCodec = makeCodec({
  expected: 'a number',
  is: isNumber,
  encode: unchanged,
  toBytes: bytesOf(8, (buffer, value) => buffer.writeDoubleBE(value)),
  toJson: numberToJson,
});

/** The driver would store 0.1 as 0.10000000149011612 and 1e300 as infinity. */
export const floatCodec = makeCodec({
  expected: 'a number that 32 bits hold exactly, such as Math.fround(value)',
  is: (value): value is number => isNumber(value) && Object.is(Math.fround(value), value),
  encode: unchanged,
  toBytes: bytesOf(4, (buffer, value) => buffer.writeFloatBE(value)),
  toJson: numberToJson,
});
