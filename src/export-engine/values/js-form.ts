import { types } from 'node:util';
import { codecOf } from '../../cassandra/index.js';
import { BadValue } from '../errors/bad-value.js';
import { type ScalarKind } from '../types/wire-type.js';
import { type ValueForm } from './value-form.js';

/** The values that rows of this package have. Objects of a UDT have the fields' names in Cassandra. */
export const jsForm: ValueForm = {
  scalar: jsScalar,
  elements: (value, type) => {
    const isFloats = type.kind === 'vector' && type.element.kind === 'float';
    if (Array.isArray(value)) return value as readonly unknown[];
    if (isFloats && types.isFloat32Array(value)) return [...value];
    throw new BadValue(isFloats ? 'a Float32Array is wanted' : 'an array is wanted');
  },
  members: (value) => {
    if (types.isSet(value)) return [...value];
    throw new BadValue('a Set is wanted');
  },
  entries: (value) => {
    if (types.isMap(value)) return [...value];
    throw new BadValue('a Map is wanted');
  },
  fields: plainObject,
};

export function jsScalar(kind: ScalarKind | 'custom', value: unknown): Buffer {
  const codec = codecOf({ kind: kind === 'custom' ? 'blob' : kind });
  if (!codec.accepts(value)) throw new BadValue(`${codec.expected} is wanted`);
  return codec.acceptedToBytes(value);
}

export function plainObject(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw new BadValue('an object is wanted');
}
