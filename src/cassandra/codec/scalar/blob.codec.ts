import { types } from 'node:util';
import { makeCodec } from '../codec.js';

/** Copies both ways: the driver's bytes are a view of a whole network message, which they would keep in memory. */
export const blobCodec = makeCodec({
  expected: 'a Uint8Array',
  is: types.isUint8Array,
  toBytes: (value) => Buffer.from(value),
  decode: (value) => {
    if (!types.isUint8Array(value)) throw new TypeError('The driver gave no bytes');
    return new Uint8Array(value);
  },
  toJson: (value) => Buffer.from(value).toString('base64'),
});
