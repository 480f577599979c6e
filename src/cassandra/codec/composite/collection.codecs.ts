import { types } from 'node:util';
import { int32, sized } from '../bytes.js';
import { type Codec, makeCodec } from '../codec.js';

// Bytes are written here, not by the driver: it sends an empty collection as null, which a frozen one is not. Only what has a
// UDT inside is left to the driver in part, which alone knows the order of its fields in the cluster.

const empty = (): Buffer => int32(0);

export function listCodec(element: Codec, holdsUdt = false): Codec {
  return makeCodec({
    ...(holdsUdt && {
      encode: (value: unknown[]) => (value.length === 0 ? empty() : value.map(element.encode)),
    }),
    expected: `an array, each element ${element.expected}`,
    is: (value): value is unknown[] => Array.isArray(value) && everyOf(value, element),
    toBytes: (value) => counted(value.length, value.map(element.toBytes)),
    decode: (value) => elementsOf(value).map(element.decode),
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
    toBytes: (value) => counted(value.size, [...value].map(element.toBytes)),
    decode: (value) => new Set(elementsOf(value).map(element.decode)),
    toJson: (value) => [...value].map(element.toJson),
  });
}

export function mapCodec(key: Codec, element: Codec, holdsUdt = false): Codec {
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
    toBytes: (value) =>
      counted(
        value.size,
        [...value].flatMap(([name, one]) => [key.toBytes(name), element.toBytes(one)]),
      ),
    decode: (value) => {
      if (!types.isMap(value)) throw new TypeError('The driver gave no Map');
      return new Map(
        [...value].map(([name, one]: [unknown, unknown]) => [
          key.decode(name),
          element.decode(one),
        ]),
      );
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

function elementsOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (types.isSet(value)) return [...value];
  throw new TypeError('The driver gave no collection');
}

function counted(count: number, parts: readonly Buffer[]): Buffer {
  return Buffer.concat([int32(count), ...parts.map(sized)]);
}
