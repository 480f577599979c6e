import { BadValue } from '../errors/bad-value.js';
import { isComposite, type ScalarKind, type WireType } from '../types/wire-type.js';
import { jsScalar, plainObject } from './js-form.js';
import { textScalar } from './text-scalar.js';
import { type ValueForm } from './value-form.js';

/** Values as the export writes them to NDJSON. */
export const jsonForm: ValueForm = {
  scalar: jsonScalar,
  elements: array,
  members: array,
  entries: (value, key) =>
    Object.entries(plainObject(value)).map(([name, one]) => [keyOf(name, key), one] as const),
  fields: plainObject,
};

/** A text is read as what it stands for; numbers and booleans stand for themselves. */
function jsonScalar(kind: ScalarKind | 'custom', value: unknown): Buffer {
  if (plainKinds.has(kind)) return jsScalar(kind, value);
  if (typeof value === 'number' && (kind === 'double' || kind === 'float')) {
    // As text, which tells -0 and the shortest form of 32 bits.
    return textScalar(kind, Object.is(value, -0) ? '-0' : String(value));
  }
  if (typeof value !== 'string') throw new BadValue(`a text is wanted for ${kind}`);
  return textScalar(kind, value);
}

const plainKinds: ReadonlySet<string> = new Set(['boolean', 'int', 'smallint', 'tinyint']);

function array(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new BadValue('an array is wanted');
}

/** JSON's keys are texts: what is no text in JSON is there as its JSON. */
function keyOf(name: string, type: WireType): unknown {
  return isComposite(type) || plainKinds.has(type.kind) ? parseJson(name) : name;
}

/** Throws BadValue: the message of JSON.parse quotes what it could not read. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new BadValue('JSON is wanted');
  }
}
