import { assignmentCql } from '../../../cql/assignment-cql.js';
import { keyCql, updateCql } from '../../../cql/write-cql.js';
import { refuse } from '../../../errors/refused/refuse.js';
import type { ColumnModel } from '../../../table/table-model.js';
import type { Assignment, ReadChanges } from '../change/assignment.js';
import { readChanges } from '../change/read-changes.js';
import { checkWriteOptions, timestampOf } from '../check/check-options.js';
import { readConditionOptions } from '../condition/condition-options.js';
import { counterFaults } from '../check/counter-faults.js';
import { nullFaults } from '../check/null-faults.js';
import { plainUpdate, planPlainUpdate } from './plain-update.js';
import type { PlannedWrite } from './planned-write.js';
import { readKeyColumns } from '../check/read-key.js';
import { staticFaults } from '../check/static-faults.js';
import { columnFault, type WriteFault } from '../check/write-fault.js';
import type { UncheckedOptions } from '../write-options.js';
import type { WriteTarget } from '../write-target.js';
import { writesList } from './writes-list.js';

/** What an update is about: one row, or the static columns of a partition. */
export type UpdateScope = 'row' | 'static';

/** Compiles an update, or throws all its faults as one error; undefined where nothing is to be changed. */
export function planUpdate(
  target: WriteTarget,
  key: unknown,
  changes: unknown,
  options: UncheckedOptions,
  scope: UpdateScope = 'row',
): PlannedWrite | undefined {
  const { model } = target;
  const condition = readConditionOptions(model, options, scope === 'static');
  const isPlain = scope === 'row' && condition.kind === undefined && condition.faults.length === 0;
  const plain = isPlain ? planPlainUpdate(target, key, changes, options) : undefined;
  if (plain !== undefined) return plain;
  const isConditional = condition.kind !== undefined;
  const keyColumns = scope === 'row' ? model.key : model.partitionKey;
  const read = readChanges(model, changes);
  const ofStatics = scope === 'row' ? staticFaults(model, key, read.assignments.keys()) : [];
  const readKey = readKeyColumns(model, key, isConditional ? 'conditional' : 'update', keyColumns);
  refuse('write', model.name, [
    ...counterFaults(model, 'update'),
    // A key that is short for the static columns' sake gets one fault, not two.
    ...readKey.faults.filter(({ code }) => code !== 'key-missing' || ofStatics.length === 0),
    ...read.faults,
    ...misplaced(read.assignments, scope),
    ...nullFaults(nullsAmong(read.assignments)),
    ...ofStatics,
    ...(isConditional && changesNothing(read) ? [nothingToWrite] : []),
    ...condition.faults,
    ...checkWriteOptions(options, { isConditional }),
  ]);
  const { assignments } = read;
  if (assignments.size === 0) return undefined;
  const columns = scope === 'row' ? model.changeableColumns : model.staticColumns;
  const keyValues = keyColumns.map((column) => readKey.values.get(column));
  if (isPlain && isOfValues(assignments)) {
    const changed = columns.map((column) => assignments.get(column)?.values[0]);
    return plainUpdate(target, keyValues, changed, options);
  }
  const timestamp = timestampOf(options);
  return {
    operation: 'write',
    table: model.name,
    cql: updateText(target, { assignments, columns, keyColumns }, condition.text, timestamp),
    values: [
      options.ttlSeconds,
      ...(timestamp === undefined ? [] : [timestamp]),
      ...columns.flatMap((column) => assignments.get(column)?.values ?? unset),
      ...keyValues,
      ...condition.values,
    ],
    isIdempotent: !isConditional && !writesList(assignments),
    target,
    rows: { key: keyValues },
    written: { assignments },
    condition: condition.kind,
    timestamp,
  };
}

interface UpdateColumns {
  readonly assignments: ReadonlyMap<ColumnModel, Assignment>;
  readonly columns: readonly ColumnModel[];
  readonly keyColumns: readonly ColumnModel[];
}

/**
 * Of an update with operations or conditions, or of statics: sets every column that may change, as `= ?` unless an operation is
 * given. What is not to be changed is left unset, so that texts differ by operations and conditions alone.
 */
function updateText(
  target: WriteTarget,
  { assignments, columns, keyColumns }: UpdateColumns,
  condition: string,
  timestamp: bigint | undefined,
): string {
  const { keyspace, model } = target;
  const hasTimestamp = timestamp !== undefined;
  const shapeAt = (column: ColumnModel): Assignment['shape'] =>
    assignments.get(column)?.shape ?? 'value';
  const operations = columns.filter((column) => shapeAt(column) !== 'value');
  const shape = operations.map((column) => `${column.property}:${shapeAt(column)}`).join();
  const scope = keyColumns.length < model.key.length ? 'static' : 'row';
  const kind = `update ${scope}${hasTimestamp ? ' at' : ''}`;
  return target.text(`${kind} ${shape} IF ${condition}`, () =>
    updateCql(keyspace, model, {
      assignments: columns.map((column) => assignmentCql(column, shapeAt(column))),
      hasTtl: true,
      hasTimestamp,
      where: keyCql(keyColumns),
      condition,
    }),
  );
}

const unset: readonly unknown[] = [undefined];

function isOfValues(assignments: ReadonlyMap<ColumnModel, Assignment>): boolean {
  return [...assignments.values()].every(({ shape }) => shape === 'value');
}

function nullsAmong(assignments: ReadonlyMap<ColumnModel, Assignment>): readonly ColumnModel[] {
  const isNull = ({ shape, values }: Assignment): boolean =>
    shape === 'value' && values[0] === null;
  return [...assignments].flatMap(([column, change]) => (isNull(change) ? [column] : []));
}

function changesNothing({ assignments, faults }: ReadChanges): boolean {
  return assignments.size === 0 && faults.length === 0;
}

/** Columns of the key, and columns of rows among static ones. */
function misplaced(
  assignments: ReadonlyMap<ColumnModel, Assignment>,
  scope: UpdateScope,
): readonly WriteFault[] {
  return [...assignments.keys()].flatMap((column): readonly WriteFault[] => {
    if (column.role === 'partition' || column.role === 'clustering') {
      const problem = 'is part of the key and cannot be changed.';
      const fix = 'Delete the row and insert it with its new key.';
      return [columnFault('update-key-column', column, problem, fix)];
    }
    if (scope === 'row' || column.role === 'static') return [];
    const problem = 'belongs to a row, not to the whole partition.';
    const fix = 'Give the complete key: update(key, changes).';
    return [columnFault('static-write', column, problem, fix)];
  });
}

const nothingToWrite: WriteFault = {
  code: 'nothing-to-write',
  columns: [],
  problem: 'An update with a condition changes nothing.',
  fix: 'Give a change, or read the row.',
};
