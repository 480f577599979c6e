import { types } from 'node:util';

/** What kind of thing a value is, for messages: never the value itself. */
export function kindOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (types.isSet(value)) return 'a Set';
  if (types.isMap(value)) return 'a Map';
  if (types.isDate(value)) return Number.isNaN(value.getTime()) ? 'an invalid Date' : 'a Date';
  if (typeof value === 'number') return numberKind(value);
  if (value === undefined) return 'undefined';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function numberKind(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isInteger(value) ? 'a whole number' : 'a number with a fraction';
}
