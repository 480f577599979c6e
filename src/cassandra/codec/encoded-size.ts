import { types } from 'node:util';
import { types as driverTypes } from 'cassandra-driver';
import type { ColumnKind } from '../table/column/column-kind.js';

const fixedBytes: Readonly<Partial<Record<ColumnKind, number>>> = {
  tinyint: 1,
  smallint: 2,
  int: 4,
  bigint: 8,
  counter: 8,
  float: 4,
  double: 8,
  boolean: 1,
  timestamp: 8,
  uuid: 16,
};

/** Bytes an encoded value takes on the wire; of one with a UDT inside not all of them, so that no legal one is over a limit. */
export function encodedSize(kind: ColumnKind, encoded: unknown): number {
  return fixedBytes[kind] ?? sizeOf(encoded);
}

/** The same without knowing the type: numbers count as 8 bytes. */
export function boundSize(encoded: unknown): number {
  const isSized = typeof encoded === 'string' || (typeof encoded === 'object' && encoded !== null);
  if (!isSized) return encoded === null || encoded === undefined ? 0 : 8;
  return Math.max(sizeOf(encoded), 4);
}

function sizeOf(encoded: unknown): number {
  if (Buffer.isBuffer(encoded)) return encoded.length;
  if (typeof encoded === 'string') return Buffer.byteLength(encoded);
  return partsOf(encoded).reduce<number>((sum, part) => sum + sizeOf(part), 0);
}

function partsOf(encoded: unknown): readonly unknown[] {
  if (Array.isArray(encoded)) return encoded;
  if (types.isMap(encoded)) return [...encoded.keys(), ...encoded.values()];
  if (encoded instanceof driverTypes.Tuple) return encoded.values();
  const isUdt =
    typeof encoded === 'object' && encoded !== null && Object.getPrototypeOf(encoded) === null;
  return isUdt ? Object.values(encoded) : [];
}
