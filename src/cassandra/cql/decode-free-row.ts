import { types as driverTypes } from 'cassandra-driver';
import type { DriverRow } from './statement.js';

/** A row of a free statement: values by the names the result has. */
export type CqlRow = Readonly<Record<string, unknown>>;

/** The values this package has no declaration for: the driver's own types as text, everything else as it is. */
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

/** Uuid and TimeUuid, InetAddress, LocalDate and LocalTime: what the rest of this package gives as text too. */
function decodeFreeValue(value: unknown): unknown {
  const isText =
    value instanceof driverTypes.Uuid ||
    value instanceof driverTypes.InetAddress ||
    value instanceof driverTypes.LocalDate ||
    value instanceof driverTypes.LocalTime;
  if (isText) return value.toString();
  if (Array.isArray(value)) return value.map(decodeFreeValue);
  if (value instanceof Set) return new Set([...value].map(decodeFreeValue));
  if (value instanceof Map) {
    return new Map([...value].map(([key, one]) => [decodeFreeValue(key), decodeFreeValue(one)]));
  }
  return value;
}

function toJson(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Set || Array.isArray(value)) return [...value].map(toJson);
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, one]) => [String(toJson(key)), toJson(one)]));
  }
  return value;
}
