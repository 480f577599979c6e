import { types } from 'node:util';
import { makeCodec } from '../codec.js';

/** Milliseconds on the way in: a Date that its owner changes later must not change a query that was already made. */
export const timestampCodec = makeCodec({
  expected: 'a valid Date',
  is: (value): value is Date => types.isDate(value) && !Number.isNaN(value.getTime()),
  encode: (value) => value.getTime(),
  toBytes: (value) => {
    const buffer = Buffer.allocUnsafe(8);
    buffer.writeBigInt64BE(BigInt(value.getTime()));
    return buffer;
  },
  toJson: (value) => value.toISOString(),
});
