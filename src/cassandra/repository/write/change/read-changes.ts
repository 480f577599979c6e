import { isPlainObject } from '../../../query/filter/read-filter.js';
import type { ColumnModel, TableModel } from '../../../table/table-model.js';
import { readColumns } from '../check/read-columns.js';
import { columnFault, type WriteFault } from '../check/write-fault.js';
import type { Assignment, ReadChanges, ReadOperation } from './assignment.js';
import { isOperation } from './operation.js';
import { readFields } from './read-fields.js';
import { readListOperation } from './read-list-operation.js';
import { readMapOperations } from './read-map-operations.js';
import { readSetOperations } from './read-set-operations.js';

/** Reads what an update changes: values, and operations in place of them. */
export function readChanges(model: TableModel, changes: unknown): ReadChanges {
  const operations = isPlainObject(changes)
    ? Object.entries(changes).filter(([, change]) => hasOperation(change))
    : [];
  const assignments = new Map<ColumnModel, Assignment>();
  const faults: WriteFault[] = [];
  const plain = operations.length === 0 ? changes : without(changes as object, operations);
  const read = readColumns(model, plain, 'Changes');
  faults.push(...read.faults);
  for (const [column, value] of read.values) {
    assignments.set(column, { shape: 'value', values: [value] });
  }
  for (const [property, change] of operations) {
    const column = model.column(property);
    if (column === undefined) {
      // Says which columns there are.
      faults.push(...readColumns(model, { [property]: 0 }, 'Changes').faults);
      continue;
    }
    const parts: readonly unknown[] = Array.isArray(change) ? change : [change];
    const operation = readOperations(column, parts);
    if (isFaults(operation)) faults.push(...operation);
    else if (operation !== undefined) assignments.set(column, operation);
  }
  return { assignments, faults };
}

/** An operation, or several in an array, maybe beside something else. */
function hasOperation(change: unknown): boolean {
  return isOperation(change) || (Array.isArray(change) && change.some(isOperation));
}

function isFaults(read: ReadOperation): read is readonly WriteFault[] {
  return Array.isArray(read);
}

function without(changes: object, operations: readonly [string, unknown][]): unknown {
  const left = new Set(operations.map(([property]) => property));
  return Object.fromEntries(Object.entries(changes).filter(([property]) => !left.has(property)));
}

function readOperations(column: ColumnModel, parts: readonly unknown[]): ReadOperation {
  const { kind, type, cqlType } = column;
  if (kind === 'set') return readSetOperations(column, type, parts);
  if (kind === 'list') return readListOperation(column, type, parts);
  if (kind === 'map') return readMapOperations(column, type, parts);
  if (kind === 'udt') return readFields(column, type, parts);
  if (kind !== 'frozen') return [noParts(column, parts)];
  const fix = 'Give the whole value, or declare it without frozen(…).';
  return [
    columnFault('frozen-op', column, `(${cqlType}) is frozen: it is written as a whole.`, fix),
  ];
}

function noParts(column: ColumnModel, parts: readonly unknown[]): WriteFault {
  const adds = parts.some(
    (part) => isOperation(part) && (part.name === 'add' || part.name === 'discard'),
  );
  if (adds) {
    return columnFault(
      'arithmetic',
      column,
      `(${column.cqlType}) is no collection, and Cassandra does not add to a value.`,
      'Read it and update it on a condition: { if: { … } }; or declare a counter table.',
    );
  }
  return columnFault(
    'wrong-type',
    column,
    `(${column.cqlType}) has no parts that could change.`,
    `Give ${column.codec.expected}.`,
  );
}
