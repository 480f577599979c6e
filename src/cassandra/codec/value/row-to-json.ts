import type { Columns } from '../../table/column/column.js';
import { codecOf } from '../codecs.js';

/** The columns of a row as JSON can carry them exactly. */
export function rowToJson(columns: Columns, row: object): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  for (const [property, column] of Object.entries(columns)) {
    const value: unknown = Reflect.get(row, property);
    json[property] =
      value === null || value === undefined ? null : codecOf(column.type).toJson(value);
  }
  return json;
}
