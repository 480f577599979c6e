import { types } from 'node:util';

/**
 * A copy that JSON carries exactly: rows as their `toJSON` says, but still of their class, so that the decorators of
 * class-transformer apply; 64-bit numbers as text, sets and vectors as arrays, maps as objects, bytes in base64.
 */
export function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null || types.isPromise(value)) return value;
  if (types.isUint8Array(value)) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(jsonValue);
  if (types.isSet(value) || ArrayBuffer.isView(value)) {
    return [...(value as unknown as Iterable<unknown>)].map(jsonValue);
  }
  if (types.isMap(value)) {
    return Object.fromEntries(
      [...value].map(([key, one]) => [keyText(jsonValue(key)), jsonValue(one)]),
    );
  }
  const json = hasToJson(value) ? value.toJSON() : value;
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).map(([name, one]) => [name, jsonValue(one)] as const);
  return ofClassOf(value, entries);
}

const keyText = (key: unknown): string => (typeof key === 'string' ? key : JSON.stringify(key));

function hasToJson(value: object): value is { toJSON(): unknown } {
  return typeof Reflect.get(value, 'toJSON') === 'function';
}

/** Defined, not assigned: a class may have a getter of that name. */
function ofClassOf(value: object, entries: readonly (readonly [string, unknown])[]): object {
  const copy = Object.create(Object.getPrototypeOf(value) as object | null) as object;
  for (const [name, one] of entries) {
    Object.defineProperty(copy, name, {
      value: one,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}
