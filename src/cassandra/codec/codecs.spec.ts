import { types } from 'cassandra-driver';
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
import { frozen, list, map, set, tuple, vector } from '../table/column/collection-builders.js';
import { udt } from '../table/column/udt.js';
import type { Codec } from './codec.js';
import { codecOf } from './codecs.js';
import { Decimal } from './value/decimal.js';
import { Duration } from './value/duration.js';

const address = udt('address', { zipCode: text(), floor: int().nullable() });
const codec = ({ type }: Column): Codec => codecOf(type);
const timeId = '50554d6e-29bb-11e5-b345-feff819cdc9f';

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

describe('codecOf', () => {
  it.each<[string, Column, readonly unknown[]]>([
    ['text', text(), ['', 'é', '👩‍💻', '\0']],
    ['int', int(), [0, -(2 ** 31), 2 ** 31 - 1]],
    ['bigint', bigint(), [0n, -(2n ** 63n), 2n ** 63n - 1n]],
    ['counter', counter(), [0n, -(2n ** 63n), 2n ** 63n - 1n]],
    ['double', double(), [0, -0, 0.1, NaN, Infinity, -Infinity, Number.MAX_VALUE]],
    ['boolean', boolean(), [true, false]],
    ['timestamp', timestamp(), [new Date(0), new Date(-8.64e15), new Date(8.64e15)]],
    ['uuid', uuid(), [id]],
    ['timeuuid', timeuuid(), [timeId]],
    ['ascii', ascii(), ['', 'a\0\x7f']],
    ['tinyint', tinyint(), [-128, 127]],
    ['smallint', smallint(), [-32_768, 32_767]],
    ['varint', varint(), [0n, -(2n ** 200n)]],
    ['float', float(), [0, -0, 0.5, NaN, Infinity, Math.fround(0.1)]],
    ['decimal', decimal(), [Decimal.of('-1.50'), new Decimal(1n, -3)]],
    ['blob', blob(), [Buffer.of(1), new Uint8Array(0)]],
    ['date', date(), ['2024-02-29', '0000-01-01', '-5877641-06-23', '5881580-07-11']],
    ['time', time(), ['00:00:00.000000000', '23:59:59.999999999']],
    ['duration', duration(), [Duration.of('-1mo'), Duration.of('0s')]],
    ['inet', inet(), ['127.0.0.1', '::1', '::', '2001:db8::1:0:0:1', '::ffff:10.0.0.1']],
    ['list', list(int()), [[], [1, 1]]],
    ['set', set(text()), [new Set(), new Set(['a'])]],
    ['map', map(text(), frozen(list(int()))), [new Map(), new Map([['a', [1]]])]],
    ['frozen', frozen(set(int())), [new Set(), new Set([1])]],
    ['tuple', tuple(int(), text()), [[1, 'a']]],
    ['vector of floats', vector(float(), 2), [Float32Array.of(0.1, 2)]],
    ['vector of texts', vector(text(), 2), [['a', '']]],
    [
      'udt',
      frozen(address),
      [
        { zipCode: 'a', floor: 1 },
        { zipCode: 'a', floor: null },
      ],
    ],
  ])('takes what %s can hold', (_, column, values) => {
    for (const value of values) expect(codec(column).accepts(value)).toBe(true);
  });

  it.each<[string, Column, readonly unknown[]]>([
    ['text', text(), [1, null, '\ud800', 'a\udc00', new String('a')]],
    ['int', int(), [1.5, '1', '', true, [], NaN, 2 ** 31, -(2 ** 31) - 1, 1n]],
    ['bigint', bigint(), [1, '1', 2n ** 63n, -(2n ** 63n) - 1n, types.Long.ONE]],
    ['counter', counter(), [1, 1.5, '1', null, 2n ** 63n, -(2n ** 63n) - 1n, types.Long.ONE]],
    ['double', double(), ['1', 1n, null, true]],
    ['boolean', boolean(), ['false', 0, 1, '']],
    ['timestamp', timestamp(), [0, '2026-01-01', new Date(NaN)]],
    [
      'uuid',
      uuid(),
      [id.toUpperCase(), `{${id}}`, id.replaceAll('-', ''), '', types.Uuid.random()],
    ],
    ['timeuuid', timeuuid(), [id, timeId.toUpperCase()]],
    ['ascii', ascii(), ['é', 1]],
    ['tinyint', tinyint(), [128, -129, 1.7, '', true]],
    ['smallint', smallint(), [32_768, -32_769, '0x10', []]],
    ['varint', varint(), ['abc', '1.5', 1.7, 1]],
    ['float', float(), [0.1, 1e300, '1abc', 2 ** 24 + 1]],
    ['decimal', decimal(), ['1e3', '1,5', 1.5, NaN, types.BigDecimal.fromString('1')]],
    ['blob', blob(), ['a', [1], new ArrayBuffer(1), new Float64Array(1)]],
    [
      'date',
      date(),
      ['2020-02-31', '2020-13-01', '2023-02-29', '20-01-01', '-0000-01-01', '5881580-07-12'],
    ],
    ['date, not a Date', date(), [new Date(0), '2020-01-01T00:00:00Z', 0, '02020-01-01']],
    ['time', time(), ['25:00:00.000000000', '08:30:00', '08:30:00.000', 0]],
    ['duration', duration(), ['1.5h', '', types.Duration.fromString('1h')]],
    ['inet', inet(), ['300.1.1.1', '256.0.0.1', '1::2::3', '::0', '2001:DB8::1', 'fe80::1%eth0']],

    ['list', list(int()), [[1, null], [undefined], [, 1], ['1'], new Set([1]), 'ab']],
    ['set', set(text()), [['a'], new Set([null]), new Set([1])]],
    ['map', map(text(), int()), [{ a: 1 }, new Map([['a', null]]), new Map([[null, 1]])]],
    ['tuple', tuple(int(), text()), [[1], [1, 'a', 2], ['a', 1], [null, 'a']]],
    ['vector of floats', vector(float(), 2), [[1, 2], Float32Array.of(1), Float32Array.of(NaN, 1)]],
    [
      'udt',
      frozen(address),
      [
        { zipCode: 'a' },
        { floor: 1 },
        { zipcode: 'a', floor: 1 },
        { zipCode: 'a', floor: 1, x: 1 },
      ],
    ],
    ['udt, not one of its own', address, [{ zipCode: null, floor: 1 }, ['a', 1], new Map()]],
    ['vector of texts', vector(text(), 2), [['a'], ['a', 'b', 'c'], Float32Array.of(1, 2)]],
  ])('refuses what %s cannot hold exactly', (_, column, values) => {
    for (const value of values) expect(codec(column).accepts(value)).toBe(false);
  });

  it('never lets a value of the driver out', () => {
    expect(codec(uuid()).decode(types.Uuid.fromString(id))).toBe(id);
    expect(() => codec(bigint()).decode(types.Long.ONE)).toThrow(TypeError);
    expect(() => codec(timestamp()).decode(new Date(NaN))).toThrow(TypeError);
    expect(codec(timeuuid()).decode(types.TimeUuid.fromString(timeId))).toBe(timeId);
    expect(() => codec(list(int())).decode([1, null])).toThrow(TypeError);
    expect(() => codec(decimal()).decode(types.Long.ONE)).toThrow(TypeError);
  });

  it('says what JSON cannot as text', () => {
    expect(codec(bigint()).toJson(2n ** 60n)).toBe('1152921504606846976');
    expect(codec(double()).toJson(NaN)).toBe('NaN');
    expect(codec(double()).toJson(-Infinity)).toBe('-Infinity');
    expect(codec(timestamp()).toJson(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
    expect(codec(varint()).toJson(2n ** 70n)).toBe('1180591620717411303424');
    expect(codec(decimal()).toJson(Decimal.of('1.50'))).toBe('1.50');
    expect(codec(duration()).toJson(Duration.of('90m'))).toBe('1h30m');
    expect(codec(blob()).toJson(Uint8Array.of(255, 0))).toBe('/wA=');
    expect(codec(set(bigint())).toJson(new Set([1n]))).toEqual(['1']);
    expect(codec(vector(float(), 2)).toJson(Float32Array.of(1, 2))).toEqual([1, 2]);
    const byKey = codec(map(text(), float())).toJson(new Map([['__proto__', NaN]]));
    expect(JSON.stringify(byKey)).toBe('{"__proto__":"NaN"}');
  });

  it('writes an empty frozen collection as an empty one, where the driver writes null', () => {
    expect(codec(frozen(list(int()))).encode([])).toEqual(Buffer.alloc(4));
    expect(codec(frozen(map(text(), int()))).encode(new Map())).toEqual(Buffer.alloc(4));
  });

  it('copies bytes, which their owner may change later', () => {
    const bytes = Uint8Array.of(1);
    const encoded = codec(blob()).encode(bytes);
    bytes[0] = 2;
    expect(encoded).toEqual(Buffer.of(1));
  });

  it('encodes a text as a UUID where it is one, whatever stands at whatever place', () => {
    const { accepts, tryEncode } = codec(uuid());
    expect(tryEncode(id)).toEqual(Buffer.from(id.replaceAll('-', ''), 'hex'));
    for (let at = 0; at < id.length; at++) {
      for (const other of ['-', '0', 'f', 'g', 'A', 'é', '\0', '', '00']) {
        const text = id.slice(0, at) + other + id.slice(at + 1);
        expect(tryEncode(text) !== undefined).toBe(accepts(text));
      }
    }
  });
});
