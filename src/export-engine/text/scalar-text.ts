import { Decimal, Duration } from '../../cassandra/index.js';
import { BadCell } from '../errors/bad-cell.js';
import { wrongLength } from '../types/check-length.js';
import { readSignedVint, readVarint } from '../types/read-bytes.js';
import { type ScalarKind } from '../types/wire-type.js';
import { writeDay, writeTimeOfDay } from './calendar.js';
import { writeInet } from './inet-text.js';
import { type TextOut } from './text-out.js';

/** Writes the `length` bytes at `at` as text. */
export type CellWriter = (out: TextOut, source: Buffer, at: number, length: number) => void;

const epochOffset = 2 ** 31;
const millisecondsPerDay = 86_400_000;
/** Days whose text is remembered, each in the place its number gives it: rows have few days, but not in their order. */
const dayPlaces = 1024;
const dayLength = 10;

/** Each scalar's text, the same as the library's rows have in JSON, without quotes. Text itself is not among them. */
export const scalarTexts: Readonly<Record<Exclude<ScalarKind, 'text' | 'ascii'>, CellWriter>> = {
  bigint: sized('bigint', 8, writeInt64),
  counter: sized('counter', 8, writeInt64),
  blob: (out, source, at, length) => {
    out.ascii(source.toString('base64', at, at + length));
  },
  boolean: sized('boolean', 1, (out, source, at) => {
    out.ascii(source[at] === 0 ? 'false' : 'true');
  }),
  date: sized('date', 4, (out, source, at) => {
    writeDay(out, source.readUInt32BE(at) - epochOffset, false);
  }),
  decimal: (out, source, at, length) => {
    if (length < 4) throw wrongLength('decimal', length);
    const unscaled = readVarint(source, at + 4, length - 4);
    out.ascii(new Decimal(unscaled, source.readInt32BE(at)).toString());
  },
  double: sized('double', 8, (out, source, at) => {
    writeNumber(out, source.readDoubleBE(at));
  }),
  duration: (out, source, at, length) => {
    if (length < 3) throw wrongLength('duration', length);
    out.ascii(readDuration(source, at).toString());
  },
  float: sized('float', 4, (out, source, at) => {
    out.ascii(floatText(source.readFloatBE(at)));
  }),
  inet: (out, source, at, length) => {
    if (length !== 4 && length !== 16) throw wrongLength('inet', length);
    writeInet(out, source, at, length);
  },
  int: sized('int', 4, (out, source, at) => {
    out.integer(source.readInt32BE(at));
  }),
  smallint: sized('smallint', 2, (out, source, at) => {
    out.integer(source.readInt16BE(at));
  }),
  time: sized('time', 8, (out, source, at) => {
    writeTime(out, source.readBigInt64BE(at));
  }),
  timestamp: sized('timestamp', 8, timestampWriter()),
  timeuuid: sized('timeuuid', 16, writeUuid),
  tinyint: sized('tinyint', 1, (out, source, at) => {
    out.integer(source.readInt8(at));
  }),
  uuid: sized('uuid', 16, writeUuid),
  varint: (out, source, at, length) => {
    out.ascii(String(readVarint(source, at, length)));
  },
};

function sized(
  kind: ScalarKind,
  size: number,
  write: (out: TextOut, source: Buffer, at: number) => void,
): CellWriter {
  return (out, source, at, length) => {
    if (length !== size) throw wrongLength(kind, length);
    write(out, source, at);
  };
}

function writeInt64(out: TextOut, source: Buffer, at: number): void {
  const high = source.readInt32BE(at);
  if (high >= -0x20_0000 && high < 0x20_0000) {
    out.integer(high * 0x1_0000_0000 + source.readUInt32BE(at + 4));
  } else {
    out.ascii(String(source.readBigInt64BE(at)));
  }
}

function writeNumber(out: TextOut, value: number): void {
  if ((value | 0) === value && !Object.is(value, -0)) {
    out.integer(value);
    return;
  }
  const thousandths = Math.round(value * 1000);
  const isShort = thousandths / 1000 === value && Math.abs(thousandths) < 2 ** 31;
  if (isShort && thousandths !== 0) writeThousandths(out, thousandths);
  else out.ascii(Object.is(value, -0) ? '-0' : String(value));
}

/**
 * Measured values seldom have more than three places, and making a string of each costs more than the rest of its row. No two
 * decimals of 15 digits or fewer are one double, so this is the shortest text that reads back, as String gives it.
 */
function writeThousandths(out: TextOut, thousandths: number): void {
  const size = Math.abs(thousandths);
  const whole = Math.floor(size / 1000);
  let fraction = size - whole * 1000;
  let places = 3;
  while (fraction % 10 === 0) {
    fraction /= 10;
    places -= 1;
  }
  if (thousandths < 0) out.byte(45);
  out.integer(whole);
  out.byte(46);
  out.digits(fraction, places);
}

/** The shortest text that reads back as the same 32 bits: of 0.1 the driver makes 0.10000000149011612. */
export function floatText(value: number): string {
  if (Object.is(value, -0)) return '-0';
  if (!Number.isFinite(value) || Number.isInteger(value)) return String(value);
  for (let precision = 6; precision < 9; precision++) {
    const text = Number(value.toPrecision(precision));
    if (Math.fround(text) === value) return String(text);
  }
  return String(Number(value.toPrecision(9)));
}

export function readDuration(source: Buffer, at: number): Duration {
  const months = readSignedVint(source, at);
  const days = readSignedVint(source, months.end);
  const nanoseconds = readSignedVint(source, days.end);
  try {
    return new Duration(Number(months.value), Number(days.value), nanoseconds.value);
  } catch {
    throw new BadCell('the parts are no duration');
  }
}

function writeTime(out: TextOut, nanoseconds: bigint): void {
  const seconds = Number(nanoseconds / 1_000_000_000n);
  if (nanoseconds < 0n || seconds >= 86_400) throw new BadCell('the day has no such time');
  out.digits((seconds / 3600) | 0, 2);
  out.byte(58);
  out.digits(((seconds / 60) | 0) % 60, 2);
  out.byte(58);
  out.digits(seconds % 60, 2);
  out.byte(46);
  out.digits(Number(nanoseconds % 1_000_000_000n), 9);
}

function timestampWriter(): (out: TextOut, source: Buffer, at: number) => void {
  const days = new Float64Array(dayPlaces).fill(NaN);
  const texts = Buffer.alloc(dayPlaces * dayLength);
  return (out, source, at) => {
    const high = source.readInt32BE(at);
    let day: number;
    let rest: number;
    if (high >= -0x20_0000 && high < 0x20_0000) {
      const milliseconds = high * 0x1_0000_0000 + source.readUInt32BE(at + 4);
      day = Math.floor(milliseconds / millisecondsPerDay);
      rest = milliseconds - day * millisecondsPerDay;
    } else {
      const milliseconds = source.readBigInt64BE(at);
      rest = Number(milliseconds % BigInt(millisecondsPerDay));
      if (rest < 0) rest += millisecondsPerDay;
      day = Number((milliseconds - BigInt(rest)) / BigInt(millisecondsPerDay));
    }
    const place = day & (dayPlaces - 1);
    const textAt = place * dayLength;
    if (days[place] === day) {
      out.copy(texts, textAt, textAt + dayLength);
    } else {
      const start = out.at;
      writeDay(out, day, true);
      // Years of more than four digits are rare.
      if (out.at - start === dayLength) {
        out.bytes.copy(texts, textAt, start, out.at);
        days[place] = day;
      }
    }
    writeTimeOfDay(out, rest);
  };
}

function writeUuid(out: TextOut, source: Buffer, at: number): void {
  out.reserve(36);
  out.hex(source, at, at + 4);
  out.bytes[out.at++] = 45;
  out.hex(source, at + 4, at + 6);
  out.bytes[out.at++] = 45;
  out.hex(source, at + 6, at + 8);
  out.bytes[out.at++] = 45;
  out.hex(source, at + 8, at + 10);
  out.bytes[out.at++] = 45;
  out.hex(source, at + 10, at + 16);
}
