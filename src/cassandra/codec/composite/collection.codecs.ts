import { types } from 'node:util';
import { int32, utf8Length, writeUtf8 } from '../bytes.js';
import { type Codec, makeCodec } from '../codec.js';

// Bytes are written here, not by the driver: it sends an empty collection as null, which a frozen one is not. Only what has a
// UDT inside is left to the driver in part, which alone knows the order of its fields in the cluster.
// What the driver read is nobody else's: where its elements are ours as they stand, they are checked and the collection is kept.
// By forEach: the iterators of `for … of` were a tenth of all memory that reading 50 rows took.

const empty = (): Buffer => int32(0);

export function listCodec(element: Codec, holdsUdt = false): Codec {
  return makeCodec({
    ...(holdsUdt && {
      encode: (value: unknown[]) => (value.length === 0 ? empty() : value.map(element.encode)),
    }),
    expected: `an array, each element ${element.expected}`,
    is: (value): value is unknown[] => Array.isArray(value) && everyOf(value, element),
    toBytes: (value) => counted(value.length, value.map(element.toElement)),
    decode: (value) => {
      if (!Array.isArray(value)) throw new TypeError('The driver gave no array');
      const elements: unknown[] = value;
      if (!element.decodesAsIs) return elements.map(element.decode);
      elements.forEach(element.decode);
      return elements;
    },
    toJson: (value) => value.map(element.toJson),
  });
}

export function setCodec(element: Codec, holdsUdt = false): Codec {
  return makeCodec({
    ...(holdsUdt && {
      encode: (value: Set<unknown>) =>
        value.size === 0 ? empty() : [...value].map(element.encode),
    }),
    expected: `a Set, each element ${element.expected}`,
    is: (value): value is Set<unknown> => types.isSet(value) && everyOf(value, element),
    toBytes: (value) => {
      const parts: (Buffer | string)[] = [];
      for (const one of value) parts.push(element.toElement(one));
      return counted(value.size, parts);
    },
    decode: (value) => {
      if (Array.isArray(value)) return new Set(value.map(element.decode));
      if (!types.isSet(value)) throw new TypeError('The driver gave no Set');
      if (!element.decodesAsIs) return new Set([...value].map(element.decode));
      value.forEach(element.decode);
      return value;
    },
    toJson: (value) => [...value].map(element.toJson),
  });
}

export function mapCodec(key: Codec, element: Codec, holdsUdt = false): Codec {
  const check = (one: unknown, name: unknown): void => {
    key.decode(name);
    element.decode(one);
  };
  return makeCodec({
    ...(holdsUdt && {
      encode: (value: Map<unknown, unknown>) =>
        value.size === 0
          ? empty()
          : new Map([...value].map(([name, one]) => [key.encode(name), element.encode(one)])),
    }),
    expected: `a Map, each key ${key.expected}, each value ${element.expected}`,
    is: (value): value is Map<unknown, unknown> =>
      types.isMap(value) && everyOf(value.keys(), key) && everyOf(value.values(), element),
    toBytes: (value) => {
      const parts: (Buffer | string)[] = [];
      value.forEach((one, name) => {
        parts.push(key.toElement(name), element.toElement(one));
      });
      return counted(value.size, parts);
    },
    decode: (value) => {
      if (!types.isMap(value)) throw new TypeError('The driver gave no Map');
      if (key.decodesAsIs && element.decodesAsIs) {
        value.forEach(check);
        return value;
      }
      return new Map([...value].map(([name, one]) => [key.decode(name), element.decode(one)]));
    },
    toJson: (value) => mapToJson(value, key, element),
  });
}

/** By `Object.fromEntries`, which takes a key "__proto__" for what it is. */
function mapToJson(map: ReadonlyMap<unknown, unknown>, key: Codec, element: Codec): unknown {
  const entries = [...map].map(([name, one]) => [jsonKey(key.toJson(name)), element.toJson(one)]);
  return Object.fromEntries(entries);
}

function jsonKey(key: unknown): string {
  return typeof key === 'string' ? key : JSON.stringify(key);
}

/** A place without a value is undefined, which no codec takes. */
function everyOf(values: Iterable<unknown>, codec: Codec): boolean {
  for (const value of values) if (!codec.accepts(value)) return false;
  return true;
}

function counted(count: number, parts: readonly (Buffer | string)[]): Buffer {
  let length = 4;
  for (const part of parts) {
    length += 4 + (typeof part === 'string' ? utf8Length(part) : part.length);
  }
  const bytes = Buffer.allocUnsafe(length);
  let offset = bytes.writeInt32BE(count);
  for (const part of parts) {
    const start = offset + 4;
    const size = typeof part === 'string' ? writeUtf8(part, bytes, start) : part.copy(bytes, start);
    bytes.writeInt32BE(size, offset);
    offset = start + size;
  }
  return bytes;
}
