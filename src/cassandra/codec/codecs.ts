import type { ColumnKind } from '../table/column.js';
import { booleanCodec } from './boolean.codec.js';
import type { Codec } from './codec.js';
import { bigintCodec, doubleCodec, intCodec } from './number.codecs.js';
import { textCodec } from './text.codec.js';
import { timestampCodec } from './timestamp.codec.js';
import { uuidCodec } from './uuid.codec.js';

const codecs: Readonly<Record<ColumnKind, Codec>> = {
  text: textCodec,
  int: intCodec,
  bigint: bigintCodec,
  double: doubleCodec,
  boolean: booleanCodec,
  timestamp: timestampCodec,
  uuid: uuidCodec,
};

export function codecOf(kind: ColumnKind): Codec {
  return codecs[kind];
}

/** True for the names of CQL types this package knows. */
export function isColumnKind(kind: unknown): kind is ColumnKind {
  return typeof kind === 'string' && Object.hasOwn(codecs, kind);
}
