import { assignmentCql } from '../../../cql/assignment-cql.js';
import { keyCql, updateCql } from '../../../cql/write-cql.js';
import { kindOfValue } from '../../../codec/value/value-kind.js';
import { refuse } from '../../../errors/refused/refuse.js';
import { isPlainObject, unknownColumn } from '../../../query/filter/read-filter.js';
import type { ColumnModel, TableModel } from '../../../table/table-model.js';
import { checkWriteOptions } from '../check/check-options.js';
import { counterOptionFaults } from '../check/counter-faults.js';
import type { UpdateScope } from './plan-update.js';
import type { PlannedWrite } from './planned-write.js';
import { readKeyColumns } from '../check/read-key.js';
import { staticFaults } from '../check/static-faults.js';
import { columnFault, type WriteFault } from '../check/write-fault.js';
import type { UncheckedOptions } from '../write-options.js';
import type { WriteTarget } from '../write-target.js';

/** Compiles an addition to counters, or throws all its faults as one error; undefined where nothing is to be added. */
export function planIncrement(
  target: WriteTarget,
  key: unknown,
  increments: unknown,
  options: UncheckedOptions,
  scope: UpdateScope = 'row',
): PlannedWrite | undefined {
  const { keyspace, model } = target;
  const keyColumns = scope === 'row' ? model.key : model.partitionKey;
  const { deltas, faults } = readDeltas(model, increments, scope);
  const ofStatics = scope === 'row' ? staticFaults(model, key, deltas.keys()) : [];
  const readKey = readKeyColumns(model, key, 'update', keyColumns);
  const optionFaults = counterOptionFaults(model, options);
  refuse('write', model.name, [
    ...readKey.faults.filter(({ code }) => code !== 'key-missing' || ofStatics.length === 0),
    ...faults,
    ...ofStatics,
    ...optionFaults,
    ...(optionFaults.length > 0 ? [] : checkWriteOptions(options, { isConditional: false })),
  ]);
  if (deltas.size === 0) return undefined;
  const columns = scope === 'row' ? model.changeableColumns : model.staticColumns;
  const added = columns.map((column) => deltas.get(column));
  const keyValues = keyColumns.map((column) => readKey.values.get(column));
  return {
    operation: 'write',
    table: model.name,
    cql: target.text(`increment ${scope}`, () =>
      updateCql(keyspace, model, {
        assignments: columns.map((column) => assignmentCql(column, 'increment')),
        hasTtl: false,
        hasTimestamp: false,
        where: keyCql(keyColumns),
        condition: '',
      }),
    ),
    values: [...added, ...keyValues],
    // A repeat would add once more.
    isIdempotent: false,
    target,
    rows: { key: keyValues },
    written: { columns, values: added },
    condition: undefined,
    timestamp: undefined,
  };
}

function readDeltas(
  model: TableModel,
  increments: unknown,
  scope: UpdateScope,
): { readonly deltas: ReadonlyMap<ColumnModel, unknown>; readonly faults: readonly WriteFault[] } {
  const deltas = new Map<ColumnModel, unknown>();
  if (!isPlainObject(increments)) {
    return { deltas, faults: [notAnObject(kindOfValue(increments))] };
  }
  const faults: WriteFault[] = [];
  for (const [property, delta] of Object.entries(increments)) {
    const column = model.column(property);
    if (column === undefined) {
      faults.push({ ...unknownColumn(model, property), code: 'unknown-column' });
    } else if (column.kind !== 'counter') {
      faults.push(notACounter(column));
    } else if (scope === 'static' && column.role !== 'static') {
      const fix = 'Give the complete key: increment(key, { … }).';
      faults.push(
        columnFault('static-write', column, 'belongs to a row, not to the whole partition.', fix),
      );
    } else {
      const exact = Number.isSafeInteger(delta) ? BigInt(delta as number) : delta;
      if (column.codec.accepts(exact)) deltas.set(column, column.codec.encode(exact));
      else faults.push(notADelta(column, delta));
    }
  }
  return { deltas, faults };
}

function notACounter(column: ColumnModel): WriteFault {
  if (column.role === 'partition' || column.role === 'clustering') {
    return columnFault('update-key-column', column, 'is part of the key.', 'Leave it out.');
  }
  return columnFault(
    'arithmetic',
    column,
    `(${column.cqlType}) is no counter, and Cassandra adds to nothing else.`,
    'Read it and update it on a condition: { if: { … } }; or declare a table with counter().',
  );
}

function notADelta(column: ColumnModel, delta: unknown): WriteFault {
  return columnFault(
    'counter-delta',
    column,
    `does not take ${kindOfValue(delta)} as what is added, or it has more than 64 bits.`,
    'Give a bigint, or a whole number up to 2^53.',
  );
}

function notAnObject(kind: string): WriteFault {
  return {
    code: 'row-kind',
    columns: [],
    problem: `What is added is an object of counters and numbers, not ${kind}.`,
    fix: 'Give { plays: 1n }.',
  };
}
