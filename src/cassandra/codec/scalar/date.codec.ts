import { types } from 'cassandra-driver';
import { makeCodec } from '../codec.js';
import { type CivilDay, civilFromDays, daysFromCivil } from '../value/civil-day.js';

const pattern = /^(-?)(\d{4}|[1-9]\d{4,6})-(\d{2})-(\d{2})$/;
/** The server counts days from -2^31, which it writes as 0. */
const epochOffset = 2 ** 31;

/**
 * Days as texts, `2026-11-21`; never by way of a Date, which knows time zones and turns February 31 into March 2. Years after
 * 9999 have more digits, years before 0 a minus sign: every day of the CQL type has one text.
 */
export const dateCodec = makeCodec({
  expected: "a day of the calendar such as '2026-11-21'",
  is: (value): value is string => dayNumber(value) !== undefined,
  toBytes: (value) => bytesOf(dayNumber(value) ?? 0),
  tryEncode: (value) => {
    const days = dayNumber(value);
    return days === undefined ? undefined : bytesOf(days);
  },
  decode: (value) => {
    if (!(value instanceof types.LocalDate)) throw new TypeError('The driver gave no date');
    // Days that a Date does not reach, by which the driver counts, are known by their bytes alone.
    return Number.isNaN(value.year)
      ? dayText(value.toBuffer().readUInt32BE(0) - epochOffset)
      : civilText(value);
  },
});

function bytesOf(days: number): Buffer {
  const buffer = Buffer.allocUnsafe(4);
  buffer.writeUInt32BE(days + epochOffset);
  return buffer;
}

/** Days since 1970-01-01; undefined for what is no day, or none that Cassandra can hold. */
function dayNumber(value: unknown): number | undefined {
  if (typeof value !== 'string') return undefined;
  return dayOfFourDigits(value) ?? dayOfAnyYear(value);
}

/** As nearly all days are written; read by its digits in a fifth of the time. */
function dayOfFourDigits(text: string): number | undefined {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined;
  const month = twoDigitsAt(text, 5);
  const day = twoDigitsAt(text, 8);
  const days = daysFromCivil(twoDigitsAt(text, 0) * 100 + twoDigitsAt(text, 2), month, day);
  // A day that does not exist comes back as another one.
  const same = civilFromDays(days);
  return same.month === month && same.day === day ? days : undefined;
}

function twoDigitsAt(text: string, at: number): number {
  return digitAt(text, at) * 10 + digitAt(text, at + 1);
}

function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : NaN;
}

function dayOfAnyYear(text: string): number | undefined {
  const [, minus, years, months, days] = pattern.exec(text) ?? [];
  const year = Number(`${minus ?? ''}${years ?? ''}`);
  if (years === undefined || Object.is(year, -0)) return undefined;
  const day = daysFromCivil(year, Number(months), Number(days));
  const isInRange = day >= -epochOffset && day < epochOffset;
  // Here too a day that does not exist comes back as another one.
  return isInRange && dayText(day) === text ? day : undefined;
}

function dayText(days: number): string {
  return civilText(civilFromDays(days));
}

function civilText({ year, month, day }: CivilDay): string {
  const digits = String(Math.abs(year)).padStart(4, '0');
  return `${year < 0 ? '-' : ''}${digits}-${twoDigits(month)}-${twoDigits(day)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
