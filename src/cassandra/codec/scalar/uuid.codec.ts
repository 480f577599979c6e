import { types } from 'cassandra-driver';
import { makeCodec } from '../codec.js';

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const versionAt = 14;

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && canonical.test(value);
const dash = 45;
const digits = new Uint8Array(128);
for (let value = 0; value < 16; value++) digits[value.toString(16).charCodeAt(0)] = value;
/** Digit by digit: without the dashes first, by `Buffer.from`, it takes more than twice as long. */
function toBytes(value: string): Buffer {
  const bytes = Buffer.allocUnsafe(16);
  let at = 0;
  for (let index = 0; index < value.length; index += 2) {
    if (value.charCodeAt(index) === dash) index++;
    bytes[at++] = (digitAt(value, index) << 4) | digitAt(value, index + 1);
  }
  return bytes;
}

function digitAt(text: string, index: number): number {
  return digits[text.charCodeAt(index)] ?? 0;
}

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
