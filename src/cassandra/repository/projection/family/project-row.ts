import { version as versionProperty } from '../../../table/projection/stored-definition.js';
import { planDelete } from '../../write/plan/plan-delete.js';
import { planInsert } from '../../write/plan/plan-insert.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import type { StoredProjection } from './table-family.js';

/** Values of a row by property. */
export type RowValues = Readonly<Record<string, unknown>>;

/** The row of a projection made from a row of its base; undefined where a column of its key is null, for it is absent then. */
export function projectRow(
  { definition }: StoredProjection,
  row: RowValues,
): RowValues | undefined {
  const derive = definition.source?.derive ?? {};
  const projected: Record<string, unknown> = {};
  for (const property of Object.keys(definition.columns)) {
    const make = derive[property];
    projected[property] = (make === undefined ? row[property] : make(row as never)) ?? null;
  }
  const key = [...definition.partitionKey, ...definition.clusteringKey];
  return key.some((property) => projected[property] === null) ? undefined : projected;
}

/** The delete of a projected row, whose other columns may be given too. */
export function planDeleteProjected(
  { definition, target }: StoredProjection,
  row: RowValues,
): PlannedWrite {
  const key = [...definition.partitionKey, ...definition.clusteringKey];
  return planDelete(target, Object.fromEntries(key.map((name) => [name, row[name]])), {});
}

/**
 * The insert of a projected row. Nulls are written where an older row may be under the same key, whose values would show
 * through; else they are left out, for each would be a tombstone.
 */
export function planInsertProjected(
  { target }: StoredProjection,
  row: RowValues,
  version: bigint,
  writesNulls: boolean,
): PlannedWrite {
  const values = writesNulls
    ? row
    : Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
  return planInsert(target, { ...values, [versionProperty]: version }, {}, false);
}
