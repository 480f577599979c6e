import { Decimal, Duration } from '../../../cassandra/index.js';
import { BadCell } from '../../errors/bad-cell.js';
import { wrongLength } from '../../types/check-length.js';
import { readSignedVint, readVarint } from '../../types/read-bytes.js';
import { viewOf } from '../../types/view-of.js';
import { type ScalarKind } from '../../types/wire-type.js';
import { writeDay } from './calendar.js';
import { writeInet } from './inet-text.js';
import { type TextOut } from '../text-out.js';
import { writeTimestamp } from './timestamp-text.js';

/** Writes the `length` bytes at `at` as text. */
export type CellWriter = (out: TextOut, source: Buffer, at: number, length: number) => void;

const epochOffset = 2 ** 31;

/** Each scalar's text, the same as the library's rows have in JSON, without quotes. Text itself is not among them. */
export const scalarTexts: Readonly<Record<Exclude<ScalarKind, 'text' | 'ascii'>, CellWriter>> = {
  bigint: (out, source, at, length) => {
    requireLength('bigint', 8, length);
    writeInt64(out, source, at);
  },
  counter: (out, source, at, length) => {
    requireLength('counter', 8, length);
    writeInt64(out, source, at);
  },
  blob: (out, source, at, length) => {
    out.ascii(source.toString('base64', at, at + length));
  },
  boolean: (out, source, at, length) => {
    requireLength('boolean', 1, length);
    out.ascii(source[at] === 0 ? 'false' : 'true');
  },
  date: (out, source, at, length) => {
    requireLength('date', 4, length);
    writeDay(out, viewOf(source).getUint32(at) - epochOffset, false);
  },
  decimal: (out, source, at, length) => {
    if (length < 4) throw wrongLength('decimal', length);
    const unscaled = readVarint(source, at + 4, length - 4);
    out.ascii(new Decimal(unscaled, viewOf(source).getInt32(at)).toString());
  },
  double: (out, source, at, length) => {
    requireLength('double', 8, length);
    writeNumber(out, viewOf(source).getFloat64(at));
  },
  duration: (out, source, at, length) => {
    if (length < 3) throw wrongLength('duration', length);
    out.ascii(readDuration(source, at).toString());
  },
  float: (out, source, at, length) => {
    requireLength('float', 4, length);
    out.ascii(floatText(viewOf(source).getFloat32(at)));
  },
  inet: (out, source, at, length) => {
    if (length !== 4 && length !== 16) throw wrongLength('inet', length);
    writeInet(out, source, at, length);
  },
  int: (out, source, at, length) => {
    requireLength('int', 4, length);
    out.integer(viewOf(source).getInt32(at));
  },
  smallint: (out, source, at, length) => {
    requireLength('smallint', 2, length);
    out.integer(viewOf(source).getInt16(at));
  },
  time: (out, source, at, length) => {
    requireLength('time', 8, length);
    writeTime(out, viewOf(source).getBigInt64(at));
  },
  timestamp: (out, source, at, length) => {
    requireLength('timestamp', 8, length);
    writeTimestamp(out, source, at);
  },
  timeuuid: (out, source, at, length) => {
    requireLength('timeuuid', 16, length);
    writeUuid(out, source, at);
  },
  tinyint: (out, source, at, length) => {
    requireLength('tinyint', 1, length);
    out.integer(viewOf(source).getInt8(at));
  },
  uuid: (out, source, at, length) => {
    requireLength('uuid', 16, length);
    writeUuid(out, source, at);
  },
  varint: (out, source, at, length) => {
    out.ascii(String(readVarint(source, at, length)));
  },
};

function requireLength(kind: ScalarKind, size: number, length: number): void {
  if (length !== size) throw wrongLength(kind, length);
}

function writeInt64(out: TextOut, source: Buffer, at: number): void {
  const high = viewOf(source).getInt32(at);
  if (high >= -0x20_0000 && high < 0x20_0000) {
    out.integer(high * 0x1_0000_0000 + viewOf(source).getUint32(at + 4));
  } else {
    out.ascii(String(viewOf(source).getBigInt64(at)));
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
