import { encodedSize } from '../../../codec/encoded-size.js';
import { maxKeyBytes } from '../../../query/filter/key-size.js';
import type { ColumnModel, TableModel } from '../../../table/table-model.js';
import { indexFaults } from './read-columns.js';

/** More than Cassandra adds to any part of a key. */
const overheadBytes = 4;
const faulty = Symbol('faulty');

/**
 * The encoded values of a complete key in its order. Undefined for one that has a fault or may have one: `readKeyColumns` then
 * says which. Nearly all keys have none, and are read in half the time.
 */
export function faultlessKey(model: TableModel, key: unknown): readonly unknown[] | undefined {
  if (!isOfNoClass(key) || Object.keys(key).length !== model.key.length) return undefined;
  const values: unknown[] = [];
  let bytes = 0;
  for (const column of model.key) {
    const encoded = encodedOf(column, key[column.property]);
    if (encoded === faulty) return undefined;
    bytes += encodedSize(column.kind, encoded) + overheadBytes;
    values.push(encoded);
  }
  return bytes <= maxKeyBytes ? values : undefined;
}

/**
 * The encoded values of a row to insert, one for each column of the table, undefined where nothing is given. Undefined for a row
 * that has a fault or may have one: `readColumns` and the checks after it then say which. Nearly all rows have none, and are
 * read in less time and with less garbage here.
 */
export function faultlessRow(model: TableModel, row: unknown): unknown[] | undefined {
  if (model.isCounterTable || !isOfNoClass(row)) return undefined;
  const values: unknown[] = [];
  let known = 0;
  let keyBytes = 0;
  for (const column of model.columns) {
    const encoded = encodedOf(column, row[column.property]);
    if (encoded === faulty) return undefined;
    if (encoded !== undefined || column.property in row) known++;
    if (isOfKey(column)) keyBytes += encodedSize(column.kind, encoded) + overheadBytes;
    values.push(encoded);
  }
  const isWhole = known === Object.keys(row).length && keyBytes <= maxKeyBytes;
  return isWhole ? values : undefined;
}

/**
 * The encoded values of what an update changes, one for each column that may change, undefined where it is left alone. Undefined
 * for changes that have a fault or may have one, for operations on parts, and where nothing is changed.
 */
export function faultlessChanges(
  model: TableModel,
  changes: unknown,
): readonly unknown[] | undefined {
  if (model.isCounterTable || !isOfNoClass(changes)) return undefined;
  const values = new Array<unknown>(model.changeableColumns.length).fill(undefined);
  let isChanged = false;
  for (const property of Object.keys(changes)) {
    const place = model.placesOfChanges.get(property);
    const column = place === undefined ? undefined : model.changeableColumns[place];
    // Static columns are changed by a key of their own.
    if (place === undefined || column === undefined || column.role === 'static') return undefined;
    const value = changes[property];
    if (value === undefined) continue;
    const encoded = encodedOf(column, value);
    if (encoded === faulty) return undefined;
    values[place] = encoded;
    isChanged = true;
  }
  return isChanged ? values : undefined;
}

function encodedOf(column: ColumnModel, value: unknown): unknown {
  if (value === undefined) return isNeeded(column) ? faulty : undefined;
  if (value === null) return column.holdsNull && !isOfKey(column) ? null : faulty;
  const encoded = column.codec.tryEncode(value);
  const isFaulty =
    encoded === undefined ||
    (encoded === '' && isOfKey(column)) ||
    (column.isIndexed && indexFaults(column, value, encoded).length > 0);
  return isFaulty ? faulty : encoded;
}

function isOfKey({ role }: ColumnModel): boolean {
  return role === 'partition' || role === 'clustering';
}

function isNeeded(column: ColumnModel): boolean {
  return (
    isOfKey(column) || (column.role === 'regular' && !column.holdsNull && !column.isCollection)
  );
}

/** What it has is its own: a class may give its objects more. */
function isOfNoClass(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  );
}
