import type { ColumnKind } from '../table/column-kind.js';

const fixedBytes: Readonly<Partial<Record<ColumnKind, number>>> = {
  tinyint: 1,
  smallint: 2,
  int: 4,
  bigint: 8,
  float: 4,
  double: 8,
  boolean: 1,
  timestamp: 8,
  uuid: 16,
};

/** Bytes an encoded value takes on the wire. */
export function encodedSize(kind: ColumnKind, encoded: unknown): number {
  if (Buffer.isBuffer(encoded)) return encoded.length;
  return fixedBytes[kind] ?? Buffer.byteLength(String(encoded));
}
