import type { ColumnKind } from '../table/column.js';

const fixedBytes: Readonly<Record<Exclude<ColumnKind, 'text'>, number>> = {
  int: 4,
  bigint: 8,
  double: 8,
  boolean: 1,
  timestamp: 8,
  uuid: 16,
};

/** Bytes an accepted value takes on the wire. */
export function encodedSize(kind: ColumnKind, value: unknown): number {
  return kind === 'text' ? Buffer.byteLength(String(value)) : fixedBytes[kind];
}
