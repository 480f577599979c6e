import { types } from 'node:util';

/** A value that shares nothing changeable with the given one. */
export function copyValue(value: unknown): unknown {
  if (types.isDate(value)) return new Date(value.getTime());
  if (types.isUint8Array(value)) return new Uint8Array(value);
  if (types.isFloat32Array(value)) return new Float32Array(value);
  if (Array.isArray(value)) return value.map(copyValue);
  if (types.isSet(value)) return new Set([...value].map(copyValue));
  if (types.isMap(value)) {
    return new Map([...value].map(([key, one]) => [copyValue(key), copyValue(one)]));
  }
  const isPlain =
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, copyValue(one)]));
}
