import { isScalarKind, type ScalarKind } from '../table/column/column-kind.js';
import {
  type CompoundType,
  type CqlType,
  holdsKind,
  isScalarType,
} from '../table/column/cql-type.js';
import { bigintCodec, counterCodec, varintCodec } from './scalar/bigint.codecs.js';
import { blobCodec } from './scalar/blob.codec.js';
import { booleanCodec } from './scalar/boolean.codec.js';
import type { Codec } from './codec.js';
import { listCodec, mapCodec, setCodec } from './composite/collection.codecs.js';
import { dateCodec } from './scalar/date.codec.js';
import { decimalCodec } from './scalar/decimal.codec.js';
import { durationCodec } from './scalar/duration.codec.js';
import { inetCodec } from './scalar/inet.codec.js';
import {
  doubleCodec,
  floatCodec,
  intCodec,
  smallintCodec,
  tinyintCodec,
} from './scalar/number.codecs.js';
import { asciiCodec, textCodec } from './scalar/text.codec.js';
import { timeCodec } from './scalar/time.codec.js';
import { timestampCodec } from './scalar/timestamp.codec.js';
import { tupleCodec } from './composite/tuple.codec.js';
import { udtCodec } from './composite/udt.codec.js';
import { timeuuidCodec, uuidCodec } from './scalar/uuid.codec.js';
import { floatVectorCodec, vectorCodec } from './composite/vector.codecs.js';

const scalars: Readonly<Record<ScalarKind, Codec>> = {
  ascii: asciiCodec,
  text: textCodec,
  tinyint: tinyintCodec,
  smallint: smallintCodec,
  int: intCodec,
  bigint: bigintCodec,
  varint: varintCodec,
  float: floatCodec,
  double: doubleCodec,
  decimal: decimalCodec,
  boolean: booleanCodec,
  blob: blobCodec,
  date: dateCodec,
  time: timeCodec,
  timestamp: timestampCodec,
  duration: durationCodec,
  uuid: uuidCodec,
  timeuuid: timeuuidCodec,
  inet: inetCodec,
  counter: counterCodec,
};

/** Types are immutable, and a codec of many parts is not made for each value. */
const made = new WeakMap<CqlType, Codec>();

/** The codec of a type, with those of its parts inside. */
export function codecOf(type: CqlType): Codec {
  if (isScalarType(type)) return scalars[type.kind];
  const known = made.get(type);
  if (known !== undefined) return known;
  const codec = compoundCodec(type);
  made.set(type, codec);
  return codec;
}

function compoundCodec(type: CompoundType): Codec {
  const holdsUdt = holdsKind(type, 'udt');
  switch (type.kind) {
    case 'list':
      return listCodec(codecOf(type.element), holdsUdt);
    case 'set':
      return setCodec(codecOf(type.element), holdsUdt);
    case 'map':
      return mapCodec(codecOf(type.key), codecOf(type.value), holdsUdt);
    case 'tuple':
      return tupleCodec(type.elements.map(codecOf), holdsUdt);
    case 'vector':
      return type.element.kind === 'float'
        ? floatVectorCodec(type.dimensions)
        : vectorCodec(codecOf(type.element), type.dimensions, hasFixedSize(type.element), holdsUdt);
    case 'frozen':
      return codecOf(type.of);
    case 'udt':
      return udtCodec(type.udt, codecOf);
  }
}

/** As a vector sees it, which takes the smaller whole numbers, dates and times for variable. */
function hasFixedSize(type: CqlType): boolean {
  if (type.kind === 'vector') return hasFixedSize(type.element);
  return fixedSizes.has(type.kind);
}

const fixedSizes: ReadonlySet<string> = new Set([
  'int',
  'bigint',
  'float',
  'double',
  'boolean',
  'timestamp',
  'uuid',
  'timeuuid',
]);

const compoundKinds: ReadonlySet<unknown> = new Set([
  'list',
  'set',
  'map',
  'tuple',
  'vector',
  'frozen',
  'udt',
]);

/** Is this a CQL type that this package knows, as far as its outermost part tells. */
export function isCqlType(type: unknown): type is CqlType {
  if (typeof type !== 'object' || type === null) return false;
  const kind: unknown = Reflect.get(type, 'kind');
  return compoundKinds.has(kind) || isScalarKind(kind);
}
