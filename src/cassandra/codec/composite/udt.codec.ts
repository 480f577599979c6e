import type { CqlType, UdtField, UdtType } from '../../table/column/cql-type.js';
import { sized } from '../bytes.js';
import { type Codec, makeCodec } from '../codec.js';
import { copyValue } from '../value/copy-value.js';

type Value = Readonly<Record<string, unknown>>;

/**
 * All fields, and no other: the driver ignores names it does not know, and a field that is left out is written as null over
 * the value that was there.
 */
export function udtCodec(udt: UdtType, codecOf: (type: CqlType) => Codec): Codec {
  const fields = udt.fields.map((field) => ({ field, codec: codecOf(field.type) }));
  const known = new Set(udt.fields.map(({ property }) => property));
  return makeCodec({
    expected: `an object with ${udt.fields.map(describe).join(', ')}`,
    is: (value): value is Value =>
      isPlainObject(value) &&
      Object.keys(value).every((property) => known.has(property)) &&
      fields.every(({ field, codec }) => accepts(field, codec, value)),
    // By name: the fields may stand in another order in the cluster, which the driver knows.
    encode: (value) => {
      const encoded = Object.create(null) as Record<string, unknown>;
      for (const { field, codec } of fields) {
        const one = value[field.property] ?? null;
        encoded[field.name] = one === null ? null : codec.encode(one);
      }
      return encoded;
    },
    toBytes: (value) =>
      Buffer.concat(
        fields.map(({ field, codec }) => {
          const one = value[field.property] ?? null;
          return sized(one === null ? null : codec.toBytes(one));
        }),
      ),
    decode: (value) => {
      if (typeof value !== 'object' || value === null)
        throw new TypeError('The driver gave no UDT');
      return Object.fromEntries(
        fields.map(({ field, codec }) => {
          const one: unknown = Object.hasOwn(value, field.name)
            ? (Reflect.get(value, field.name) ?? null)
            : null;
          return [field.property, one === null ? missing(field, codec) : codec.decode(one)];
        }),
      );
    },
    toJson: (value) =>
      Object.fromEntries(
        fields.map(({ field, codec }) => {
          const one = value[field.property] ?? null;
          return [field.property, one === null ? null : codec.toJson(one)];
        }),
      ),
  });
}

function accepts(field: UdtField, codec: Codec, value: Value): boolean {
  const one = Object.hasOwn(value, field.property) ? value[field.property] : undefined;
  return one === null ? field.isNullable : codec.accepts(one);
}

/** Null where the field may be; a field added later has no value in what was written before. */
function missing(field: UdtField, codec: Codec): unknown {
  if (field.isNullable) return null;
  const value = copyValue(field.defaultValue ?? null);
  if (codec.accepts(value)) return value;
  throw new TypeError(`A UDT has no value for "${field.property}"`);
}

function isPlainObject(value: unknown): value is Value {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function describe({ property, isNullable }: UdtField): string {
  return isNullable ? `"${property}" (or null)` : `"${property}"`;
}
