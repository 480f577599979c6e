import { codecOf } from '../../codec/codecs.js';
import type { ColumnModel } from '../../table/table-model.js';
import { functionToJson } from './function-cql.js';
import type { SelectedFunction } from './read-selection.js';

/** A plain object of these values, with a `toJSON` that is not enumerable. */
export function makePartialRow(
  values: readonly (readonly [string, unknown])[],
  columns: readonly ColumnModel[],
  functions: readonly SelectedFunction[],
): Record<string, unknown> {
  const row: Record<string, unknown> = Object.fromEntries(values);
  Object.defineProperty(row, 'toJSON', {
    value: () => partialRowToJson(row, columns, functions),
    enumerable: false,
  });
  return row;
}

function partialRowToJson(
  row: Readonly<Record<string, unknown>>,
  columns: readonly ColumnModel[],
  functions: readonly SelectedFunction[],
): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const { property, type } of columns) {
    const value = row[property];
    json[property] = value === null || value === undefined ? null : codecOf(type).toJson(value);
  }
  for (const one of functions) json[one.property] = functionToJson(one, row[one.property]);
  return json;
}
