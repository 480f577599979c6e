import { types } from 'cassandra-driver';
import { Duration } from '../value/duration.js';
import { makeCodec } from '../codec.js';

/** The driver reads '1.5h' as five hours: its own class never gets in or out. */
export const durationCodec = makeCodec({
  expected: "a Duration, such as Duration.of('1mo2d')",
  is: (value) => value instanceof Duration,
  toBytes: ({ months, days, nanoseconds }) =>
    new types.Duration(months, days, types.Long.fromString(String(nanoseconds))).toBuffer(),
  decode: (value) => {
    if (!(value instanceof types.Duration)) throw new TypeError('The driver gave no duration');
    // The typings leave its three fields out.
    const { months, days, nanoseconds } = value as unknown as Readonly<Record<string, unknown>>;
    return new Duration(Number(months), Number(days), BigInt(String(nanoseconds)));
  },
  toJson: String,
});
