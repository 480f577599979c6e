import { civilFromDays } from '../../../cassandra/index.js';
import { type TextOut, twoDigits } from '../text-out.js';

/**
 * The day so many days after 1970-01-01 as ISO 8601 has it: four digits of the year, or more where they do not do. An instant is
 * written as JavaScript writes a Date, with a sign and six digits of the year outside 0 to 9999; a date as CQL does, with
 * neither.
 */
export function writeDay(out: TextOut, days: number, isInstant: boolean): void {
  const { year, month, day } = civilFromDays(days);
  writeYear(out, year, isInstant);
  out.byte(45);
  out.digits(month, 2);
  out.byte(45);
  out.digits(day, 2);
}

/** What follows the day in the text of an instant: T08:30:00.000Z. */
export function writeTimeOfDay(out: TextOut, milliseconds: number): void {
  const seconds = (milliseconds / 1000) | 0;
  const minutes = (seconds / 60) | 0;
  const hours = (minutes / 60) | 0;
  const rest = (milliseconds | 0) - seconds * 1000;
  const tenths = (rest / 100) | 0;
  out.reserve(14);
  const { view, at } = out;
  view.setUint8(at, 84);
  view.setUint16(at + 1, twoDigits(hours));
  view.setUint8(at + 3, 58);
  view.setUint16(at + 4, twoDigits(minutes - hours * 60));
  view.setUint8(at + 6, 58);
  view.setUint16(at + 7, twoDigits(seconds - minutes * 60));
  view.setUint8(at + 9, 46);
  view.setUint8(at + 10, 48 + tenths);
  view.setUint16(at + 11, twoDigits(rest - tenths * 100));
  view.setUint8(at + 13, 90);
  out.at = at + 14;
}

function writeYear(out: TextOut, year: number, isInstant: boolean): void {
  const size = Math.abs(year);
  if (year < 0) out.byte(45);
  else if (isInstant && year > 9999) out.byte(43);
  const width = isInstant && (year < 0 || year > 9999) ? 6 : 4;
  if (size >= 10 ** width) out.integer(size);
  else out.digits(size, width);
}
