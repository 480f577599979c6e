import { types } from 'cassandra-driver';
import { makeCodec } from '../codec.js';

const pattern = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.(\d{9})$/;
const units = [3_600_000_000_000n, 60_000_000_000n, 1_000_000_000n, 1n] as const;
const widths = [2, 2, 2, 9] as const;
const separators = ['', ':', ':', '.'] as const;

/** Always with nine decimals, so that equal times are equal strings. */
export const timeCodec = makeCodec({
  expected: "a time of day with nine decimals, such as '08:30:00.000000000'",
  is: (value): value is string => typeof value === 'string' && pattern.test(value),
  toBytes: (value) => {
    const buffer = Buffer.allocUnsafe(8);
    buffer.writeBigInt64BE(nanoseconds(value));
    return buffer;
  },
  decode: (value) => {
    if (!(value instanceof types.LocalTime)) throw new TypeError('The driver gave no time');
    return timeText(BigInt(value.getTotalNanoseconds().toString()));
  },
});

function nanoseconds(text: string): bigint {
  const parts = (pattern.exec(text) ?? []).slice(1);
  return parts.reduce((sum, part, index) => sum + BigInt(part) * (units[index] ?? 0n), 0n);
}

function timeText(total: bigint): string {
  let rest = total;
  let text = '';
  units.forEach((unit, index) => {
    text += `${separators[index] ?? ''}${String(rest / unit).padStart(widths[index] ?? 0, '0')}`;
    rest %= unit;
  });
  return text;
}
