import type { ColumnModel, TableModel } from '../../table/table-model.js';
import type { SortDirection } from '../../table/table-definition.js';
import { usesIndex } from '../filter/check-filter.js';
import { isPartitionComplete } from '../key-path.js';
import { anotherTable, type OrderedColumn } from '../another-table.js';
import { nearestName } from '../filter/nearest-name.js';
import { either, giveColumns } from '../filter/fixes.js';
import { named, propertiesOf, type QueryFault } from '../query-fault.js';
import { isPlainObject } from '../filter/read-filter.js';
import type { Restriction } from '../filter/restriction.js';

/** The clustering columns an order names, in key order. */
export interface ReadOrder {
  readonly columns: readonly OrderedColumn[];
  readonly faults: readonly QueryFault[];
}

/** Only two orders exist: the declared one and its complete reverse. Asked of filters without faults. */
export function checkOrder(
  model: TableModel,
  restrictions: readonly Restriction[],
  order: unknown,
): ReadOrder {
  const { columns, faults } = readOrder(model, restrictions, order);
  if (faults.length > 0) return { columns: [], faults };
  return {
    columns,
    faults: [
      ...orderFaults(model, restrictions, columns),
      ...sequenceFaults(model, restrictions, columns),
    ],
  };
}

function readOrder(
  model: TableModel,
  restrictions: readonly Restriction[],
  order: unknown,
): ReadOrder {
  const entries = isPlainObject(order) ? Object.entries(order) : [];
  const given = entries.filter(([, direction]) => direction !== undefined);
  const refused = (fault: QueryFault): ReadOrder => ({ columns: [], faults: [fault] });
  const asked = given.flatMap(([property, direction]): readonly OrderedColumn[] => {
    const column = model.column(property);
    return column === undefined ? [] : [{ column, direction: directionOf(direction) }];
  });
  const foreign = given
    .map(([property]) => property)
    .filter((property) => model.column(property)?.role !== 'clustering');
  if (given.length === 0 || foreign.length > 0) {
    return refused(orderColumn(model, foreign, anotherTable(model, restrictions, asked)));
  }
  if (given.some(([, direction]) => direction !== 'asc' && direction !== 'desc')) {
    return refused(orderMixed(model, undefined));
  }
  const columns = model.clusteringKey.flatMap((column) =>
    asked.filter((one) => one.column === column),
  );
  const declared = columns.filter(({ column, direction }) => direction === column.direction).length;
  const isMixed = declared !== 0 && declared !== columns.length;
  if (!isMixed) return { columns, faults: [] };
  return refused(orderMixed(model, anotherTable(model, restrictions, asked)));
}

function directionOf(direction: unknown): SortDirection {
  return direction === 'desc' ? 'desc' : 'asc';
}

function orderFaults(
  model: TableModel,
  restrictions: readonly Restriction[],
  columns: ReadOrder['columns'],
): readonly QueryFault[] {
  if (usesIndex(model, restrictions)) {
    return [
      {
        code: 'order-with-index',
        columns: [],
        problem: 'Rows found by an index cannot be ordered.',
        fix: either('sort them in the application', anotherTable(model, restrictions, columns)),
      },
    ];
  }
  if (!isPartitionComplete(model, restrictions)) {
    const missing = model.partitionKey.filter(
      (column) => !restrictions.some((one) => one.column === column && one.type !== 'range'),
    );
    return [
      {
        code: 'order-needs-partition',
        columns: propertiesOf(missing),
        problem: 'Rows have an order inside a partition only.',
        fix: either(giveColumns(missing), anotherTable(model, restrictions, columns)),
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
    fix: `Read each partition in order, a query with one "${column.property}" each, and merge them.`,
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
      fix: either(
        `name ${named(skipped)} in the order too`,
        'fix it by = in the filter',
        anotherTable(model, restrictions, columns),
      ),
    },
  ];
}

function orderColumn(
  model: TableModel,
  properties: readonly string[],
  table: string | undefined,
): QueryFault {
  const clustering = model.clusteringKey;
  const known = propertiesOf(model.columns);
  const unknown = properties.filter((property) => !known.includes(property));
  const nearest = unknown.map((property) => nearestName(property, known)).find(Boolean);
  return {
    code: 'order-column',
    columns: properties,
    problem:
      properties.length === 0
        ? 'The order names no column.'
        : `${properties.map((property) => `"${property}"`).join(', ')}: rows can be ordered by clustering columns only.`,
    fix: either(
      nearest === undefined ? undefined : `write "${nearest}" if it was meant`,
      clustering.length === 0
        ? 'leave orderBy out: this table has no clustering columns'
        : `order by ${named(clustering)}`,
      properties.length > 0 && unknown.length === 0 ? table : undefined,
    ),
  };
}

function orderMixed(model: TableModel, table: string | undefined): QueryFault {
  const flip = { asc: 'desc', desc: 'asc' } as const;
  const declared = model.clusteringKey.map((one) => `${one.property}: '${one.direction}'`);
  const reverse = model.clusteringKey.map((one) => `${one.property}: '${flip[one.direction]}'`);
  return {
    code: 'order-mixed',
    columns: propertiesOf(model.clusteringKey),
    problem: 'Rows can be read in their declared order or its complete reverse, in no other.',
    fix: either(`use { ${declared.join(', ')} } or { ${reverse.join(', ')} }`, table),
  };
}
