import { BadCell } from '../errors/bad-cell.js';
import { wrongLength } from '../types/check-length.js';
import { readVarint } from '../types/read-bytes.js';
import { type LeafType } from './leaf-types.js';

/** A decimal number of a fixed precision: SQL's DECIMAL(precision, scale). */
export interface FixedDecimal {
  /** Digits in all: 1 to 38. */
  readonly precision: number;
  /** How many of them stand behind the point, at most all; none of a varint. @default 0 */
  readonly scale?: number;
}

/** Columns of a fixed precision, by their names in the files. */
export type FixedDecimals = Readonly<Record<string, Required<FixedDecimal>>>;

/** What readers have at most: 16 bytes. */
export const maxPrecision = 38;

/**
 * Numbers of a fixed precision as big-endian bytes, as few as hold all its digits, the form that all readers know for every
 * precision. A value is written exactly, or is a bad cell.
 */
export function fixedDecimal(
  kind: 'decimal' | 'varint',
  { precision, scale }: Required<FixedDecimal>,
): LeafType {
  const size = bytesOf(precision);
  const limit = 10n ** BigInt(precision);
  const unscaledOf = kind === 'varint' ? readVarint : rescaledTo(scale);
  return {
    physical: 'FIXED_LEN_BYTE_ARRAY',
    size,
    logical: { kind: 'DECIMAL', precision, scale },
    write: (out, source, at, length) => {
      const unscaled = unscaledOf(source, at, length);
      if (unscaled >= limit || unscaled <= -limit) {
        throw new BadCell(
          `more digits than DECIMAL(${String(precision)}, ${String(scale)}) has room for`,
        );
      }
      const digits = BigInt.asUintN(size * 8, unscaled).toString(16);
      out.reserve(size);
      out.at += out.bytes.write(digits.padStart(size * 2, '0'), out.at, 'hex');
    },
  };
}

/** One bit is the sign's. */
function bytesOf(precision: number): number {
  return Math.ceil((precision * Math.log2(10) + 1) / 8);
}

/** Reads a decimal as a whole number of units of the scale. A cell's own scale may be any number of 32 bits. */
function rescaledTo(scale: number): (source: Buffer, at: number, length: number) => bigint {
  return (source, at, length) => {
    if (length < 4) throw wrongLength('decimal', length);
    const unscaled = readVarint(source, at + 4, length - 4);
    const zeros = scale - source.readInt32BE(at);
    if (zeros === 0 || unscaled === 0n) return unscaled;
    // With more of them it is too long whatever its digits are.
    if (zeros > 0) return unscaled * 10n ** BigInt(Math.min(zeros, maxPrecision));
    // A byte has less than three digits: so many zeros none ends with.
    const divisor = 10n ** BigInt(Math.min(-zeros, length * 3));
    if (unscaled % divisor === 0n) return unscaled / divisor;
    throw new BadCell(`more than ${String(scale)} places behind the point`);
  };
}
