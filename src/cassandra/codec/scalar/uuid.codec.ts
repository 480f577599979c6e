import { types } from 'cassandra-driver';
import { makeCodec } from '../codec.js';

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const versionAt = 14;

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && canonical.test(value);
const toBytes = (value: string): Buffer => Buffer.from(value.replaceAll('-', ''), 'hex');

/** The driver's Uuid objects never leave this package: two of the same id are not equal by `===`. */
function decode(value: unknown): string {
  if (value instanceof types.Uuid) return value.toString();
  throw new TypeError('The driver gave something else than a UUID');
}

function decodeTimeuuid(value: unknown): string {
  const id = decode(value);
  if (id[versionAt] !== '1') throw new TypeError('The driver gave a UUID of another version');
  return id;
}

export const uuidCodec = makeCodec({
  expected: 'a UUID in lower case',
  is: isUuid,
  toBytes,
  decode,
});

/** The driver takes a random UUID here, the server does not. */
export const timeuuidCodec = makeCodec({
  expected: 'a UUID of version 1 in lower case',
  is: (value): value is string => isUuid(value) && value[versionAt] === '1',
  toBytes,
  decode: decodeTimeuuid,
});
