import type { ColumnModel } from '../../../table/table-model.js';

/** Values in the order of their columns by column, but for those that are not given. */
export function valuesByColumn(
  columns: readonly ColumnModel[],
  values: readonly unknown[],
): ReadonlyMap<ColumnModel, unknown> {
  const all = columns.map((column, at) => [column, values[at]] as const);
  return new Map(all.filter(([, value]) => value !== undefined));
}
