import type { DriverRow } from '../../cql/statement.js';
import type { ColumnValue } from '../../table/row-types.js';
import type { ColumnsOf } from '../../table/table-definition.js';
import type { TableModel } from '../../table/table-model.js';
import type { ConditionKind } from './plan/planned-write.js';

/** Whether a row was inserted, or the one that was there already. */
export type InsertResult<Entity> =
  { readonly applied: true } | { readonly applied: false; readonly existing: Entity };

/** Columns of a row that is there; null also where the column's type knows none, if there is no value. */
export type ExistingColumns<Entity> = {
  readonly [Property in keyof ColumnsOf<Entity>]?: ColumnValue<ColumnsOf<Entity>[Property]> | null;
};

/**
 * Whether a condition was met. If not, `existing` has the columns it asked about, as they are; it is absent with `ifExists`
 * and where there is no such row (in a partition with static values the columns are null then). No exception: that a condition is not met is an answer.
 */
export type ConditionalResult<Entity> =
  | { readonly applied: true }
  | { readonly applied: false; readonly existing?: ExistingColumns<Entity> };

export function wasApplied(answer: DriverRow | undefined): boolean {
  return answer === undefined || answer['[applied]'] === true;
}

export function conditionalResult<Entity>(
  model: TableModel,
  answer: DriverRow | undefined,
  condition: ConditionKind,
): ConditionalResult<Entity> {
  if (answer === undefined || wasApplied(answer)) return { applied: true };
  // Where the row is missing and its partition has static values, Cassandra answers IF EXISTS with a row of these alone.
  const existing = condition === 'if' ? existingColumns(model, answer) : {};
  if (Object.keys(existing).length === 0) return { applied: false };
  return { applied: false, existing: existing as ExistingColumns<Entity> };
}

/** The columns that an answer has, by property. */
export function existingColumns(
  model: TableModel,
  answer: DriverRow,
): Readonly<Record<string, unknown>> {
  const entries = model.columns
    .filter(({ name }) => Object.hasOwn(answer, name))
    .map((column): [string, unknown] => {
      const value = answer[column.name] ?? null;
      const decoded = value === null ? column.makeMissing() : column.codec.decode(value);
      return [column.property, decoded ?? null];
    });
  return Object.fromEntries(entries);
}
