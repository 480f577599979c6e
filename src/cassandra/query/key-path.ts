import type { ColumnModel, TableModel } from '../table/table-model.js';
import type { Restriction } from './filter/restriction.js';

/** Does the primary key serve this one of the restrictions? */
export function isServedByKey(
  model: TableModel,
  restrictions: readonly Restriction[],
  restriction: Restriction,
): boolean {
  return keyPath(model, restrictions).includes(restriction);
}

export function isPartitionComplete(
  model: TableModel,
  restrictions: readonly Restriction[],
): boolean {
  return model.partitionKey.every((column) => pointAt(restrictions, column) !== undefined);
}

/** The restrictions that the primary key serves: the whole partition key, then clustering columns without a gap. */
export function keyPath(
  model: TableModel,
  restrictions: readonly Restriction[],
): readonly Restriction[] {
  if (!isPartitionComplete(model, restrictions)) return [];
  const path = model.partitionKey.flatMap((column) => pointAt(restrictions, column) ?? []);
  for (const column of model.clusteringKey) {
    const restriction = restrictions.find((candidate) => candidate.column === column);
    if (restriction === undefined) break;
    path.push(restriction);
    if (restriction.type === 'range') break;
  }
  return path;
}

/** What the filter says of a column by `=` or `in`. */
export function pointAt(
  restrictions: readonly Restriction[],
  column: ColumnModel,
): Restriction | undefined {
  return restrictions.find(
    (restriction) => restriction.column === column && restriction.type !== 'range',
  );
}
