import { createHash } from 'node:crypto';
import { types } from 'node:util';
import { types as driverTypes } from 'cassandra-driver';
import type { Statement } from '../../cql/statement.js';

/** What a cursor is good for and for nothing else, as a hash: no value can be read from it. */
export function cursorBinding(
  statement: Statement,
  pageSize: number,
  principal: string | undefined,
): Buffer {
  const hash = createHash('sha256');
  const add = (text: string): void => {
    // The length keeps two neighbours from being read as two others.
    hash.update(`${String(Buffer.byteLength(text))}:`).update(text);
  };
  add(statement.cql);
  add(String(pageSize));
  add(principal === undefined ? 'anyone' : `principal ${principal}`);
  for (const value of statement.values) add(canonicalText(value));
  return hash.digest();
}

function canonicalText(value: unknown): string {
  if (Array.isArray(value)) {
    const parts = value.map(canonicalText);
    return `array ${parts.map((part) => `${String(part.length)}:${part}`).join('')}`;
  }
  if (Buffer.isBuffer(value)) return `bytes ${value.toString('hex')}`;
  if (types.isSet(value)) return `set ${canonicalText([...value])}`;
  if (types.isMap(value)) return canonicalText([...value]);
  if (value instanceof driverTypes.Tuple || value instanceof driverTypes.Vector) {
    return canonicalText(value.elements);
  }
  // A UDT, by its fields.
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null) {
    return canonicalText(Object.entries(value));
  }
  if (types.isDate(value)) return `date ${String(value.getTime())}`;
  return `${typeof value} ${Object.is(value, -0) ? '-0' : String(value)}`;
}
