import { Decimal } from './decimal.js';

describe('Decimal', () => {
  it.each(['0', '-0.5', '12.50', '-100', '0.00000001', '5E+3', '1E-200'])('keeps %s', (text) => {
    expect(Decimal.of(text).toString()).toBe(text);
  });

  it.each(['', '1,5', 'abc', '1.', '.5', 'NaN', '0x10', ' 1', '1e99999999999'])(
    'refuses "%s"',
    (text) => {
      expect(() => Decimal.of(text)).toThrow(/decimal/);
    },
  );

  it('reads an exponent for what it is', () => {
    expect(Decimal.of('1.5e3').toString()).toBe('15E+2');
    expect(Decimal.of('1e-3').toString()).toBe('0.001');
    expect(() => Decimal.of('1e2147483649')).toThrow(RangeError);
  });

  it('equals its like, digit by digit', () => {
    expect(Decimal.of('1.5').equals(new Decimal(15n, 1))).toBe(true);
    expect(Decimal.of('1.5').equals(Decimal.of('1.50'))).toBe(false);
    expect(JSON.stringify({ price: Decimal.of('1.5') })).toBe('{"price":"1.5"}');
  });
});
