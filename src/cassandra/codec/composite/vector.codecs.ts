import { types as driverTypes } from 'cassandra-driver';
import { types } from 'node:util';
import { type Codec, makeCodec } from '../codec.js';

/** Elements of a fixed size stand without it; the others behind their length in a number of variable size. */
export function vectorCodec(
  element: Codec,
  dimensions: number,
  hasFixedSize: boolean,
  holdsUdt = false,
): Codec {
  const bytesOf = (value: unknown): readonly Buffer[] => {
    const bytes = element.toBytes(value);
    return hasFixedSize ? [bytes] : [unsignedVint(bytes.length), bytes];
  };
  return makeCodec({
    ...(holdsUdt && {
      encode: (value: unknown[]) => new driverTypes.Vector(value.map(element.encode)),
    }),
    expected: `an array of ${String(dimensions)}, each element ${element.expected}`,
    is: (value): value is unknown[] =>
      Array.isArray(value) &&
      value.length === dimensions &&
      Array.from(value).every((one) => element.accepts(one)),
    toBytes: (value) => Buffer.concat(value.flatMap(bytesOf)),
    decode: (value) => elementsOf(value, dimensions).map(element.decode),
    toJson: (value) => value.map(element.toJson),
  });
}

export function floatVectorCodec(dimensions: number): Codec {
  return makeCodec({
    expected: `a Float32Array of ${String(dimensions)} finite numbers`,
    is: (value): value is Float32Array =>
      types.isFloat32Array(value) && value.length === dimensions && value.every(Number.isFinite),
    toBytes: (value) => {
      const buffer = Buffer.alloc(value.length * 4);
      value.forEach((one, index) => buffer.writeFloatBE(one, index * 4));
      return buffer;
    },
    decode: (value) => {
      const vector = Float32Array.from(elementsOf(value, dimensions), Number);
      if (!vector.every(Number.isFinite)) throw new TypeError('A vector of what are no numbers');
      return vector;
    },
    toJson: (value) => [...value],
  });
}

function elementsOf(value: unknown, dimensions: number): readonly unknown[] {
  if (value instanceof driverTypes.Vector && value.elements.length === dimensions) {
    return value.elements as readonly unknown[];
  }
  throw new TypeError('The driver gave no vector of this size');
}

/** Cassandra's number of variable size: as many leading ones as further bytes. */
function unsignedVint(value: number): Buffer {
  if (value < 0x80) return Buffer.of(value);
  if (value < 0x4000) return Buffer.of(0x80 | (value >> 8), value & 0xff);
  if (value < 0x20_0000) return Buffer.of(0xc0 | (value >> 16), (value >> 8) & 0xff, value & 0xff);
  const rest = [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
  return Buffer.of(0xf0, ...rest);
}
