import { types } from 'node:util';
import { kindOfValue } from '../../codec/value/value-kind.js';
import type { ColumnModel } from '../../table/table-model.js';
import { either } from '../filter/fixes.js';
import type { QueryFault } from '../query-fault.js';

/** Why a vector cannot be compared with those of a column. */
export function vectorFault(column: ColumnModel, vector: unknown): QueryFault | undefined {
  const { property, type, cqlType, codec } = column;
  const fault = (problem: string, fix: string): QueryFault => ({
    code: 'ann',
    columns: [property],
    problem: `"${property}" (${cqlType}) ${problem}.`,
    fix,
  });
  if (type.kind !== 'vector' || type.element.kind !== 'float') {
    return fault('is no vector of floats', either('name a column declared vector(float(), …)'));
  }
  if (!codec.accepts(vector)) {
    const what = types.isFloat32Array(vector) ? 'another vector' : kindOfValue(vector);
    return fault(`is not compared with ${what}`, `Give ${codec.expected}.`);
  }
  // The server fails on it, with a read failure that names no reason.
  if (column.similarity === 'cosine' && isZero(vector as Float32Array)) {
    return fault('has no angle to a vector of zeros', 'Give a vector that has a direction.');
  }
  return undefined;
}

/** Has it no direction? */
export function isZero(vector: Float32Array): boolean {
  return vector.every((one) => one === 0);
}
