import { Decimal, Duration, type ScalarKind } from '../../cassandra/index.js';
import { valueFromText } from './value-from-text.js';

describe('valueFromText', () => {
  it.each<[ScalarKind, string, unknown]>([
    ['text', '42', '42'],
    ['int', '-42', -42],
    ['int', '007', 7],
    ['bigint', '9223372036854775807', 9223372036854775807n],
    ['varint', '-123456789012345678901234567890', -123456789012345678901234567890n],
    ['double', '1.5e-3', 0.0015],
    ['double', 'NaN', NaN],
    ['float', '-Infinity', -Infinity],
    ['decimal', '12.50', Decimal.of('12.50')],
    ['duration', '1mo2d', Duration.of('1mo2d')],
    ['boolean', 'true', true],
    ['boolean', 'false', false],
    ['timestamp', '2026-11-21T10:00:00Z', new Date(Date.UTC(2026, 10, 21, 10))],
    ['timestamp', '2026-11-21T10:00:00.5+02:00', new Date(Date.UTC(2026, 10, 21, 8, 0, 0, 500))],
    ['timestamp', '2026-11-21T10:00:00 02:00', new Date(Date.UTC(2026, 10, 21, 8))],
    ['uuid', 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'],
    ['blob', 'AQI=', new Uint8Array([1, 2])],
    ['date', '2026-11-21', '2026-11-21'],
  ])('reads %s %p', (kind, text, value) => {
    expect(valueFromText({ kind }, text)).toEqual(value);
  });

  it.each<[ScalarKind, string]>([
    ['int', '3.5'],
    ['int', '1e3'],
    ['int', ''],
    ['int', '2147483647.0000000001'],
    ['bigint', '1.0'],
    ['double', '1e999'],
    ['double', '0x10'],
    ['double', ' 1'],
    ['decimal', 'ten'],
    ['boolean', 'TRUE'],
    ['boolean', '1'],
    ['timestamp', '2026-11-21T10:00:00'],
    ['timestamp', '2026-11-21'],
    ['timestamp', '2026-02-30T10:00:00Z'],
    ['timestamp', '2026-11-21T24:00:00Z'],
    ['timestamp', '2026-11-21T10:00:00.1234Z'],
    ['timestamp', '1764064800000'],
    ['blob', 'AQI'],
  ])('leaves %s %p to be refused', (kind, text) => {
    expect(valueFromText({ kind }, text)).toBe(text);
  });
});
