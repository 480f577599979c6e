import { types } from 'cassandra-driver';
import { Decimal } from '../value/decimal.js';
import { varintBytes, varintFrom } from './bigint.codecs.js';
import { makeCodec } from '../codec.js';

/** The driver reads '1e3' as 1 and '1,5' as 1: its own class never gets in or out. */
export const decimalCodec = makeCodec({
  expected: "a Decimal, such as Decimal.of('12.50')",
  is: (value) => value instanceof Decimal,
  toBytes: ({ unscaled, scale }) => {
    const buffer = Buffer.alloc(4);
    buffer.writeInt32BE(scale);
    return Buffer.concat([buffer, varintBytes(unscaled)]);
  },
  decode: (value) => {
    if (!(value instanceof types.BigDecimal)) throw new TypeError('The driver gave no decimal');
    const bytes = types.BigDecimal.toBuffer(value);
    return new Decimal(varintFrom(bytes.subarray(4)), bytes.readInt32BE(0));
  },
  toJson: String,
});
