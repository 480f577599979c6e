import type { ColumnModel } from '../../table/table-model.js';
import { named, propertiesOf } from '../../query/query-fault.js';
import type { PlannedWrite } from '../write/plan/planned-write.js';
import type { BatchFault } from './batch-fault.js';
import { isCovered } from './is-covered.js';
import { partitionsOf, rowOf } from './row-identity.js';

/**
 * Statements of one time have no order: a delete wins over a write of the same row, and of two values of one column the larger
 * one, wherever they stand. Statements with times of their own that differ are left alone.
 */
export function sameRowFaults(writes: readonly PlannedWrite[]): readonly BatchFault[] {
  const seen = new Set<string>();
  const deleted = new Set<string>();
  const deletesOfMany = new Map<string, PlannedWrite[]>();
  for (const write of writes) {
    if ('key' in write.rows && write.written === undefined) deleted.add(at(write, rowOf(write)));
    if ('filter' in write.rows) {
      for (const partition of partitionsOf(write)) {
        const key = at(write, `${write.table} ${partition}`);
        deletesOfMany.set(key, [...(deletesOfMany.get(key) ?? []), write]);
      }
    }
  }
  const faults = new Map<string, BatchFault>();
  const add = (fault: BatchFault, { table }: PlannedWrite): void => {
    faults.set(`${table} ${fault.problem}`, fault);
  };
  for (const write of writes) {
    if (write.written === undefined) continue;
    const [partition = ''] = partitionsOf(write);
    const ofMany = deletesOfMany.get(at(write, `${write.table} ${partition}`)) ?? [];
    const isDeleted =
      deleted.has(at(write, rowOf(write))) || ofMany.some((one) => isCovered(write, one));
    if (isDeleted) add(deletedAndWritten(write), write);
    for (const column of columnsOf(write)) {
      const place = column.role === 'static' ? `${write.table} ${partition}` : rowOf(write);
      const cell = at(write, `${place} ${column.name}`);
      if (seen.has(cell)) add(writtenTwice(write, column), write);
      seen.add(cell);
    }
  }
  return [...faults.values()];
}

/** Writes of different times do not meet. */
function at({ timestamp }: PlannedWrite, place: string): string {
  return `${timestamp === undefined ? 'now' : String(timestamp)} ${place}`;
}

/** The columns a write changes; those of the key are not among them. */
export function columnsOf({ written }: PlannedWrite): readonly ColumnModel[] {
  if (written === undefined) return [];
  const columns = 'values' in written ? written.values.keys() : written.assignments.keys();
  return [...columns].filter(({ role }) => role === 'regular' || role === 'static');
}

function deletedAndWritten({ table, target: { model } }: PlannedWrite): BatchFault {
  return {
    code: 'batch-same-row',
    columns: propertiesOf(model.key),
    problem: `Of "${table}" one row (by ${named(model.key)}) is deleted and written: the delete would win, whatever the order.`,
    fix: 'Leave one of them out, or send them one after the other.',
  };
}

function writtenTwice({ table, target: { model } }: PlannedWrite, column: ColumnModel): BatchFault {
  return {
    code: 'batch-same-row',
    columns: [...propertiesOf(model.key), column.property],
    problem: `Of "${table}" one row (by ${named(model.key)}) gets "${column.property}" twice: the larger value would win, whatever the order.`,
    fix: 'Write the row by one statement.',
  };
}
