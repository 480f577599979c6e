import { Decimal } from '../../cassandra/index.js';
import { BadCell } from '../errors/bad-cell.js';
import { readDuration, scalarTexts } from '../text/scalar/scalar-text.js';
import { TextOut } from '../text/text-out.js';
import { isValueEmpty, lengthsOf, wrongLength } from '../types/check-length.js';
import { visitElements } from '../types/elements.js';
import { readVarint } from '../types/read-bytes.js';
import {
  type CompositeType,
  isComposite,
  type ScalarKind,
  type WireType,
} from '../types/wire-type.js';

/** The value of the `length` bytes at `at`, as rows of this package have it. Throws BadCell. */
export type ValueOf = (source: Buffer, at: number, length: number) => unknown;

/** Reads cells of a type. Null for no cell, and for no bytes where the type has no empty value. */
export function valueOf(type: WireType): ValueOf {
  const isEmptyNull = isValueEmpty(type.kind);
  const read = isComposite(type) ? compositeReader(type) : scalarReader(type.kind);
  return (source, at, length) =>
    length < 0 || (length === 0 && isEmptyNull) ? null : read(source, at, length);
}

function compositeReader(type: CompositeType): ValueOf {
  const readers = new Map<WireType, ValueOf>();
  const read = (element: WireType, source: Buffer, at: number, length: number): unknown => {
    let reader = readers.get(element);
    if (reader === undefined) {
      reader = valueOf(element);
      readers.set(element, reader);
    }
    return reader(source, at, length);
  };
  return (source, start, size) => {
    const values: unknown[] = [];
    visitElements(type, source, start, start + size, (_, element, at, length) => {
      values.push(read(element, source, at, length));
    });
    return gather(type, values);
  };
}

function gather(type: CompositeType, values: readonly unknown[]): unknown {
  switch (type.kind) {
    case 'set':
      return new Set(values);
    case 'map': {
      const map = new Map<unknown, unknown>();
      for (let index = 0; index < values.length; index += 2) {
        map.set(values[index], values[index + 1]);
      }
      return map;
    }
    case 'udt':
      return Object.fromEntries(
        type.fields.map(({ name }, index) => [name, values[index] ?? null]),
      );
    case 'vector':
      return type.element.kind === 'float' ? Float32Array.from(values, Number) : values;
    case 'list':
    case 'tuple':
      return values;
  }
}

const texts: ReadonlySet<string> = new Set(['date', 'time', 'uuid', 'timeuuid', 'inet']);

function scalarReader(kind: ScalarKind | 'custom'): ValueOf {
  if (kind === 'text' || kind === 'ascii') {
    return (source, at, length) => source.toString('utf8', at, at + length);
  }
  if (kind === 'blob' || kind === 'custom') {
    return (source, at, length) => new Uint8Array(source.subarray(at, at + length));
  }
  if (kind === 'varint') return readVarint;
  if (kind === 'decimal') return readDecimal;
  if (kind === 'duration') return (source, at) => readDuration(source, at);
  const read = texts.has(kind) ? textReader(kind) : numberReaders[kind];
  const lengths = lengthsOf(kind) ?? [];
  return (source, at, length) => {
    if (!lengths.includes(length)) throw wrongLength(kind, length);
    return read?.(source, at, length);
  };
}

function textReader(kind: ScalarKind): ValueOf {
  const write = scalarTexts[kind as keyof typeof scalarTexts];
  const out = new TextOut(64);
  return (source, at, length) => {
    out.at = 0;
    write(out, source, at, length);
    return out.written.toString('latin1');
  };
}

const numberReaders: Readonly<Partial<Record<ScalarKind, ValueOf>>> = {
  bigint: (source, at) => source.readBigInt64BE(at),
  boolean: (source, at) => source[at] !== 0,
  counter: (source, at) => source.readBigInt64BE(at),
  double: (source, at) => source.readDoubleBE(at),
  float: (source, at) => source.readFloatBE(at),
  int: (source, at) => source.readInt32BE(at),
  smallint: (source, at) => source.readInt16BE(at),
  timestamp: readDate,
  tinyint: (source, at) => source.readInt8(at),
};

function readDate(source: Buffer, at: number): Date {
  const date = new Date(Number(source.readBigInt64BE(at)));
  if (Number.isNaN(date.getTime())) throw new BadCell('no Date reaches this timestamp');
  return date;
}

function readDecimal(source: Buffer, at: number, length: number): Decimal {
  if (length < 4) throw wrongLength('decimal', length);
  return new Decimal(readVarint(source, at + 4, length - 4), source.readInt32BE(at));
}
