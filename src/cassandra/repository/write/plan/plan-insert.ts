import { insertCql } from '../../../cql/write-cql.js';
import { refuse } from '../../../errors/refused/refuse.js';
import { keySizeFaults } from '../../../query/filter/key-size.js';
import type { ColumnModel, TableModel } from '../../../table/table-model.js';
import { checkWriteOptions, timestampOf } from '../check/check-options.js';
import { counterFaults } from '../check/counter-faults.js';
import { nullFaults } from '../check/null-faults.js';
import { faultlessRow } from '../check/faultless-input.js';
import { keyFaults } from '../check/key-faults.js';
import { hasCondition } from '../condition/condition-options.js';
import type { PlannedWrite, WrittenColumns, WrittenRows } from './planned-write.js';
import { presentValue, readColumns } from '../check/read-columns.js';
import type { WriteFault } from '../check/write-fault.js';
import type { UncheckedOptions } from '../write-options.js';
import type { WriteTarget } from '../write-target.js';
import { writesListAt } from './writes-list.js';

/** Compiles an insert, or throws all its faults as one error. */
export function planInsert(
  target: WriteTarget,
  given: unknown,
  options: UncheckedOptions,
  ifNotExists: boolean,
): PlannedWrite {
  const { keyspace, model } = target;
  const ofOptions = [
    ...checkWriteOptions(options, { isConditional: ifNotExists }),
    ...conditionFaults(options),
  ];
  const row = faultlessRow(model, given) ?? checkedRow(model, given, ofOptions);
  refuse('write', model.name, ofOptions);
  const timestamp = timestampOf(options);
  const hasTimestamp = timestamp !== undefined;
  // Into the same array: what many requests in flight hold is what garbage collection costs.
  row.push(options.ttlSeconds);
  if (hasTimestamp) row.push(timestamp);
  const cql = target.text(shapeOf(ifNotExists, hasTimestamp), () =>
    insertCql(keyspace, model, { ifNotExists, hasTimestamp }),
  );
  return new PlannedInsert(target, cql, row, ifNotExists, timestamp);
}

/** What a batch asks of an insert is made when it does: most inserts are in none. */
class PlannedInsert implements PlannedWrite {
  readonly operation = 'write';
  readonly table: string;
  readonly isIdempotent: boolean;
  readonly condition: 'ifNotExists' | undefined;
  #rows: WrittenRows | undefined;

  constructor(
    readonly target: WriteTarget,
    readonly cql: string,
    /** One for each column of the table, and what follows USING. */
    readonly values: readonly unknown[],
    ifNotExists: boolean,
    readonly timestamp: bigint | undefined,
  ) {
    const { model } = target;
    this.table = model.name;
    this.isIdempotent = !ifNotExists && !writesListAt(model.columns, values);
    this.condition = ifNotExists ? 'ifNotExists' : undefined;
  }

  get rows(): WrittenRows {
    const { columns, key } = this.target.model;
    this.#rows ??= { key: key.map((column) => this.values[columns.indexOf(column)]) };
    return this.#rows;
  }

  get written(): WrittenColumns {
    return { columns: this.target.model.columns, values: this.values };
  }
}

/** Throws every fault of the row and of the options. */
function checkedRow(model: TableModel, row: unknown, ofOptions: readonly WriteFault[]): unknown[] {
  const { values, faults } = readColumns(model, row, 'A row');
  refuse('write', model.name, [
    ...counterFaults(model, 'insert'),
    ...faults,
    ...keyFaults(model.key, values, faults),
    ...missingColumns(model, values, faults),
    ...nullFaults(nullsIn(values)),
    ...keySizeFaults(model, presentValue(values)),
    ...ofOptions,
  ]);
  return model.columns.map((column) => values.get(column));
}

function shapeOf(ifNotExists: boolean, hasTimestamp: boolean): string {
  if (ifNotExists) return 'insert-if-not-exists';
  return hasTimestamp ? 'insert-at' : 'insert';
}

export function nullsIn(values: ReadonlyMap<ColumnModel, unknown>): readonly ColumnModel[] {
  const nulls: ColumnModel[] = [];
  for (const [column, value] of values) if (value === null) nulls.push(column);
  return nulls;
}

function missingColumns(
  model: TableModel,
  values: ReadonlyMap<ColumnModel, unknown>,
  faults: readonly WriteFault[],
): readonly WriteFault[] {
  const missing = model.columns.filter(
    (column) =>
      column.role === 'regular' && !column.holdsNull && !column.isCollection && !values.has(column),
  );
  if (missing.length === 0) return [];
  const alreadyAtFault = new Set(faults.flatMap((fault) => fault.columns));
  return missing
    .filter(({ property }) => !alreadyAtFault.has(property))
    .map((column) => ({
      code: 'column-missing',
      columns: [column.property],
      problem: `"${column.property}" is not nullable and not given.`,
      fix: `Give "${column.property}", or declare it .nullable().`,
    }));
}

function conditionFaults(options: UncheckedOptions): readonly WriteFault[] {
  if (!hasCondition(options)) return [];
  return [
    {
      code: 'if-both',
      columns: [],
      problem: 'An insert has one condition only: that the row is not there.',
      fix: 'Use insertIfNotExists(row), or update(key, changes, { if: … }).',
    },
  ];
}
