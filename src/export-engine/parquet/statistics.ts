import { type LeafColumn } from './leaf-column.js';

/** The smallest and the largest value of a column, in the plain encoding. */
export interface MinMax {
  readonly min: Buffer;
  readonly max: Buffer;
}

/** Longer texts help nobody to skip rows. */
const maxTextBytes = 64;

/** Undefined where there is none: no values, long texts, or NaN, which has no place in an order. */
export function minMaxOf(column: LeafColumn): MinMax | undefined {
  if (column.valueCount === 0) return undefined;
  const { physical, logical, size } = column.type;
  switch (physical) {
    case 'INT32':
      return numbers(column, 4, (bytes, at) => bytes.readInt32LE(at));
    case 'INT64':
      return largeNumbers(column);
    case 'FLOAT':
      return decimals(column, 4);
    case 'DOUBLE':
      return decimals(column, 8);
    case 'BOOLEAN':
      return numbers(column, 1, (bytes, at) => bytes[at] ?? 0);
    case 'FIXED_LEN_BYTE_ARRAY':
      if (logical?.kind === 'DECIMAL') return signedBytes(column, size ?? 0);
      return texts(column);
    case 'BYTE_ARRAY':
      return texts(column);
  }
}

function numbers(
  { values, valueCount }: LeafColumn,
  size: number,
  read: (bytes: Buffer, at: number) => number,
): MinMax | undefined {
  let min = 0;
  let max = 0;
  for (let index = 1; index < valueCount; index++) {
    const value = read(values.bytes, index * size);
    if (value < read(values.bytes, min * size)) min = index;
    if (value > read(values.bytes, max * size)) max = index;
  }
  return {
    min: copyOf(values.bytes, min * size, size),
    max: copyOf(values.bytes, max * size, size),
  };
}

/** Compares the upper half first: a bigint for each value would cost more than the rest of the column. */
function largeNumbers(column: LeafColumn): MinMax {
  const { bytes } = column.values;
  return ordered(column, 8, (a, b) => {
    const high = bytes.readInt32LE(a + 4) - bytes.readInt32LE(b + 4);
    return high < 0 || (high === 0 && bytes.readUInt32LE(a) < bytes.readUInt32LE(b));
  });
}

/** Big-endian numbers of one size: the first byte has the sign, the others count upwards. */
function signedBytes(column: LeafColumn, size: number): MinMax {
  const { bytes } = column.values;
  return ordered(column, size, (a, b) => {
    const high = bytes.readInt8(a) - bytes.readInt8(b);
    return high < 0 || (high === 0 && compare(bytes, a + 1, size - 1, b + 1, size - 1) < 0);
  });
}

/** `isLess` compares what begins at two positions. */
function ordered(
  { values, valueCount }: LeafColumn,
  size: number,
  isLess: (a: number, b: number) => boolean,
): MinMax {
  let min = 0;
  let max = 0;
  for (let at = size; at < valueCount * size; at += size) {
    if (isLess(at, min)) min = at;
    if (isLess(max, at)) max = at;
  }
  return { min: copyOf(values.bytes, min, size), max: copyOf(values.bytes, max, size) };
}

/** A zero may have either sign, so the bounds take the outer one. */
function decimals({ values, valueCount }: LeafColumn, size: 4 | 8): MinMax | undefined {
  const { bytes } = values;
  let min = Infinity;
  let max = -Infinity;
  for (let index = 0; index < valueCount; index++) {
    const value = size === 4 ? bytes.readFloatLE(index * 4) : bytes.readDoubleLE(index * 8);
    if (Number.isNaN(value)) return undefined;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const write = (value: number): Buffer => {
    const written = Buffer.alloc(size);
    if (size === 4) written.writeFloatLE(value);
    else written.writeDoubleLE(value);
    return written;
  };
  return { min: write(min === 0 ? -0 : min), max: write(max === 0 ? 0 : max) };
}

function texts({ values, type }: LeafColumn): MinMax | undefined {
  const { bytes, at: end } = values;
  const sizeAt = (at: number): number => type.size ?? bytes.readUInt32LE(at);
  const head = type.size === undefined ? 4 : 0;
  let min = 0;
  let max = 0;
  for (let at = 0; at < end; at += head + sizeAt(at)) {
    if (at > 0 && compare(bytes, at + head, sizeAt(at), min + head, sizeAt(min)) < 0) min = at;
    if (at > 0 && compare(bytes, at + head, sizeAt(at), max + head, sizeAt(max)) > 0) max = at;
  }
  if (sizeAt(min) > maxTextBytes || sizeAt(max) > maxTextBytes) return undefined;
  return {
    min: copyOf(bytes, min + head, sizeAt(min)),
    max: copyOf(bytes, max + head, sizeAt(max)),
  };
}

function compare(bytes: Buffer, a: number, aSize: number, b: number, bSize: number): number {
  const size = Math.min(aSize, bSize);
  for (let index = 0; index < size; index++) {
    const difference = (bytes[a + index] ?? 0) - (bytes[b + index] ?? 0);
    if (difference !== 0) return difference;
  }
  return aSize - bSize;
}

function copyOf(bytes: Buffer, at: number, size: number): Buffer {
  return Buffer.from(bytes.subarray(at, at + size));
}
