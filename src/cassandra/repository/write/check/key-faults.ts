import type { Fault } from '../../../errors/fault.js';
import { named, propertiesOf } from '../../../query/query-fault.js';
import type { ColumnModel } from '../../../table/table-model.js';

/** Every one of the key columns must have a value. Columns that have a fault already get no second one. */
export function keyFaults(
  key: readonly ColumnModel[],
  values: ReadonlyMap<ColumnModel, unknown>,
  faults: readonly Fault[],
): readonly Fault<'key-missing' | 'key-null'>[] {
  if (key.every((column) => (values.get(column) ?? null) !== null)) return [];
  const alreadyAtFault = new Set(faults.flatMap((fault) => fault.columns));
  const candidates = key.filter((column) => !alreadyAtFault.has(column.property));
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
  return [
    {
      code,
      columns: propertiesOf(columns),
      problem: `${named(columns)} ${problem}.`,
      fix: `${fix} ${named(columns)}.`,
    },
  ];
}
