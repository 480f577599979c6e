import { deleteCql, insertCql, updateCql, changeableColumns } from '../cql/write-cql.js';
import type { Statement } from '../cql/statement.js';
import { refuse } from '../errors/refused/refuse.js';
import { keySizeFaults } from '../query/filter/key-size.js';
import type { ColumnModel, TableModel } from '../table/table-model.js';
import { keyFaults } from './key-faults.js';
import { readColumns } from './read-columns.js';
import type { WriteFault } from './write-fault.js';
import {
  checkWriteOptions,
  type DeleteOptions,
  type UpdateOptions,
  type WriteOptions,
} from './write-options.js';

/** The table a write goes to. */
export interface WriteTarget {
  readonly keyspace: string;
  readonly model: TableModel;
}

/** Compiles an insert, or throws all its faults as one error. */
export function planInsert(
  { keyspace, model }: WriteTarget,
  row: unknown,
  options: WriteOptions,
  ifNotExists: boolean,
): Statement {
  const { values, faults } = readColumns(model, row, 'A row');
  refuse('write', model.name, [
    ...faults,
    ...keyFaults(model, values, faults),
    ...columnFaults(model, values, faults),
    ...keySizeFaults(model, present(values)),
    ...checkWriteOptions(options),
  ]);
  return {
    operation: 'write',
    table: model.name,
    cql: insertCql(keyspace, model, ifNotExists),
    values: [...model.columns.map((column) => values.get(column)), options.ttlSeconds],
    isIdempotent: !ifNotExists && !writesList(values),
  };
}

/** Compiles an update; undefined where nothing is to be changed. */
export function planUpdate(
  { keyspace, model }: WriteTarget,
  key: unknown,
  changes: unknown,
  options: UpdateOptions,
): Statement | undefined {
  const readKey = readKeyColumns(model, key);
  const { values, faults } = readColumns(model, changes, 'Changes');
  const isConditional = options.ifExists === true;
  refuse('write', model.name, [
    ...readKey.faults,
    ...faults,
    ...keyColumnsAmong(values),
    ...nullFaults([...values.keys()].filter((column) => values.get(column) === null)),
    ...(isConditional && values.size === 0 && faults.length === 0 ? [nothingToWrite] : []),
    ...checkWriteOptions(options),
  ]);
  if (values.size === 0) return undefined;
  return {
    operation: 'write',
    table: model.name,
    cql: updateCql(keyspace, model, isConditional),
    values: [
      options.ttlSeconds,
      ...changeableColumns(model).map((column) => values.get(column)),
      ...model.key.map((column) => readKey.values.get(column)),
    ],
    isIdempotent: !isConditional && !writesList(values),
  };
}

/** Compiles the delete of one row. */
export function planDelete(
  { keyspace, model }: WriteTarget,
  key: unknown,
  options: DeleteOptions,
): Statement {
  const { values, faults } = readKeyColumns(model, key);
  const isConditional = options.ifExists === true;
  refuse('write', model.name, [...faults, ...checkWriteOptions(options)]);
  return {
    operation: 'write',
    table: model.name,
    cql: deleteCql(keyspace, model, isConditional),
    values: model.key.map((column) => values.get(column)),
    isIdempotent: !isConditional,
  };
}

/** The complete key and nothing else. */
export function readKeyColumns(
  model: TableModel,
  key: unknown,
): { readonly values: ReadonlyMap<ColumnModel, unknown>; readonly faults: readonly WriteFault[] } {
  const { values, faults } = readColumns(model, key, 'A key');
  const surplus = [...values.keys()].filter((column) => !model.key.includes(column));
  return {
    values,
    faults: [
      ...faults,
      ...surplus.map(notPartOfKey),
      ...keyFaults(model, values, faults),
      ...keySizeFaults(model, present(values)),
    ],
  };
}

/** A list that is written twice at one time holds everything twice; sets and maps do not mind. */
function writesList(values: ReadonlyMap<ColumnModel, unknown>): boolean {
  return [...values.keys()].some(({ kind }) => kind === 'list');
}

/** Null and absent values have no size. */
function present(values: ReadonlyMap<ColumnModel, unknown>): (column: ColumnModel) => unknown {
  return (column) => values.get(column) ?? undefined;
}

function columnFaults(
  model: TableModel,
  values: ReadonlyMap<ColumnModel, unknown>,
  faults: readonly WriteFault[],
): readonly WriteFault[] {
  const alreadyAtFault = new Set(faults.flatMap((fault) => fault.columns));
  const required = model.columns.filter(
    (column) =>
      column.role === 'regular' && !column.holdsNull && !alreadyAtFault.has(column.property),
  );
  const missing = required.filter((column) => !values.has(column) && !column.isCollection);
  return [
    ...missing.map((column): WriteFault => ({
      code: 'column-missing',
      columns: [column.property],
      problem: `"${column.property}" is not nullable and not given.`,
      fix: `Give "${column.property}", or declare it .nullable().`,
    })),
    ...nullFaults([...values.keys()].filter((column) => values.get(column) === null)),
  ];
}

function nullFaults(columns: readonly ColumnModel[]): readonly WriteFault[] {
  return columns
    .filter((column) => !column.holdsNull && (column.role === 'regular' || column.isCollection))
    .map((column) => ({
      code: 'column-null',
      columns: [column.property],
      problem: `"${column.property}" is not nullable.`,
      fix: column.isCollection
        ? 'Give an empty collection.'
        : 'Give a value, or declare it .nullable().',
    }));
}

function keyColumnsAmong(values: ReadonlyMap<ColumnModel, unknown>): readonly WriteFault[] {
  return [...values.keys()]
    .filter(({ role }) => role === 'partition' || role === 'clustering')
    .map((column) => ({
      code: 'update-key-column',
      columns: [column.property],
      problem: `"${column.property}" is part of the key and cannot be changed.`,
      fix: 'Delete the row and insert it with its new key.',
    }));
}

function notPartOfKey(column: ColumnModel): WriteFault {
  return {
    code: 'unknown-column',
    columns: [column.property],
    problem: `"${column.property}" is not part of the key.`,
    fix: 'Give the key columns only.',
  };
}

const nothingToWrite: WriteFault = {
  code: 'nothing-to-write',
  columns: [],
  problem: 'An update with a condition changes nothing.',
  fix: 'Give a change, or read the row.',
};
