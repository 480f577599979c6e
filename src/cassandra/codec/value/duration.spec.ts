import { Duration } from './duration.js';

describe('Duration', () => {
  it.each(['1y2mo3d4h5m6s7ms8us9ns', '-1mo', '0s', '36h', '2y', '1ns'])('keeps %s', (text) => {
    expect(Duration.of(text).toString()).toBe(text);
  });

  it.each(['', '-', '1.5h', '5', '1h1d', '1h1h', '1d-1h', 'P1D'])('refuses "%s"', (text) => {
    expect(() => Duration.of(text)).toThrow(TypeError);
  });

  it('refuses parts that Cassandra does not hold', () => {
    expect(() => new Duration(1, -1, 0n)).toThrow(RangeError);
    expect(() => new Duration(1.5, 0, 0n)).toThrow(RangeError);
    expect(() => Duration.of('178956971y')).toThrow(RangeError);
    expect(() => new Duration(0, 0, 2n ** 63n)).toThrow(RangeError);
  });

  it('counts weeks as days, and never days as hours', () => {
    expect(Duration.of('1w').equals(new Duration(0, 7, 0n))).toBe(true);
    expect(Duration.of('1d').equals(Duration.of('24h'))).toBe(false);
  });
});
