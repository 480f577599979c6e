import { types as driverTypes } from 'cassandra-driver';
import { types } from 'node:util';
import { blobCodec } from '../codec/scalar/blob.codec.js';
import { decimalCodec } from '../codec/scalar/decimal.codec.js';
import { durationCodec } from '../codec/scalar/duration.codec.js';
import type { DriverRow } from './statement.js';

/** A row of a free statement: values by the names the result has. */
export type CqlRow = Readonly<Record<string, unknown>>;

/** Values without a declaration, as those of the same type with one; but a UDT is what the driver makes of it. */
export function decodeFreeRow(row: DriverRow): CqlRow {
  const decoded: Record<string, unknown> = Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, decodeFreeValue(value)]),
  );
  Object.defineProperty(decoded, 'toJSON', {
    value: () =>
      Object.fromEntries(Object.entries(decoded).map(([name, value]) => [name, toJson(value)])),
    enumerable: false,
  });
  return decoded;
}

/** Uuid and TimeUuid, InetAddress, LocalDate and LocalTime are texts; the driver's other classes become ours, or arrays. */
function decodeFreeValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const isText =
    value instanceof driverTypes.Uuid ||
    value instanceof driverTypes.InetAddress ||
    value instanceof driverTypes.LocalDate ||
    value instanceof driverTypes.LocalTime;
  if (isText) return value.toString();
  if (types.isUint8Array(value)) return blobCodec.decode(value);
  if (value instanceof driverTypes.BigDecimal) return decimalCodec.decode(value);
  if (value instanceof driverTypes.Duration) return durationCodec.decode(value);
  if (value instanceof driverTypes.Tuple) return value.values().map(decodeFreeValue);
  if (value instanceof driverTypes.Vector) return decodeFreeVector(value);
  if (Array.isArray(value)) return value.map(decodeFreeValue);
  if (value instanceof Set) return new Set([...value].map(decodeFreeValue));
  if (value instanceof Map) {
    return new Map([...value].map(([key, one]) => [decodeFreeValue(key), decodeFreeValue(one)]));
  }
  return value;
}

/** The typings leave out what the elements are. */
function decodeFreeVector(vector: driverTypes.Vector): unknown {
  const elements: readonly unknown[] = vector.elements;
  return Reflect.get(vector, 'subtype') === 'float'
    ? Float32Array.from(elements, Number)
    : elements.map(decodeFreeValue);
}

function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Set || Array.isArray(value) || value instanceof Float32Array) {
    return [...(value as Iterable<unknown>)].map(toJson);
  }
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, one]) => [String(toJson(key)), toJson(one)]));
  }
  return value;
}
