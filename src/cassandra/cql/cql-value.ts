import { types as driverTypes } from 'cassandra-driver';
import { types } from 'node:util';
import { floatVectorCodec } from '../codec/composite/vector.codecs.js';
import { blobCodec } from '../codec/scalar/blob.codec.js';
import { decimalCodec } from '../codec/scalar/decimal.codec.js';
import { Decimal } from '../codec/value/decimal.js';
import { Duration } from '../codec/value/duration.js';

/** What is bound: `undefined` is none, for it would be left unset. A Float32Array is a vector of floats. */
export type CqlValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Date
  | Uint8Array
  | Decimal
  | Duration
  | Float32Array
  | readonly CqlValue[]
  | ReadonlySet<CqlValue>
  | ReadonlyMap<CqlValue, CqlValue>;

export function isCqlValue(value: unknown): value is CqlValue {
  if (Array.isArray(value)) return value.every(isCqlValue);
  if (types.isSet(value)) return [...value].every(isCqlValue);
  if (types.isMap(value)) return [...value].flat().every(isCqlValue);
  if (types.isDate(value)) return !Number.isNaN(value.getTime());
  if (types.isFloat32Array(value)) {
    return value.length > 0 && floatVectorCodec(value.length).accepts(value);
  }
  return (
    value === null ||
    types.isUint8Array(value) ||
    value instanceof Decimal ||
    value instanceof Duration ||
    ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
  );
}

/**
 * What the driver is given of a value: a copy, in the driver's own classes, which it refuses for a column of another type. Bytes it
 * sends whatever the column is, and refuses them where they are no Buffer.
 */
export function encodeCqlValue(value: unknown): unknown {
  if (value instanceof Decimal)
    return driverTypes.BigDecimal.fromBuffer(decimalCodec.toBytes(value));
  if (value instanceof Duration) {
    const nanoseconds = driverTypes.Long.fromString(String(value.nanoseconds));
    return new driverTypes.Duration(value.months, value.days, nanoseconds);
  }
  if (types.isFloat32Array(value)) return new driverTypes.Vector(Float32Array.from(value));
  if (types.isUint8Array(value)) return blobCodec.encode(value);
  if (types.isDate(value)) return new Date(value.getTime());
  if (Array.isArray(value)) return value.map(encodeCqlValue);
  if (types.isSet(value)) return new Set(Array.from(value, encodeCqlValue));
  if (types.isMap(value)) {
    return new Map(Array.from(value, ([key, one]) => [encodeCqlValue(key), encodeCqlValue(one)]));
  }
  return value;
}
