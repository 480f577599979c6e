import { makeCodec, unchanged } from '../codec.js';

export const booleanCodec = makeCodec({
  expected: 'true or false',
  is: (value) => typeof value === 'boolean',
  encode: unchanged,
  toBytes: (value) => Buffer.of(value ? 1 : 0),
});
