import { types } from 'cassandra-driver';
import { makeCodec } from '../codec.js';

const canonical = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const textLength = 36;
const versionAt = 14;

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && canonical.test(value);
const isTimeuuid = (value: unknown): value is string => isUuid(value) && value[versionAt] === '1';
const dash = 45;
const isDashAt = (index: number): boolean =>
  index === 8 || index === 13 || index === 18 || index === 23;
const noDigit = 0xff;
const digits = new Uint8Array(128).fill(noDigit);
for (let value = 0; value < 16; value++) digits[value.toString(16).charCodeAt(0)] = value;

/**
 * Its bytes, undefined where it is no UUID. Digit by digit, and checked on the way: the pattern before it takes as long again, and
 * `Buffer.from` without the dashes twice as long.
 */
function tryToBytes(value: unknown): Buffer | undefined {
  if (typeof value !== 'string' || value.length !== textLength) return undefined;
  const bytes = Buffer.allocUnsafe(16);
  let at = 0;
  let seen = 0;
  for (let index = 0; index < textLength; index += 2) {
    if (isDashAt(index) && value.charCodeAt(index++) !== dash) return undefined;
    const high = digitAt(value, index);
    const low = digitAt(value, index + 1);
    seen |= high | low;
    bytes[at++] = (high << 4) | low;
  }
  return seen < 16 ? bytes : undefined;
}

function digitAt(text: string, index: number): number {
  return digits[text.charCodeAt(index)] ?? noDigit;
}

function toBytes(value: string): Buffer {
  const bytes = tryToBytes(value);
  if (bytes === undefined) throw new TypeError('There is something else than a UUID');
  return bytes;
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
  tryEncode: tryToBytes,
  decode,
});

/** The driver takes a random UUID here, the server does not. */
export const timeuuidCodec = makeCodec({
  expected: 'a UUID of version 1 in lower case',
  is: isTimeuuid,
  toBytes,
  decode: decodeTimeuuid,
});
