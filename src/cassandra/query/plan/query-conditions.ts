import type { TableModel } from '../../table/table-model.js';
import { conditionsOf, type SelectPlan } from './select-plan.js';
import type { SelectRequest } from './select-request.js';

/** What a filter says, for what reads by a statement of its own. */
export interface QueryConditions {
  readonly table: string;
  /** What stands behind WHERE, with `?` for the values. */
  readonly cql: string;
  /** As the driver is given them. */
  readonly values: readonly unknown[];
  /** They are served by ALLOW FILTERING alone. */
  readonly allowFiltering: boolean;
}

/** The filter of a request that was checked; undefined where the request says more than a filter, which must not be lost. */
export function queryConditions(
  model: TableModel,
  { filter, allowsFiltering: _, settings, ...more }: SelectRequest,
  { needsFiltering }: SelectPlan,
): QueryConditions | undefined {
  const saysMore =
    Object.keys(settings).length > 0 || Object.values(more).some((part) => part !== undefined);
  if (filter === undefined || saysMore) return undefined;
  const conditions = conditionsOf(model, filter.restrictions);
  return {
    table: model.name,
    cql: conditions.map(({ text }) => text).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
    allowFiltering: needsFiltering,
  };
}
