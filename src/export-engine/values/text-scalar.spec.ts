import { BadValue } from '../errors/bad-value.js';
import { TextOut } from '../text/text-out.js';
import { scalarTexts } from '../text/scalar/scalar-text.js';
import { textScalar } from './text-scalar.js';

describe('textScalar', () => {
  it.each([
    ['timestamp', '+292278994-08-17T07:12:55.807Z'],
    ['timestamp', '-292275055-05-16T16:47:04.192Z'],
    ['timestamp', '0000-02-29T00:00:00.000Z'],
    ['date', '5881580-07-11'],
    ['float', '3.4028234663852886e+38'],
    ['float', '0.1'],
    ['float', 'NaN'],
    ['double', '-0'],
    ['double', '5e-324'],
    ['decimal', '5E+3'],
    ['varint', '-128'],
    ['inet', '::ffff:192.0.2.1'],
    ['blob', 'AP8='],
  ] as const)('reads what is written for %s %s', (kind, text) => {
    const bytes = textScalar(kind, text);
    const out = new TextOut(64);
    scalarTexts[kind](out, bytes, 0, bytes.length);
    expect(out.written.toString()).toBe(text);
  });

  it.each([
    ['int', '1.5'],
    ['int', '2147483649'],
    ['int', ''],
    ['bigint', '9223372036854775808'],
    ['bigint', '0x10'],
    ['double', '1e999'],
    ['double', ' 1'],
    ['float', '0.123456789012'],
    ['float', '1e39'],
    ['boolean', 'TRUE'],
    ['timestamp', '2026-02-30T00:00:00.000Z'],
    ['timestamp', '2026-11-21T24:00:00.000Z'],
    ['timestamp', '2026-11-22'],
    ['timestamp', '+292278994-08-17T07:12:55.808Z'],
    ['date', '2026-02-30'],
    ['time', '25:00:00.000000000'],
    ['uuid', 'no'],
    ['timeuuid', '123e4567-e89b-42d3-a456-426614174000'],
    ['inet', '300.1.1.1'],
    ['blob', 'AP8'],
    ['duration', '1.5h'],
    ['decimal', '1,5'],
    ['ascii', 'é'],
  ] as const)('refuses %s %s without naming it', (kind, text) => {
    let reason = '';
    try {
      textScalar(kind, text);
    } catch (error) {
      expect(error).toBeInstanceOf(BadValue);
      reason = (error as BadValue).reason;
    }
    expect(reason).toMatch(/wanted$/);
    if (text.length > 2) expect(reason).not.toContain(text);
  });
});
