import { BadValue } from '../errors/bad-value.js';
import { fixedSize, isComposite, type WireType } from '../types/wire-type.js';
import { type ValueForm } from './value-form.js';

/** The bytes of a value of a type, as a cell has them. Throws BadValue. */
export type BytesOf = (value: unknown) => Buffer;

/** Makes the bytes of values of one form; what the type cannot hold exactly is refused, never changed. */
export function bytesOf(type: WireType, form: ValueForm): BytesOf {
  if (!isComposite(type)) return (value) => form.scalar(type.kind, value);
  switch (type.kind) {
    case 'list': {
      const element = bytesOf(type.element, form);
      return (value) => counted(form.elements(value, type).map((one) => present(one, element)));
    }
    case 'set': {
      const element = bytesOf(type.element, form);
      return (value) => counted(form.members(value).map((one) => present(one, element)));
    }
    case 'map': {
      const key = bytesOf(type.key, form);
      const element = bytesOf(type.value, form);
      return (value) => {
        const entries = form.entries(value, type.key);
        const cells = entries.flatMap(([name, one]) => [present(name, key), present(one, element)]);
        return counted(cells, entries.length);
      };
    }
    case 'tuple':
      return tupleBytes(
        type,
        type.elements.map((element) => bytesOf(element, form)),
        form,
      );
    case 'udt':
      return udtBytes(
        type.fields.map((field) => ({ name: field.name, bytes: bytesOf(field.type, form) })),
        form,
      );
    case 'vector':
      return vectorBytes(type, bytesOf(type.element, form), form);
  }
}

/** The bytes behind their length, as cells and elements have it; null has none. */
export function sized(bytes: Buffer | null): Buffer {
  const cell = Buffer.allocUnsafe(4 + (bytes?.length ?? 0));
  cell.writeInt32BE(bytes?.length ?? -1);
  bytes?.copy(cell, 4);
  return cell;
}

function tupleBytes(type: WireType, parts: readonly BytesOf[], form: ValueForm): BytesOf {
  return (value) => {
    const values = form.elements(value, type);
    if (values.length !== parts.length) {
      throw new BadValue(`a tuple of ${String(parts.length)} values is wanted`);
    }
    return Buffer.concat(parts.map((part, index) => sized(orNull(values[index], part))));
  };
}

function udtBytes(
  fields: readonly { readonly name: string; readonly bytes: BytesOf }[],
  form: ValueForm,
): BytesOf {
  const known = new Set(fields.map(({ name }) => name));
  return (value) => {
    const values = form.fields(value);
    if (Object.keys(values).some((name) => !known.has(name))) {
      throw new BadValue(`an object with no other fields than ${[...known].join(', ')} is wanted`);
    }
    const own = (name: string): unknown => (Object.hasOwn(values, name) ? values[name] : null);
    return Buffer.concat(fields.map(({ name, bytes }) => sized(orNull(own(name), bytes))));
  };
}

/** Elements of a fixed size stand without it, the others behind it. */
function vectorBytes(
  type: WireType & { readonly kind: 'vector' },
  element: BytesOf,
  form: ValueForm,
): BytesOf {
  const hasFixedSize = fixedSize(type.element) !== undefined;
  return (value) => {
    const values = form.elements(value, type);
    if (values.length !== type.dimensions) {
      throw new BadValue(`a vector of ${String(type.dimensions)} values is wanted`);
    }
    const cells = values.flatMap((one) => {
      const bytes = present(one, element);
      return hasFixedSize ? [bytes] : [unsignedVint(bytes.length), bytes];
    });
    return Buffer.concat(cells);
  };
}

function counted(cells: readonly Buffer[], count = cells.length): Buffer {
  const head = Buffer.allocUnsafe(4);
  head.writeInt32BE(count);
  return Buffer.concat([head, ...cells.map(sized)]);
}

function orNull(value: unknown, bytes: BytesOf): Buffer | null {
  return value === null || value === undefined ? null : bytes(value);
}

function present(value: unknown, bytes: BytesOf): Buffer {
  if (value === null || value === undefined) throw new BadValue('a collection holds no null');
  return bytes(value);
}

/** A number of variable size: as many leading ones as further bytes. */
function unsignedVint(value: number): Buffer {
  if (value < 0x80) return Buffer.of(value);
  if (value < 0x4000) return Buffer.of(0x80 | (value >> 8), value & 0xff);
  if (value < 0x20_0000) return Buffer.of(0xc0 | (value >> 16), (value >> 8) & 0xff, value & 0xff);
  return Buffer.of(0xf0, ...[24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff));
}
