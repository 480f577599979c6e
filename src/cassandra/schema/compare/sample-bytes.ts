import type { ScalarKind } from '../../table/column/column-kind.js';
import { type CqlType, isScalarType } from '../../table/column/cql-type.js';

/** Any value of a type that an index may be on, as bytes. */
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

function sampleOfScalar(kind: ScalarKind): Buffer {
  if (kind === 'timeuuid') return Buffer.from('00000000000010008000000000000000', 'hex');
  return Buffer.alloc(sizes[kind] ?? 4);
}

const sizes: Readonly<Partial<Record<ScalarKind, number>>> = {
  boolean: 1,
  tinyint: 1,
  smallint: 2,
  bigint: 8,
  double: 8,
  time: 8,
  timestamp: 8,
  uuid: 16,
  // A scale and one byte.
  decimal: 5,
};
