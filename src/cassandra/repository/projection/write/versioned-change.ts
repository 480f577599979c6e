import { createdId, writeId } from '../../../table/projection/stored-definition.js';
import { readChanges } from '../../write/change/read-changes.js';
import { planDelete } from '../../write/plan/plan-delete.js';
import { planInsert } from '../../write/plan/plan-insert.js';
import { planUpdate } from '../../write/plan/plan-update.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import type { RowValues } from '../family/project-row.js';
import type { StoredRow } from '../family/stored-row.js';
import type { TableFamily } from '../family/table-family.js';
import { applyOperations } from './apply-operations.js';

/** A lightweight transaction on the base, and the row it leaves; null: none. */
export interface PlannedTransaction {
  readonly statement: PlannedWrite;
  readonly after: RowValues | null;
}

/** What a caller wants of one row, for whatever is found there. */
export interface VersionedChange {
  readonly key: RowValues;
  /** True: it is tried without reading first, as if there were no row. */
  readonly expectsNone: boolean;
  /** Undefined: there is nothing to do for this row. */
  plan(old: StoredRow | null, id: string): PlannedTransaction | undefined;
}

export function insertChange(family: TableFamily, row: unknown, onlyNew: boolean): VersionedChange {
  const { base, definition } = family;
  // Throws here what is wrong with the row, whatever is there.
  planInsert(base, row, {}, true);
  const given = row as RowValues;
  const keyNames = [...definition.partitionKey, ...definition.clusteringKey];
  const key = pick(given, keyNames);
  const rest = Object.fromEntries(
    Object.entries(given).filter(([name]) => !keyNames.includes(name)),
  );
  return {
    key,
    expectsNone: onlyNew,
    plan: (old, id) => {
      if (old === null) {
        const values = { ...given, [writeId]: id, [createdId]: id };
        return { statement: planInsert(base, values, {}, true), after: wholeRow(family, given) };
      }
      return onlyNew ? undefined : planChange(family, key, rest, old, id);
    },
  };
}

export function updateChange(family: TableFamily, key: unknown, changes: unknown): VersionedChange {
  // Throws here what is wrong with key and changes.
  const changesNothing = planUpdate(family.base, key, changes, {}) === undefined;
  return {
    key: key as RowValues,
    expectsNone: false,
    plan: (old, id) =>
      old === null || changesNothing
        ? undefined
        : planChange(family, key as RowValues, changes as RowValues, old, id),
  };
}

export function deleteChange(family: TableFamily, key: unknown): VersionedChange {
  planDelete(family.base, key, {});
  return {
    key: key as RowValues,
    expectsNone: false,
    plan: (old) =>
      old === null
        ? undefined
        : { statement: planDelete(family.base, key, conditionOf(old)), after: null },
  };
}

/** A write that changes nothing but the version, which fences whoever read the old one. */
export function touchChange(family: TableFamily, key: RowValues): VersionedChange {
  return {
    key,
    expectsNone: false,
    plan: (old, id) => (old === null ? undefined : planChange(family, key, {}, old, id)),
  };
}

function planChange(
  family: TableFamily,
  key: RowValues,
  changes: RowValues,
  old: StoredRow,
  id: string,
): PlannedTransaction | undefined {
  const statement = planUpdate(family.base, key, { ...changes, [writeId]: id }, conditionOf(old));
  return statement && { statement, after: changedRow(family, old.values, changes) };
}

const conditionOf = (old: StoredRow): { readonly if: RowValues } => ({
  if: { [writeId]: old.writeId },
});

/** What a row is after its insert: absent columns are null, or empty collections. */
function wholeRow({ base }: TableFamily, given: RowValues): RowValues {
  return Object.fromEntries(
    base.model.columns.map(({ property, makeMissing }) => [
      property,
      given[property] ?? makeMissing() ?? null,
    ]),
  );
}

/** The row as it will be, if nobody changes it before. */
function changedRow({ base }: TableFamily, old: RowValues, changes: RowValues): RowValues {
  const { assignments } = readChanges(base.model, changes);
  const values = [...assignments].map(([column, { shape }]): [string, unknown] => {
    const { property, type, makeMissing } = column;
    const change = changes[property];
    return [
      property,
      shape === 'value'
        ? (change ?? makeMissing() ?? null)
        : applyOperations(type, old[property], change),
    ];
  });
  return { ...old, ...Object.fromEntries(values) };
}

function pick(row: RowValues, names: readonly string[]): RowValues {
  return Object.fromEntries(names.map((name) => [name, row[name]]));
}
