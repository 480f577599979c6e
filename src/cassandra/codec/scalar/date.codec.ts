import { types } from 'cassandra-driver';
import { makeCodec } from '../codec.js';

const pattern = /^(-?)(\d{4}|[1-9]\d{4,6})-(\d{2})-(\d{2})$/;
/** The server counts days from -2^31, which it writes as 0. */
const epochOffset = 2 ** 31;
const daysPerEra = 146_097;

/**
 * Days as texts, `2026-11-21`; never by way of a Date, which knows time zones and turns February 31 into March 2. Years after
 * 9999 have more digits, years before 0 a minus sign: every day of the CQL type has one text.
 */
export const dateCodec = makeCodec({
  expected: "a day of the calendar such as '2026-11-21'",
  is: (value): value is string => typeof value === 'string' && dayNumber(value) !== undefined,
  toBytes: (value) => {
    const buffer = Buffer.alloc(4);
    buffer.writeUInt32BE((dayNumber(value) ?? 0) + epochOffset);
    return buffer;
  },
  decode: (value) => {
    if (!(value instanceof types.LocalDate)) throw new TypeError('The driver gave no date');
    const { year, month, day } = value;
    // Days that a Date does not reach, by which the driver counts, are known by their bytes alone.
    return Number.isNaN(year)
      ? dayText(value.toBuffer().readUInt32BE(0) - epochOffset)
      : civilText(year, month, day);
  },
});

/** Days since 1970-01-01; undefined for what is no day, or none that Cassandra can hold. */
function dayNumber(text: string): number | undefined {
  const [, minus, years, months, days] = pattern.exec(text) ?? [];
  const year = Number(`${minus ?? ''}${years ?? ''}`);
  if (years === undefined || Object.is(year, -0)) return undefined;
  const day = daysFromCivil(year, Number(months), Number(days));
  const isInRange = day >= -epochOffset && day < epochOffset;
  // A day that does not exist comes back as another one.
  return isInRange && dayText(day) === text ? day : undefined;
}

/** Counts in eras of 400 years, whose years begin in March, so that a leap day is the last of its year. */
function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - 719_468;
}

function dayText(days: number): string {
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
  return civilText(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

function civilText(year: number, month: number, day: number): string {
  const digits = String(Math.abs(year)).padStart(4, '0');
  return `${year < 0 ? '-' : ''}${digits}-${twoDigits(month)}-${twoDigits(day)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
