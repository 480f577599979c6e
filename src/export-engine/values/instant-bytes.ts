import { daysFromCivil } from '../../cassandra/index.js';
import { BadValue } from '../errors/bad-value.js';
import { writeDay, writeTimeOfDay } from '../text/scalar/calendar.js';
import { TextOut } from '../text/text-out.js';

const pattern = /^([+-]?\d{4,9})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3})Z$/;
const millisecondsPerDay = 86_400_000n;

/** The bytes of a timestamp from its text in ISO 8601, also of those that no Date reaches. */
export function instantBytes(text: string): Buffer {
  const [, year, month, day, hours, minutes, seconds, milliseconds] = pattern.exec(text) ?? [];
  if (year === undefined) throw wanted();
  const days = daysFromCivil(Number(year), Number(month), Number(day));
  const timeOfDay =
    ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(milliseconds);
  // A day or a minute that does not exist comes back as another one.
  if (Number(hours) > 23 || textOf(days, timeOfDay) !== text) throw wanted();
  const value = BigInt(days) * millisecondsPerDay + BigInt(timeOfDay);
  if (BigInt.asIntN(64, value) !== value) throw wanted();
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

function wanted(): BadValue {
  return new BadValue("an instant such as '2026-11-21T08:30:00.000Z' is wanted");
}

function textOf(days: number, timeOfDay: number): string {
  const out = new TextOut(48);
  writeDay(out, days, true);
  writeTimeOfDay(out, timeOfDay);
  return out.written.toString('latin1');
}
