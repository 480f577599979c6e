import { type TextOut } from './text-out.js';

const daysPerEra = 146_097;

/**
 * The day so many days after 1970-01-01 as ISO 8601 has it: four digits of the year, or more where they do not do.
 * Counts in eras of 400 years that begin in March; no Date, which ends at the year 275760. An instant is written
 * as JavaScript writes a Date, with a sign and six digits of the year outside 0 to 9999; a date as CQL does, with neither.
 */
export function writeDay(out: TextOut, days: number, isInstant: boolean): void {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  writeYear(out, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), isInstant);
  out.byte(45);
  out.digits(month, 2);
  out.byte(45);
  out.digits(day, 2);
}

/** What follows the day in the text of an instant: T08:30:00.000Z. */
export function writeTimeOfDay(out: TextOut, milliseconds: number): void {
  out.byte(84);
  out.digits((milliseconds / 3_600_000) | 0, 2);
  out.byte(58);
  out.digits(((milliseconds / 60_000) | 0) % 60, 2);
  out.byte(58);
  out.digits(((milliseconds / 1000) | 0) % 60, 2);
  out.byte(46);
  out.digits(milliseconds % 1000, 3);
  out.byte(90);
}

function writeYear(out: TextOut, year: number, isInstant: boolean): void {
  const size = Math.abs(year);
  if (year < 0) out.byte(45);
  else if (isInstant && year > 9999) out.byte(43);
  const width = isInstant && (year < 0 || year > 9999) ? 6 : 4;
  if (size >= 10 ** width) out.integer(size);
  else out.digits(size, width);
}
