import type { TableModel } from '../../table/table-model.js';
import { addIndex, either, giveColumns, isIndexable, missingTargets, optIn } from './fixes.js';
import { anotherTable } from '../another-table.js';
import type { QueryFault } from '../query-fault.js';
import type { Restriction } from './restriction.js';

/** The rules of a filter that needs an index: `keyed` is served by the primary key, `others` has at least one index column. */
export function checkIndexUse(
  model: TableModel,
  keyed: readonly Restriction[],
  others: readonly Restriction[],
): readonly QueryFault[] {
  return [
    ...others.flatMap((restriction) => otherFault(model, restriction, { keyed, others }) ?? []),
    ...keyed.flatMap((restriction) => partitionInFault(restriction, others) ?? []),
  ];
}

function otherFault(
  model: TableModel,
  restriction: Restriction,
  {
    keyed,
    others,
  }: { readonly keyed: readonly Restriction[]; readonly others: readonly Restriction[] },
): QueryFault | undefined {
  const { column, type } = restriction;
  const all = [...keyed, ...others];
  const isOnePartition = keyed.length > 0;
  if (column.isIndexed) return operatorFault(model, restriction, all);
  if (column.role === 'partition' || column.role === 'clustering') {
    const needed = Math.max(model.key.indexOf(column), model.partitionKey.length);
    const missing = model.key
      .slice(0, needed)
      .filter((one) => !all.some((other) => other.column === one));
    return {
      code: 'index-and-key',
      columns: [column.property],
      problem: `"${column.property}" can stand beside an index column only with the complete partition key and the clustering columns before it.`,
      fix: either(
        missing.length === 0 ? undefined : giveColumns(missing),
        type === 'in' ? undefined : addIndex(model, restriction),
        `leave "${column.property}" out`,
      ),
    };
  }
  return {
    code: 'index-and-other',
    columns: [column.property],
    problem: `"${column.property}" has no index and cannot stand beside an index column.`,
    fix: either(
      isOnePartition ? optIn(true) : undefined,
      addIndex(model, restriction),
      anotherTable(model, all),
      'filter the rows in the application',
      isOnePartition ? undefined : optIn(false),
    ),
  };
}

function operatorFault(
  model: TableModel,
  restriction: Restriction,
  all: readonly Restriction[],
): QueryFault | undefined {
  if (missingTargets(restriction).length > 0) return noIndexInside(model, restriction);
  if (isIndexable(restriction)) return undefined;
  const { column, type } = restriction;
  if (type === 'in') {
    return {
      code: 'index-in',
      columns: [column.property],
      problem: `"${column.property}": an index does not serve in.`,
      fix: 'Send one query per value, concurrently.',
    };
  }
  if (column.kind === 'vector') {
    return {
      code: 'not-servable',
      columns: [column.property],
      problem: `"${column.property}": the index of a vector finds the nearest ones, not equal ones.`,
      fix: either(`leave "${column.property}" out and use nearest('${column.property}', vector)`),
    };
  }
  return {
    code: 'index-range',
    columns: [column.property],
    problem: `"${column.property}" (${column.cqlType}): an index of this type serves equality only.`,
    fix: either(
      anotherTable(model, all) ?? `declare a table with "${column.property}" in the clustering key`,
    ),
  };
}

/** The index of the column is on another part of the map. */
function noIndexInside(model: TableModel, restriction: Restriction): QueryFault {
  const { property } = restriction.column;
  const targets = missingTargets(restriction).join(' and the ');
  return {
    code: 'not-servable',
    columns: [property],
    problem: `"${property}" has no index on the ${targets} of the map.`,
    fix: either(addIndex(model, restriction), 'filter the rows in the application'),
  };
}

/** `in` on a partition column has no place beside an index, under ALLOW FILTERING neither. */
export function partitionInFault(
  { column, type }: Restriction,
  others: readonly Pick<Restriction, 'column'>[],
): QueryFault | undefined {
  if (type !== 'in' || column.role !== 'partition') return undefined;
  return {
    code: 'index-partition-in',
    columns: [column.property, ...others.map((other) => other.column.property)],
    problem: `"${column.property}": in on a partition column cannot stand beside an index column.`,
    fix: 'Send one query per partition, concurrently.',
  };
}
