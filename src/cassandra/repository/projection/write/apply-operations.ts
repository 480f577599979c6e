import { codecOf } from '../../../codec/codecs.js';
import type { CqlType } from '../../../table/column/cql-type.js';
import { isOperation, type Operation } from '../../write/change/operation.js';

/**
 * What a column holds after operations on it, which the checks before a write want to know. Takes operations that were accepted;
 * an index that the list has not is Cassandra's to refuse.
 */
export function applyOperations(type: CqlType, value: unknown, change: unknown): unknown {
  const parts: readonly unknown[] = Array.isArray(change) ? change : [change];
  return parts.filter(isOperation).reduce((held, part) => applyOne(type, held, part), value);
}

function applyOne(type: CqlType, value: unknown, { name, operand }: Operation): unknown {
  if (type.kind === 'set') return ofSet(type.element, value as ReadonlySet<unknown>, name, operand);
  if (type.kind === 'list') return ofList(type.element, value as readonly unknown[], name, operand);
  if (type.kind === 'map')
    return ofMap(type.key, value as ReadonlyMap<unknown, unknown>, name, operand);
  return type.kind === 'udt' ? { ...(value as object | null), ...(operand as object) } : value;
}

function ofSet(
  element: CqlType,
  value: ReadonlySet<unknown>,
  name: Operation['name'],
  operand: unknown,
): unknown {
  const elements = operand as readonly unknown[];
  const touched = identities(element, elements);
  const others = [...value].filter((one) => !touched.has(identity(element, one)));
  return new Set(name === 'add' ? [...others, ...elements] : others);
}

function ofList(
  element: CqlType,
  value: readonly unknown[],
  name: Operation['name'],
  operand: unknown,
): unknown {
  if (name === 'append') return [...value, ...(operand as unknown[])];
  if (name === 'prepend') return [...(operand as unknown[]), ...value];
  if (name === 'removeAt') return value.filter((_, index) => index !== operand);
  if (name === 'setAt') {
    const [index, one] = operand as readonly [number, unknown];
    return value.map((held, at) => (at === index ? one : held));
  }
  const gone = identities(element, operand as unknown[]);
  return value.filter((one) => !gone.has(identity(element, one)));
}

function ofMap(
  key: CqlType,
  value: ReadonlyMap<unknown, unknown>,
  name: Operation['name'],
  operand: unknown,
): unknown {
  const entries = name === 'put' ? [...(operand as ReadonlyMap<unknown, unknown>)] : [];
  const keys = name === 'put' ? entries.map(([one]) => one) : (operand as unknown[]);
  const touched = identities(key, keys);
  const others = [...value].filter(([one]) => !touched.has(identity(key, one)));
  return new Map([...others, ...entries]);
}

/** Values are equal whose bytes are. */
function identity(type: CqlType, value: unknown): string {
  return codecOf(type).toBytes(value).toString('latin1');
}

function identities(type: CqlType, values: readonly unknown[]): ReadonlySet<string> {
  return new Set(values.map((value) => identity(type, value)));
}
