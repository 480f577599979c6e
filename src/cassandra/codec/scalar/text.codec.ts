import { makeCodec, unchanged } from '../codec.js';

const isString = (value: unknown): value is string => typeof value === 'string';

const asciiOnly = /^[\x00-\x7f]*$/;

export const textCodec = makeCodec({
  expected: 'a string of well-formed Unicode',
  is: (value): value is string => isString(value) && value.isWellFormed(),
  // UTF-8 has no surrogates, and what reads it makes none.
  isRead: isString,
  encode: unchanged,
  toBytes: (value) => Buffer.from(value),
  toElement: unchanged,
});

/** The driver would send an é as one byte, which the server refuses. */
export const asciiCodec = makeCodec({
  expected: 'a string of ASCII characters',
  is: (value): value is string => isString(value) && asciiOnly.test(value),
  encode: unchanged,
  toBytes: (value) => Buffer.from(value, 'latin1'),
  toElement: unchanged,
});
