import { randomBytes } from 'node:crypto';
import type { ScalarKind } from '../../table/column/column-kind.js';
import { type CqlType, isScalarType } from '../../table/column/cql-type.js';

/** Any value of a type that an index may be on, as bytes; mostly one that no row has. */
export function sampleBytes(type: CqlType): Buffer {
  if (isScalarType(type)) return sampleOfScalar(type.kind);
  switch (type.kind) {
    case 'list':
    case 'set':
    case 'map':
      return Buffer.alloc(4);
    case 'frozen':
      return sampleBytes(type.of);
    case 'tuple':
    case 'udt':
      // No field given: all are null.
      return Buffer.alloc(0);
    case 'vector':
      return Buffer.alloc(type.dimensions * 4, 1);
  }
}

const sampleOfScalar = (kind: ScalarKind): Buffer => samples[kind]?.() ?? randomBytes(4);

const text = (): Buffer => Buffer.from(randomBytes(8).toString('hex'));
const timeuuid = (): Buffer =>
  Buffer.concat([randomBytes(6), Buffer.from([0x10, 0, 0x80, 0]), randomBytes(6)]);
/** A fraction: neither infinite nor no number, as the first bits could make it. */
const fraction = (size: 4 | 8): Buffer =>
  Buffer.concat([Buffer.alloc(2, 1), randomBytes(size - 2)]);

const samples: Readonly<Partial<Record<ScalarKind, () => Buffer>>> = {
  ascii: text,
  text,
  boolean: () => Buffer.alloc(1),
  tinyint: () => randomBytes(1),
  smallint: () => randomBytes(2),
  bigint: () => randomBytes(8),
  float: () => fraction(4),
  double: () => fraction(8),
  // Digits, and none of them behind the point.
  decimal: () => Buffer.concat([Buffer.alloc(4), randomBytes(4)]),
  timestamp: () => randomBytes(8),
  // Nanoseconds: between nine and ten o'clock.
  time: () => Buffer.concat([Buffer.from([0, 0, 0x1f]), randomBytes(5)]),
  uuid: timeuuid,
  timeuuid,
};
