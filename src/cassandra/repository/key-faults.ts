import type { Fault } from '../errors/fault.js';
import type { ColumnModel, TableModel } from '../table/table-model.js';

/** Every key column must have a value. Columns that have a fault already get no second one. */
export function keyFaults(
  model: TableModel,
  values: ReadonlyMap<ColumnModel, unknown>,
  faults: readonly Fault[],
): readonly Fault<'key-missing' | 'key-null'>[] {
  const alreadyAtFault = new Set(faults.flatMap((fault) => fault.columns));
  const candidates = model.key.filter((column) => !alreadyAtFault.has(column.property));
  const missing = candidates.filter((column) => !values.has(column));
  const nulls = candidates.filter((column) => values.get(column) === null);
  return [
    ...fault('key-missing', missing, 'is part of the key and not given', 'Give'),
    ...fault('key-null', nulls, 'is part of the key and cannot be null', 'Give a value for'),
  ];
}

function fault<Code extends string>(
  code: Code,
  columns: readonly ColumnModel[],
  problem: string,
  fix: string,
): readonly Fault<Code>[] {
  if (columns.length === 0) return [];
  const names = columns.map((column) => `"${column.property}"`).join(', ');
  return [
    {
      code,
      columns: columns.map((column) => column.property),
      problem: `${names} ${problem}.`,
      fix: `${fix} ${names}.`,
    },
  ];
}
