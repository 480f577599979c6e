import { types } from 'cassandra-driver';
import type { ColumnKind } from '../table/column.js';
import { codecOf } from './codecs.js';

const id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

describe('codecOf', () => {
  it.each<[ColumnKind, readonly unknown[]]>([
    ['text', ['', 'é', '👩‍💻', '\0']],
    ['int', [0, -(2 ** 31), 2 ** 31 - 1]],
    ['bigint', [0n, -(2n ** 63n), 2n ** 63n - 1n]],
    ['double', [0, -0, 0.1, NaN, Infinity, -Infinity, Number.MAX_VALUE]],
    ['boolean', [true, false]],
    ['timestamp', [new Date(0), new Date(-8.64e15), new Date(8.64e15)]],
    ['uuid', [id]],
  ])('takes what %s can hold', (kind, values) => {
    for (const value of values) expect(codecOf(kind).accepts(value)).toBe(true);
  });

  it.each<[ColumnKind, readonly unknown[]]>([
    ['text', [1, null, '\ud800', 'a\udc00', new String('a')]],
    ['int', [1.5, '1', '', true, [], NaN, 2 ** 31, -(2 ** 31) - 1, 1n]],
    ['bigint', [1, '1', 2n ** 63n, -(2n ** 63n) - 1n, types.Long.ONE]],
    ['double', ['1', 1n, null, true]],
    ['boolean', ['false', 0, 1, '']],
    ['timestamp', [0, '2026-01-01', new Date(NaN)]],
    ['uuid', [id.toUpperCase(), `{${id}}`, id.replaceAll('-', ''), '', types.Uuid.random()]],
  ])('refuses what %s cannot hold exactly', (kind, values) => {
    for (const value of values) expect(codecOf(kind).accepts(value)).toBe(false);
  });

  it('never lets a value of the driver out', () => {
    const uuid = codecOf('uuid');
    expect(uuid.decode(types.Uuid.fromString(id))).toBe(id);
    expect(() => codecOf('bigint').decode(types.Long.ONE)).toThrow(TypeError);
    expect(() => codecOf('timestamp').decode(new Date(NaN))).toThrow(TypeError);
  });

  it('says what JSON cannot as text', () => {
    expect(codecOf('bigint').toJson(2n ** 60n)).toBe('1152921504606846976');
    expect(codecOf('double').toJson(NaN)).toBe('NaN');
    expect(codecOf('double').toJson(-Infinity)).toBe('-Infinity');
    expect(codecOf('timestamp').toJson(new Date(0))).toBe('1970-01-01T00:00:00.000Z');
  });
});
