import { refuse } from '../../../errors/refused/refuse.js';
import { unknownColumn } from '../../../query/filter/read-filter.js';
import { isOptions } from '../../../query/plan/option-names.js';
import type { TableModel } from '../../../table/table-model.js';
import type { PlannedWrite } from './planned-write.js';
import { planUpdate } from './plan-update.js';
import { columnFault, type WriteFault } from '../check/write-fault.js';
import type { UncheckedOptions } from '../write-options.js';
import type { WriteTarget } from '../write-target.js';

/** Compiles the delete of columns of one row, which is what an update with nulls is; undefined for no columns. */
export function planDeleteColumns(
  target: WriteTarget,
  key: unknown,
  columns: unknown,
  options: UncheckedOptions,
): PlannedWrite | undefined {
  const { model } = target;
  const properties: readonly unknown[] = Array.isArray(columns) ? columns : [undefined];
  refuse('write', model.name, [
    ...properties.flatMap((property) => columnFaults(model, property)),
    // What is no object is told of by the update.
    ...(isOptions(options) && options.ttlSeconds !== undefined ? [ttl] : []),
  ]);
  const known = properties.map(String);
  const changes = known.map((property): [string, unknown] => [property, emptyOf(model, property)]);
  return planUpdate(target, key, Object.fromEntries(changes), options);
}

/** Null; of a collection the empty one, which is the same to Cassandra. */
function emptyOf(model: TableModel, property: string): unknown {
  const kind = model.column(property)?.kind;
  if (kind === 'set') return new Set();
  if (kind === 'map') return new Map();
  return kind === 'list' ? [] : null;
}

function columnFaults(model: TableModel, property: unknown): readonly WriteFault[] {
  if (typeof property !== 'string') return [notNames];
  const column = model.column(property);
  if (column === undefined) return [{ ...unknownColumn(model, property), code: 'unknown-column' }];
  switch (column.role) {
    case 'partition':
    case 'clustering':
      return [
        columnFault(
          'delete-columns',
          column,
          'is part of the key.',
          'Delete the whole row: delete(key).',
        ),
      ];
    case 'static':
      return [
        columnFault(
          'delete-columns',
          column,
          'belongs to the whole partition, not to a row.',
          `Use updateStatic(partitionKey, { ${property}: null }).`,
        ),
      ];
    case 'regular':
      return [];
  }
}

const notNames: WriteFault = {
  code: 'delete-columns',
  columns: [],
  problem: 'The columns to delete are an array of names.',
  fix: "Give ['name'].",
};

const ttl: WriteFault = {
  code: 'delete-columns',
  columns: [],
  problem: 'A delete has no TTL.',
  fix: 'Leave ttlSeconds out.',
};
