import { rowOf } from '../../batch/row-identity.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import {
  planDeleteProjected,
  planInsertProjected,
  projectRow,
  type RowValues,
} from './project-row.js';
import type { TableFamily } from './table-family.js';

/** What a write of a base means for its projections. */
export interface ProjectionChange {
  /** The row before; null: there was none. */
  readonly before: RowValues | null;
  readonly after: RowValues;
  readonly version: bigint;
}

/**
 * The writes of one batch, all at the time `version`: the rows whose key changed go, the others are written whole. Throws what
 * a projection cannot take, such as a key with too many bytes.
 */
export function planProjections(
  { projections }: TableFamily,
  { before, after, version }: ProjectionChange,
): readonly PlannedWrite[] {
  return projections.flatMap((projection) => {
    const old = before === null ? undefined : projectRow(projection, before);
    const gone = old === undefined ? undefined : planDeleteProjected(projection, old);
    const projected = projectRow(projection, after);
    if (projected === undefined) return gone ?? [];
    const fresh = planInsertProjected(projection, projected, version, false);
    if (gone === undefined) return fresh;
    if (rowOf(gone) !== rowOf(fresh)) return [gone, fresh];
    return planInsertProjected(projection, projected, version, true);
  });
}

/** Deletes of the rows that were made from a row of the base, but for those that another row of it has the same key as. */
export function planDeletes(
  { projections }: TableFamily,
  before: RowValues,
  after: RowValues | null = null,
): readonly PlannedWrite[] {
  return projections.flatMap((projection) => {
    const old = projectRow(projection, before);
    if (old === undefined) return [];
    const gone = planDeleteProjected(projection, old);
    const kept = after === null ? undefined : projectRow(projection, after);
    const isKept =
      kept !== undefined && rowOf(planDeleteProjected(projection, kept)) === rowOf(gone);
    return isKept ? [] : [gone];
  });
}
