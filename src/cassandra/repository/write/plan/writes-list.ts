import type { ColumnModel } from '../../../table/table-model.js';

/** A list that is written twice at one time holds everything twice; sets and maps do not mind. */
export function writesList(written: ReadonlyMap<ColumnModel, unknown>): boolean {
  for (const { kind } of written.keys()) if (kind === 'list') return true;
  return false;
}

/** The same of values in the order of columns. */
export function writesListAt(columns: readonly ColumnModel[], values: readonly unknown[]): boolean {
  return columns.some(({ kind }, at) => kind === 'list' && values[at] !== undefined);
}
