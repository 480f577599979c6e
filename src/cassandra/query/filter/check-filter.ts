import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { checkIndexUse, partitionInFault } from './check-index-use.js';
import { addIndex, either, giveColumns, isIndexable, optIn, readWholeTable } from './fixes.js';
import { anotherTable, rankingTable } from '../another-table.js';
import { isPartitionComplete, keyPath, pointAt } from '../key-path.js';
import { named, propertiesOf, type QueryFault } from '../query-fault.js';
import type { Restriction } from './restriction.js';

/**
 * Can the keys and indexes of the table serve these restrictions together? Answers with what is wrong, nothing if they can.
 * Pure: the server is never asked.
 */
export function checkFilter(
  model: TableModel,
  restrictions: readonly Restriction[],
): readonly QueryFault[] {
  if (restrictions.length === 0) return [emptyFilter(model)];
  const keyed = keyPath(model, restrictions);
  const others = restrictions.filter((restriction) => !keyed.includes(restriction));
  if (others.length === 0) return [];
  return others.some(({ column }) => column.isIndexed)
    ? checkIndexUse(model, keyed, others)
    : [...partitionFaults(model, restrictions), ...otherFaults(model, keyed, others)];
}

/**
 * The same question under ALLOW FILTERING, which serves any column and operator, but does not lift every rule: tried on 5.0.9
 * with every combination, `in` on a partition column beside an index is all that stays refused.
 */
export function checkFiltering(
  model: TableModel,
  restrictions: readonly Restriction[],
): readonly QueryFault[] {
  if (restrictions.length === 0) return [emptyFilter(model)];
  const indexed = servedByIndex(model, restrictions);
  if (indexed.length === 0) return [];
  return restrictions.flatMap((restriction) => partitionInFault(restriction, indexed) ?? []);
}

/** Does the filter use an index? Asked only of filters without faults. */
export function usesIndex(model: TableModel, restrictions: readonly Restriction[]): boolean {
  return servedByIndex(model, restrictions).length > 0;
}

/** What the key does not serve and an index does; the rest, if any, is filtered. */
export function servedByIndex(
  model: TableModel,
  restrictions: readonly Restriction[],
): readonly Restriction[] {
  const keyed = keyPath(model, restrictions);
  return restrictions.filter(
    (restriction) =>
      !keyed.includes(restriction) && restriction.column.isIndexed && isIndexable(restriction),
  );
}

function emptyFilter(model: TableModel): QueryFault {
  return {
    code: 'empty-filter',
    columns: [],
    problem: 'An empty filter would read every row.',
    fix: either(giveColumns(model.partitionKey), readWholeTable),
  };
}

function partitionFaults(
  model: TableModel,
  restrictions: readonly Restriction[],
): readonly QueryFault[] {
  if (isPartitionComplete(model, restrictions)) return [];
  const ranged = restrictions.filter(
    ({ column, type }) => column.role === 'partition' && type === 'range',
  );
  if (ranged.length > 0)
    return ranged.map((restriction) => partitionRange(model, restriction, restrictions));
  const keyRestrictions = restrictions.filter(({ column }) => isKey(column));
  if (keyRestrictions.length === 0) return [];
  const missing = model.partitionKey.filter(
    (column) => pointAt(restrictions, column) === undefined,
  );
  const given = keyRestrictions.map(({ column }) => column);
  const isPartial = missing.length < model.partitionKey.length;
  const only = restrictions.length === 1 ? restrictions[0] : undefined;
  return [
    {
      code: isPartial ? 'partition-partial' : 'partition-missing',
      columns: propertiesOf(missing),
      problem: `${named(given)} cannot be filtered without ${named(missing)} of the partition key: every node would be read.`,
      fix: either(
        giveColumns(missing),
        anotherTable(model, restrictions),
        only === undefined ? undefined : addIndex(model, only),
        readWholeTable,
      ),
    },
  ];
}

function partitionRange(
  model: TableModel,
  restriction: Restriction,
  restrictions: readonly Restriction[],
): QueryFault {
  const { column } = restriction;
  return {
    code: 'partition-range',
    columns: [column.property],
    problem: `"${column.property}" is a partition column: partitions lie in the order of their hashes and have no ranges.`,
    fix: either(
      `give values by = or in`,
      anotherTable(model, restrictions) ??
        `declare a table with "${column.property}" in the clustering key`,
      model.partitionKey.length > 1 ? addIndex(model, restriction) : undefined,
      readWholeTable,
    ),
  };
}

/** Faults of the columns the key does not serve, none of which has an index. */
function otherFaults(
  model: TableModel,
  keyed: readonly Restriction[],
  others: readonly Restriction[],
): readonly QueryFault[] {
  const isComplete = keyed.length > 0;
  return others.flatMap((restriction): readonly QueryFault[] => {
    const { column } = restriction;
    switch (column.role) {
      case 'partition':
        return [];
      case 'clustering':
        return isComplete ? [clusteringFault(model, keyed, others, restriction)] : [];
      case 'static':
      case 'regular':
        return [notServable(model, keyed, others, restriction)];
    }
  });
}

function clusteringFault(
  model: TableModel,
  keyed: readonly Restriction[],
  others: readonly Restriction[],
  restriction: Restriction,
): QueryFault {
  const { column } = restriction;
  const last = keyed.at(-1);
  if (last?.type === 'range') {
    return {
      code: 'after-range',
      columns: [last.column.property, column.property],
      problem: `"${column.property}" comes after "${last.column.property}", which is filtered by a range.`,
      fix: either(
        `leave ${named([last.column])} or ${named([column])} out`,
        anotherTable(model, [...keyed, ...others]),
      ),
    };
  }
  const skipped = model.clusteringKey
    .slice(0, model.clusteringKey.indexOf(column))
    .filter((candidate) => !keyed.some((one) => one.column === candidate));
  return {
    code: 'clustering-gap',
    columns: [...propertiesOf(skipped), column.property],
    problem: `"${column.property}" cannot be filtered without ${named(skipped)} before it in the clustering key.`,
    fix: either(
      giveColumns(skipped),
      anotherTable(model, [...keyed, ...others]),
      addIndex(model, restriction),
    ),
  };
}

function notServable(
  model: TableModel,
  keyed: readonly Restriction[],
  others: readonly Restriction[],
  restriction: Restriction,
): QueryFault {
  const { column } = restriction;
  const isOnePartition = keyed.length > 0;
  if (column.kind === 'counter') return counterFilter(model, column, isOnePartition);
  if (column.role === 'static') return staticFilter(model, restriction, isOnePartition);
  return {
    code: 'not-servable',
    columns: [column.property],
    problem: `"${column.property}" is neither a key column nor in indexes.`,
    fix: either(
      isOnePartition ? optIn(true) : undefined,
      addIndex(model, restriction),
      anotherTable(model, [...keyed, ...others]),
      isOnePartition ? 'filter the rows of the partition in the application' : readWholeTable,
      isOnePartition ? undefined : optIn(false),
    ),
  };
}

function staticFilter(
  model: TableModel,
  restriction: Restriction,
  isOnePartition: boolean,
): QueryFault {
  const { property } = restriction.column;
  const key = propertiesOf(model.partitionKey);
  const select = [...key, property].map((one) => `'${one}'`).join(', ');
  return {
    code: 'static-filter',
    columns: [property],
    problem: `"${property}" is static, one value for each partition, and not in indexes.`,
    fix: either(
      isOnePartition ? optIn(true) : undefined,
      addIndex(model, restriction),
      isOnePartition
        ? `read the static row and look at its value: partitions({ ${key.join(', ')} }).select(${select})`
        : readWholeTable,
      isOnePartition ? undefined : optIn(false),
    ),
  };
}

function counterFilter(
  model: TableModel,
  column: ColumnModel,
  isOnePartition: boolean,
): QueryFault {
  return {
    code: 'counter-filter',
    columns: [column.property],
    problem: `"${column.property}" is a counter, which can be neither key nor index column.`,
    fix: either(
      isOnePartition ? optIn(true) : undefined,
      rankingTable(model, column),
      isOnePartition ? undefined : optIn(false),
    ),
  };
}

function isKey(column: ColumnModel): boolean {
  return column.role === 'partition' || column.role === 'clustering';
}
