import { viewOf } from '../../types/view-of.js';
import { writeDay, writeTimeOfDay } from './calendar.js';
import { type TextOut } from '../text-out.js';

const millisecondsPerDay = 86_400_000;
/** Days whose text is remembered, each in the place its number gives it: rows have few days, but not in their order. */
const dayPlaces = 1024;
const dayLength = 10;
const days = new Float64Array(dayPlaces).fill(NaN);
const dayTexts = new DataView(new ArrayBuffer(dayPlaces * dayLength));

/** An instant as JavaScript writes a Date: 2014-05-13T16:53:20.000Z. All 64 bits have a text, also beyond what a Date holds. */
export function writeTimestamp(out: TextOut, source: Buffer, at: number): void {
  const high = viewOf(source).getInt32(at);
  if (high >= -0x20_0000 && high < 0x20_0000) {
    const milliseconds = high * 0x1_0000_0000 + viewOf(source).getUint32(at + 4);
    const day = Math.floor(milliseconds / millisecondsPerDay);
    writeInstant(out, day, milliseconds - day * millisecondsPerDay);
    return;
  }
  const milliseconds = viewOf(source).getBigInt64(at);
  let rest = Number(milliseconds % BigInt(millisecondsPerDay));
  if (rest < 0) rest += millisecondsPerDay;
  const day = Number((milliseconds - BigInt(rest)) / BigInt(millisecondsPerDay));
  writeInstant(out, day, rest);
}

function writeInstant(out: TextOut, day: number, milliseconds: number): void {
  const place = day & (dayPlaces - 1);
  if (days[place] === day) copyDay(out, place * dayLength);
  else writeNewDay(out, day, place);
  writeTimeOfDay(out, milliseconds);
}

function copyDay(out: TextOut, from: number): void {
  out.reserve(dayLength);
  const { view, at } = out;
  view.setInt32(at, dayTexts.getInt32(from));
  view.setInt32(at + 4, dayTexts.getInt32(from + 4));
  view.setInt16(at + 8, dayTexts.getInt16(from + 8));
  out.at = at + dayLength;
}

function writeNewDay(out: TextOut, day: number, place: number): void {
  const start = out.at;
  writeDay(out, day, true);
  // Years of more than four digits are rare.
  if (out.at - start !== dayLength) return;
  for (let index = 0; index < dayLength; index++) {
    dayTexts.setUint8(place * dayLength + index, out.bytes[start + index] ?? 0);
  }
  days[place] = day;
}
