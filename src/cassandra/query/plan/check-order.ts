import type { ColumnModel, TableModel } from '../../table/table-model.js';
import type { SortDirection } from '../../table/table-definition.js';
import { isPartitionComplete, usesIndex } from '../filter/check-filter.js';
import { anotherTable, either, giveColumns } from '../filter/fixes.js';
import { named, type QueryFault } from '../query-fault.js';
import { isPlainObject } from '../filter/read-filter.js';
import type { Restriction } from '../filter/restriction.js';

/** The clustering columns an order names, in key order. */
export interface ReadOrder {
  readonly columns: readonly { readonly column: ColumnModel; readonly direction: SortDirection }[];
  readonly faults: readonly QueryFault[];
}

/** Only two orders exist: the declared one and its complete reverse. Asked of filters without faults. */
export function checkOrder(
  model: TableModel,
  restrictions: readonly Restriction[],
  order: unknown,
): ReadOrder {
  const { columns, faults } = readOrder(model, order);
  if (faults.length > 0) return { columns: [], faults };
  return {
    columns,
    faults: [...orderFaults(model, restrictions), ...sequenceFaults(model, restrictions, columns)],
  };
}

function readOrder(model: TableModel, order: unknown): ReadOrder {
  const entries = isPlainObject(order) ? Object.entries(order) : [];
  const given = entries.filter(([, direction]) => direction !== undefined);
  if (given.length === 0) return { columns: [], faults: [orderColumn(model, [])] };
  const unknown = given
    .map(([property]) => property)
    .filter((property) => model.column(property)?.role !== 'clustering');
  if (unknown.length > 0) return { columns: [], faults: [orderColumn(model, unknown)] };
  if (given.some(([, direction]) => direction !== 'asc' && direction !== 'desc')) {
    return { columns: [], faults: [orderMixed(model)] };
  }
  const directions = new Map(given);
  const columns = model.clusteringKey
    .filter((column) => directions.has(column.property))
    .map((column) => ({
      column,
      direction: directions.get(column.property) === 'desc' ? ('desc' as const) : ('asc' as const),
    }));
  const declared = columns.filter(({ column, direction }) => direction === column.direction).length;
  const isMixed = declared !== 0 && declared !== columns.length;
  return { columns, faults: isMixed ? [orderMixed(model)] : [] };
}

function orderFaults(
  model: TableModel,
  restrictions: readonly Restriction[],
): readonly QueryFault[] {
  if (usesIndex(model, restrictions)) {
    return [
      {
        code: 'order-with-index',
        columns: [],
        problem: 'Rows found by an index cannot be ordered.',
        fix: either('sort them in the application', anotherTable(model, restrictions)),
      },
    ];
  }
  if (!isPartitionComplete(model, restrictions)) {
    return [
      {
        code: 'order-needs-partition',
        columns: model.partitionKey.map((column) => column.property),
        problem: 'Rows have an order inside a partition only.',
        fix: either(giveColumns(model.partitionKey)),
      },
    ];
  }
  const many = restrictions.filter(
    (restriction) =>
      restriction.column.role === 'partition' &&
      restriction.type === 'in' &&
      restriction.values.length > 1,
  );
  return many.map(({ column }) => ({
    code: 'order-partition-in',
    columns: [column.property],
    problem: `"${column.property}" names several partitions, which have no order in common.`,
    fix: 'Read each partition in order and merge them.',
  }));
}

function sequenceFaults(
  model: TableModel,
  restrictions: readonly Restriction[],
  columns: ReadOrder['columns'],
): readonly QueryFault[] {
  const last = columns.at(-1);
  if (last === undefined) return [];
  const isFixed = (column: ColumnModel): boolean =>
    restrictions.some((one) => one.column === column && one.type === 'equal');
  const skipped = model.clusteringKey
    .slice(0, model.clusteringKey.indexOf(last.column))
    .filter((column) => !columns.some((one) => one.column === column) && !isFixed(column));
  if (skipped.length === 0) return [];
  return [
    {
      code: 'order-gap',
      columns: [...skipped.map((column) => column.property), last.column.property],
      problem: `Ordering by "${last.column.property}" skips ${named(skipped)} before it in the clustering key.`,
      fix: `Name ${named(skipped)} in the order too, or fix it by = in the filter.`,
    },
  ];
}

function orderColumn(model: TableModel, properties: readonly string[]): QueryFault {
  const clustering = model.clusteringKey;
  return {
    code: 'order-column',
    columns: properties,
    problem:
      properties.length === 0
        ? 'The order names no column.'
        : `${properties.map((property) => `"${property}"`).join(', ')}: rows can be ordered by clustering columns only.`,
    fix:
      clustering.length === 0
        ? 'This table has none: leave orderBy out.'
        : `Order by ${named(clustering)}, or declare a table with that column in the clustering key.`,
  };
}

function orderMixed(model: TableModel): QueryFault {
  const flip = { asc: 'desc', desc: 'asc' } as const;
  const declared = model.clusteringKey.map((one) => `${one.property}: '${one.direction}'`);
  const reverse = model.clusteringKey.map((one) => `${one.property}: '${flip[one.direction]}'`);
  return {
    code: 'order-mixed',
    columns: model.clusteringKey.map((column) => column.property),
    problem: 'Rows can be read in their declared order or its complete reverse, in no other.',
    fix: `Use { ${declared.join(', ')} } or { ${reverse.join(', ')} }.`,
  };
}
