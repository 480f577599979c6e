import type { ColumnModel } from '../../../table/table-model.js';
import { named, propertiesOf } from '../../../query/query-fault.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import type { BatchFault } from './batch-fault.js';
import { isCovered } from './is-covered.js';
import { identityOf, partitionsOf, rowOf } from '../row-identity.js';
import { writtenValues } from '../written-values.js';

/**
 * Statements of one time have no order: a delete wins over a write of the same row, and of two values of one column the larger
 * one, wherever they stand. Statements with times of their own that differ are left alone.
 */
export function sameRowFaults(writes: readonly PlannedWrite[]): readonly BatchFault[] {
  if (areApart(writes)) return [];
  const written = new Map<string, Set<string>>();
  const deleted = new Set<string>();
  const deletesOfMany = new Map<string, PlannedWrite[]>();
  for (const write of writes) {
    if ('key' in write.rows && write.written === undefined) deleted.add(rowAt(write));
    if ('filter' in write.rows) {
      for (const partition of partitionsAt(write)) {
        deletesOfMany.set(partition, [...(deletesOfMany.get(partition) ?? []), write]);
      }
    }
  }
  const faults = new Map<string, BatchFault>();
  const add = (fault: BatchFault, { table }: PlannedWrite): void => {
    faults.set(`${table} ${fault.problem}`, fault);
  };
  for (const write of writes) {
    if (write.written === undefined) continue;
    const row = rowAt(write);
    const needsPartition = deletesOfMany.size > 0 || write.target.model.hasStaticColumns;
    const [partition = ''] = needsPartition ? partitionsAt(write) : [];
    const ofMany = deletesOfMany.get(partition) ?? [];
    const isDeleted = deleted.has(row) || ofMany.some((one) => isCovered(write, one));
    if (isDeleted) add(deletedAndWritten(write), write);
    // Of additions to one counter all count.
    if (write.target.model.isCounterTable) continue;
    const ofRow = columnsAt(written, row);
    const ofPartition = columnsAt(written, partition);
    for (const [column] of writtenValues(write)) {
      const columns = column.role === 'static' ? ofPartition : ofRow;
      if (columns.has(column.name)) add(writtenTwice(write, column), write);
      columns.add(column.name);
    }
  }
  return [...faults.values()];
}

/**
 * One statement for each row, as in most batches. Static columns, which many rows share, and deletes of many rows are looked at
 * closer.
 */
function areApart(writes: readonly PlannedWrite[]): boolean {
  const isOfRow = ({ rows, target: { model } }: PlannedWrite): boolean =>
    'key' in rows && !model.hasStaticColumns;
  return (
    writes.every(isOfRow) && (areAllDifferent(writes, endOf) || areAllDifferent(writes, rowOf))
  );
}

/** A part of the key that mostly differs, and tells as much in less time: rows of different ends are different in any table. */
function endOf({ rows }: PlannedWrite): string {
  return 'key' in rows ? identityOf(rows.key.at(-1)) : '';
}

function areAllDifferent(
  writes: readonly PlannedWrite[],
  textOf: (write: PlannedWrite) => string,
): boolean {
  return new Set(writes.map(textOf)).size === writes.length;
}

function columnsAt(written: Map<string, Set<string>>, place: string): Set<string> {
  const known = written.get(place) ?? new Set<string>();
  written.set(place, known);
  return known;
}

function rowAt(write: PlannedWrite): string {
  return at(write, rowOf(write));
}

function partitionsAt(write: PlannedWrite): readonly string[] {
  return partitionsOf(write).map((partition) => at(write, `${write.table} ${partition}`));
}

/** Writes of different times do not meet. */
function at({ timestamp }: PlannedWrite, place: string): string {
  return `${timestamp === undefined ? 'now' : String(timestamp)} ${place}`;
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
