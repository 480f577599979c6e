import { lengthsOf, wrongLength } from '../types/check-length.js';
import { type ScalarKind } from '../types/wire-type.js';
import { scalarTexts } from '../text/scalar/scalar-text.js';
import { type TextOut } from '../text/text-out.js';

/** Parquet's physical types, by their numbers. */
export const physicalTypes = {
  BOOLEAN: 0,
  INT32: 1,
  INT64: 2,
  FLOAT: 4,
  DOUBLE: 5,
  BYTE_ARRAY: 6,
  FIXED_LEN_BYTE_ARRAY: 7,
} as const;
export type PhysicalType = keyof typeof physicalTypes;

export type LogicalType =
  | { readonly kind: 'STRING' | 'DATE' | 'TIMESTAMP' | 'UUID' }
  | { readonly kind: 'INT'; readonly bits: number }
  | { readonly kind: 'DECIMAL'; readonly precision: number; readonly scale: number };

/** How a scalar stands in Parquet. */
export interface LeafType {
  readonly physical: PhysicalType;
  /** Bytes of a value; undefined where each has its own. */
  readonly size: number | undefined;
  readonly logical?: LogicalType;
  /** Writes a cell's value: the plain encoding without its length. Checks nothing but the length. */
  readonly write: (out: TextOut, source: Buffer, at: number, length: number) => void;
}

const int = (bits: number): LogicalType => ({ kind: 'INT', bits });
const text = { kind: 'STRING' } as const;

/**
 * CQL's scalars in Parquet: as its logical types where those hold every value, else as text, the same as in JSON. Numbers of
 * any size and decimals, whose scale is their own, are text unless a precision is chosen.
 */
export const leafTypes: Readonly<Record<ScalarKind | 'custom', LeafType>> = {
  ascii: bytes(text),
  text: bytes(text),
  blob: bytes(),
  custom: bytes(),
  boolean: fixed('boolean', 'BOOLEAN', 1, (out, source, at) => {
    out.byte(source[at] === 0 ? 0 : 1);
  }),
  tinyint: widened('tinyint', 8),
  smallint: widened('smallint', 16),
  int: fixed('int', 'INT32', 4, reversed(4)),
  bigint: fixed('bigint', 'INT64', 8, reversed(8)),
  counter: fixed('counter', 'INT64', 8, reversed(8)),
  float: fixed('float', 'FLOAT', 4, reversed(4)),
  double: fixed('double', 'DOUBLE', 8, reversed(8)),
  // The server counts days from -2^31, written as 0.
  date: fixed(
    'date',
    'INT32',
    4,
    (out, source, at) => {
      out.bytes.writeInt32LE(source.readUInt32BE(at) - 2 ** 31, out.at);
      out.at += 4;
    },
    { kind: 'DATE' },
  ),
  // Parquet's own type of it loses the nanoseconds in DuckDB, and Spark refuses it.
  time: asText('time'),
  timestamp: fixed('timestamp', 'INT64', 8, reversed(8), { kind: 'TIMESTAMP' }),
  uuid: fixed('uuid', 'FIXED_LEN_BYTE_ARRAY', 16, copied(16), { kind: 'UUID' }),
  timeuuid: fixed('timeuuid', 'FIXED_LEN_BYTE_ARRAY', 16, copied(16), { kind: 'UUID' }),
  inet: asText('inet'),
  duration: asText('duration'),
  varint: asText('varint'),
  decimal: asText('decimal'),
};

type WriteFixed = (out: TextOut, source: Buffer, at: number) => void;

function fixed(
  kind: ScalarKind,
  physical: PhysicalType,
  size: number,
  write: WriteFixed,
  logical?: LogicalType,
): LeafType {
  const length = lengthsOf(kind)?.[0] ?? size;
  return {
    physical,
    size,
    ...(logical !== undefined && { logical }),
    write: (out, source, at, given) => {
      if (given !== length) throw wrongLength(kind, given);
      out.reserve(size);
      write(out, source, at);
    },
  };
}

function widened(kind: 'tinyint' | 'smallint', bits: 8 | 16): LeafType {
  const write: WriteFixed = (out, source, at) => {
    out.bytes.writeInt32LE(source.readIntBE(at, bits / 8), out.at);
    out.at += 4;
  };
  return fixed(kind, 'INT32', 4, write, int(bits));
}

/** CQL's numbers are big-endian, Parquet's little-endian. */
function reversed(size: number): WriteFixed {
  return (out, source, at) => {
    const { bytes } = out;
    let to = out.at;
    for (let from = at + size - 1; from >= at; from--) bytes[to++] = source[from] ?? 0;
    out.at = to;
  };
}

function copied(size: number): WriteFixed {
  return (out, source, at) => {
    out.copy(source, at, at + size);
  };
}

function bytes(logical?: LogicalType): LeafType {
  return {
    physical: 'BYTE_ARRAY',
    size: undefined,
    ...(logical !== undefined && { logical }),
    write: (out, source, at, length) => {
      out.copy(source, at, at + length);
    },
  };
}

function asText(kind: 'inet' | 'duration' | 'varint' | 'decimal' | 'time'): LeafType {
  return { physical: 'BYTE_ARRAY', size: undefined, logical: text, write: scalarTexts[kind] };
}
