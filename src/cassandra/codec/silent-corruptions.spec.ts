import { types } from 'cassandra-driver';
import { frozen, list, map, set, tuple, vector } from '../table/column/collection-builders.js';
import type { Column } from '../table/column/column.js';
import {
  ascii,
  bigint,
  blob,
  boolean,
  counter,
  date,
  decimal,
  double,
  duration,
  float,
  inet,
  int,
  smallint,
  text,
  time,
  timestamp,
  timeuuid,
  tinyint,
  uuid,
  varint,
} from '../table/column/column-builders.js';
import { udt } from '../table/column/udt.js';
import { codecOf } from './codecs.js';

const Place = udt('place', { street: text(), zipCode: int().nullable() });
const v4 = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

/** What the driver 4.10 writes as something else, or loses, without a word: ours refuses it. */
const corrupted: readonly (readonly [string, Column, unknown, string])[] = [
  ['half a surrogate pair', text(), 'a\ud800', 'U+FFFD'],
  ['é', ascii(), 'é', 'the byte E9'],
  ["'false'", boolean(), 'false', 'true'],
  ["'no'", boolean(), 'no', 'true'],
  ['0', boolean(), 0, 'false'],
  ["''", tinyint(), '', '0'],
  ['true', smallint(), true, '1'],
  ['[]', int(), [], '0'],
  ['1.7', int(), 1.7, '1'],
  ["'0x10'", int(), '0x10', '16'],
  ['2^53 + 1 as a number', bigint(), 2 ** 53 + 1, '2^53'],
  ["'9223372036854775808'", bigint(), '9223372036854775808', 'the smallest number'],
  ["'12abc'", bigint(), '12abc', '12'],
  ['NaN', bigint(), NaN, '0'],
  ['2^64 + 5', bigint(), 2n ** 64n + 5n, '5'],
  ['2^64 + 5', counter(), 2n ** 64n + 5n, '5'],
  ['1.5', counter(), 1.5, '1'],
  ["'abc'", varint(), 'abc', '0'],
  ["'1.5'", varint(), '1.5', '1'],
  ['1.7', varint(), 1.7, '1'],
  ["'1e3'", decimal(), '1e3', '1'],
  ['1e21', decimal(), 1e21, '1'],
  ["'1.5e3'", decimal(), '1.5e3', '0.015'],
  ["'1,5'", decimal(), '1,5', '1'],
  ['Infinity', decimal(), Infinity, '0'],
  ["'1abc'", double(), '1abc', '1'],
  ["'1abc'", float(), '1abc', '1'],
  ['0.1', float(), 0.1, '0.10000000149011612'],
  ['1e300', float(), 1e300, 'Infinity'],
  ['a v4 id', timeuuid(), v4, 'itself, refused by the server'],
  ['capital letters', uuid(), v4.toUpperCase(), 'an id that is not === to itself'],
  ['a text without zone', timestamp(), '2026-11-21T10:00:00', 'local time'],
  ['an invalid Date', timestamp(), new Date(NaN), 'null'],
  ['a Date', date(), new Date('2026-11-21T02:30:00Z'), 'the day before in New York'],
  ['February 31', date(), '2020-02-31', 'March 2'],
  ['month 13', date(), '2020-13-01', '2021-01-01'],
  ['25:00', time(), '25:00:00.000000000', 'nothing, it is refused there too'],
  ["'1.5h'", duration(), '1.5h', '5h'],
  ["''", duration(), '', '0s'],
  ['300.1.1.1', inet(), '300.1.1.1', '44.1.1.1'],
  ['256.0.0.1', inet(), '256.0.0.1', '0.0.0.1'],
  ['1::2::3', inet(), '1::2::3', 'another address'],
  ['an object', map(text(), int()), { a: 1 }, 'an empty map without encoding.map'],
  ['a Set for a list', list(int()), new Set([1]), 'nothing, it is refused there too'],
  ['null inside', set(text()), new Set(['a', null]), 'nothing, it throws'],
  ['too short', tuple(int(), text()), [1], 'undefined'],
  ['too long', tuple(int(), text()), [1, 'a', 2], 'what fits'],
  ['a field of another case', frozen(Place), { street: 'a', zipcode: 1 }, 'null'],
  ['a field too few', Place, { street: 'a' }, 'null over the old value'],
  ['NaN inside', vector(float(), 2), Float32Array.of(1, NaN), 'NaN'],
  ['a wrong dimension', vector(float(), 2), Float32Array.of(1), 'another vector'],
];

const bytesOf = ({ type }: Column, value: unknown): string =>
  codecOf(type).toBytes(value).toString('hex');

describe('What the driver corrupts without a word', () => {
  it.each(corrupted)('is refused: %s, which became %4$s', (_, { type }, value) => {
    expect(codecOf(type).accepts(value)).toBe(false);
    expect(() => codecOf(type).encode(value)).toThrow(TypeError);
    expect(() => codecOf(type).toBytes(value)).toThrow(TypeError);
  });

  it('is exact in collections: empty, nested and with keys of any name', () => {
    expect(bytesOf(frozen(list(int())), [])).toBe('00000000');
    expect(bytesOf(list(frozen(list(int()))), [[]])).toBe('000000010000000400000000');
    const codec = codecOf(map(text(), frozen(map(text(), int()))).type);
    const inside = new Map([['hasOwnProperty', 1]]);
    const value = new Map([
      ['__proto__', inside],
      ['constructor', new Map()],
    ]);
    expect(codec.decode(value)).toEqual(value);
    expect(JSON.stringify(codec.toJson(value))).toBe(
      '{"__proto__":{"hasOwnProperty":1},"constructor":{}}',
    );
    const byTime = codecOf(map(timestamp(), int()).type);
    expect(byTime.toJson(new Map([[new Date(0), 1]]))).toEqual({ '1970-01-01T00:00:00.000Z': 1 });
  });

  it('is exact in bytes: a part of a larger buffer is that part', () => {
    const part = new Uint8Array([1, 2, 3, 4]).subarray(1, 3);
    expect(codecOf(blob().type).encode(part)).toEqual(Buffer.of(2, 3));
    expect(bytesOf(list(blob()), [part])).toBe('00000001000000020203');
  });

  it('is told on the way back as well', () => {
    const decode =
      ({ type }: Column, value: unknown) =>
      (): unknown =>
        codecOf(type).decode(value);
    expect(decode(timestamp(), new Date(NaN))).toThrow(TypeError);
    expect(decode(map(text(), int()), { a: 1 })).toThrow(TypeError);
    expect(decode(tuple(int(), text()), new types.Tuple(1))).toThrow(TypeError);
    expect(decode(bigint(), types.Long.ONE)).toThrow(TypeError);
  });
});
