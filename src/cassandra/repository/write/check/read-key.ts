import { isPlainObject } from '../../../query/filter/read-filter.js';
import { keySizeFaults } from '../../../query/filter/key-size.js';
import { named } from '../../../query/query-fault.js';
import type { ColumnModel, TableModel } from '../../../table/table-model.js';
import { keyFaults } from './key-faults.js';
import { presentValue, readColumns } from './read-columns.js';
import { columnFault, type WriteFault } from './write-fault.js';

/** What the key is for; a fault names what would do instead. */
export type KeyUse = 'read' | 'update' | 'conditional' | 'delete';

/** The encoded values of a key. */
export interface ReadKey {
  readonly values: ReadonlyMap<ColumnModel, unknown>;
  readonly faults: readonly WriteFault[];
}

/** The complete key (or, of static columns, the partition key) and nothing else. */
export function readKeyColumns(
  model: TableModel,
  key: unknown,
  use: KeyUse = 'read',
  columns: readonly ColumnModel[] = model.key,
): ReadKey {
  const many = use === 'read' ? [] : columns.filter((column) => isOperators(column, key));
  const single = many.length === 0 ? key : without(key, many);
  const { values, faults } = readColumns(model, single, 'A key');
  const surplus = [...values.keys()].filter((column) => !columns.includes(column));
  const operatorFaults = many.map((column) => notOne(model, column, use));
  return {
    values,
    faults: [
      ...faults,
      ...operatorFaults,
      ...surplus.map((column) => notPartOfKey(columns, column, use)),
      ...keyFaults(columns, values, [...faults, ...operatorFaults]),
      ...keySizeFaults(model, presentValue(values)),
    ],
  };
}

/** Is it `{ in: […] }` or `{ gt: 3 }` where one value belongs. */
function isOperators(column: ColumnModel, key: unknown): boolean {
  if (!isPlainObject(key)) return false;
  const value = key[column.property];
  return isPlainObject(value) && !column.codec.accepts(value);
}

function without(key: unknown, columns: readonly ColumnModel[]): unknown {
  const properties = new Set(columns.map(({ property }) => property));
  return Object.fromEntries(
    Object.entries(key as object).filter(([property]) => !properties.has(property)),
  );
}

function notOne(model: TableModel, column: ColumnModel, use: KeyUse): WriteFault {
  switch (use) {
    case 'conditional':
      return columnFault(
        'lwt-key',
        column,
        'has operators: a condition is about one row.',
        `Give one value for each of ${named(model.key)}.`,
      );
    case 'delete':
      return columnFault(
        'delete-filter',
        column,
        'has operators: delete() deletes one row.',
        'Use deleteMany(filter).',
      );
    case 'update':
    case 'read':
      return columnFault(
        'update-many',
        column,
        'has operators: an update changes one row.',
        'Send one update per row, concurrently or in a batch.',
      );
  }
}

function notPartOfKey(key: readonly ColumnModel[], column: ColumnModel, use: KeyUse): WriteFault {
  const problem = 'is not part of the key.';
  if (column.role === 'clustering') {
    return columnFault(
      'static-write',
      column,
      'has no place in a write of static columns, which the whole partition shares.',
      `Give ${named(key)} alone.`,
    );
  }
  switch (use) {
    case 'update':
    case 'conditional':
      return columnFault(
        'update-many',
        column,
        problem,
        'Read the keys of the rows first, then update each; or give the column in a condition: { if: … }.',
      );
    case 'delete':
      return columnFault(
        'delete-filter',
        column,
        problem,
        'Read the keys of the rows first, then delete each.',
      );
    case 'read':
      return columnFault('unknown-column', column, problem, 'Give the key columns only.');
  }
}
