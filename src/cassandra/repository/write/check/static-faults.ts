import { named, propertiesOf } from '../../../query/query-fault.js';
import type { ColumnModel, TableModel } from '../../../table/table-model.js';
import type { WriteFault } from './write-fault.js';

/**
 * Static columns alone are written by the partition key alone, beside columns of a row by the complete key. `columns` are what
 * a write by the complete key changes.
 */
export function staticFaults(
  model: TableModel,
  key: unknown,
  columns: Iterable<ColumnModel>,
): readonly WriteFault[] {
  if (!model.hasStaticColumns) return [];
  const changed = [...columns];
  const statics = changed.filter(({ role }) => role === 'static');
  if (statics.length === 0) return [];
  if (statics.length === changed.length) {
    return [
      {
        code: 'static-write',
        columns: propertiesOf(statics),
        problem: `${named(statics)} alone belong to the whole partition, not to a row.`,
        fix: `Use updateStatic() or incrementStatic(), with ${named(model.partitionKey)} as key.`,
      },
    ];
  }
  if (model.clusteringKey.some(({ property }) => isGiven(key, property))) return [];
  return [
    {
      code: 'static-write',
      columns: propertiesOf(statics),
      problem: `${named(statics)} stand beside columns of a row, without its ${named(model.clusteringKey)}.`,
      fix: 'Give the complete key, or write the static columns alone: updateStatic().',
    },
  ];
}

function isGiven(key: unknown, property: string): boolean {
  return typeof key === 'object' && key !== null && Reflect.get(key, property) !== undefined;
}
