import { columnCode, listCode, propertyCode, stringCode } from '../table/column/column-code.js';
import { holdsKind } from '../table/column/cql-type.js';
import type { ColumnModel, TableModel } from '../table/table-model.js';
import type { SortDirection } from '../table/table-definition.js';
import { propertiesOf } from './query-fault.js';
import type { Restriction } from './filter/restriction.js';

/** A clustering column and the way rows are to be read by it. */
export interface OrderedColumn {
  readonly column: ColumnModel;
  readonly direction: SortDirection;
}

/**
 * The declaration of a table that would serve the query, ready to paste: the columns compared by `=` are its partition key,
 * those with `in`, in order and with a range its first clustering columns. A projection where the table may have some. Undefined
 * where no table would serve it, and where nothing is compared by `=`: which partition it would be, nobody knows.
 */
export function anotherTable(
  model: TableModel,
  restrictions: readonly Restriction[],
  order: readonly OrderedColumn[] = [],
): string | undefined {
  const partition = columnsBy(restrictions, 'equal');
  const ranged = columnsBy(restrictions, 'range');
  const ordered = order.filter(({ column }) => !partition.includes(column));
  const listed = columnsBy(restrictions, 'in');
  const isOrdered = ordered.length > 0;
  const leading = isOrdered ? ordered.map(({ column }) => column) : [...listed, ...ranged];
  const isServed =
    ranged.length <= 1 &&
    restrictions.every(({ type }) => type !== 'contains') &&
    (!isOrdered || [...listed, ...ranged].every((column) => column === leading[0]));
  if (partition.length === 0 || !isServed || ![...partition, ...leading].every(canBeKey)) {
    return undefined;
  }
  const used = [...partition, ...leading];
  const clustering = [...leading, ...model.key.filter((column) => !used.includes(column))];
  const directionOf = (column: ColumnModel): SortDirection =>
    ordered.find((one) => one.column === column)?.direction ?? column.direction;
  const descending = clustering.filter((column) => directionOf(column) === 'desc');
  const suffix = used.map((column) => column.name.replace(/\W/g, '_'));
  const name = stringCode([model.name, 'by', ...suffix].join('_').slice(0, 222));
  const options = [
    `partitionKey: ${listCode(propertiesOf(partition))}`,
    ...(clustering.length === 0 ? [] : [`clusteringKey: ${listCode(propertiesOf(clustering))}`]),
    ...(descending.length === 0 ? [] : [`clusteringOrder: { ${orderCode(descending)} }`]),
  ];
  const key = [...partition, ...clustering];
  const { writes, source } = model.definition;
  if (writes === 'plain') {
    const columns = columnsCode(model, key);
    return `declare Table(${name}, { ${[columns, ...options].join(', ')} }) and write it beside this one`;
  }
  // Of a projection: another one of its base, which does not hold what this one derives.
  if (key.some(({ property }) => source?.derive[property] !== undefined)) return undefined;
  const base = source?.baseClass ?? model.className;
  return `declare Projection(${base}, ${name}, { ${options.join(', ')} })`;
}

/** A table for the ranking by a counter of one partition: the counter's value as a number that is written now and then. */
export function rankingTable(model: TableModel, counter: ColumnModel): string {
  const { partitionKey, clusteringKey, name, definition } = model;
  const code = (column: ColumnModel): string => keyCode(model, column);
  const columnName = definition.columns[counter.property]?.columnName;
  const number = columnCode(counter.property, { type: { kind: 'bigint' }, columnName });
  const clustering = [counter, ...clusteringKey];
  return (
    `declare Table(${stringCode(`${name}_by_${counter.name.replace(/\W/g, '_')}`)}, { ` +
    `columns: { ${[...model.key.map(code), number].join(', ')} }, ` +
    `partitionKey: ${listCode(propertiesOf(partitionKey))}, clusteringKey: ${listCode(propertiesOf(clustering))} }) ` +
    'and write the number into it now and then'
  );
}

function columnsCode(model: TableModel, key: readonly ColumnModel[]): string {
  const columns = model.columns.map((column) =>
    key.includes(column) ? keyCode(model, column) : valueCode(model, column),
  );
  return `columns: { ${columns.join(', ')} }`;
}

function keyCode({ definition }: TableModel, { property, type }: ColumnModel): string {
  return columnCode(property, { type, columnName: definition.columns[property]?.columnName });
}

/** What was static is a value of each row in a table of another key. */
function valueCode({ definition }: TableModel, column: ColumnModel): string {
  const { property, type, holdsNull } = column;
  const { columnName } = definition.columns[property] ?? {};
  return columnCode(property, { type, columnName }, { isNullable: holdsNull });
}

function columnsBy(
  restrictions: readonly Restriction[],
  type: Restriction['type'],
): readonly ColumnModel[] {
  return restrictions.filter((one) => one.type === type).map(({ column }) => column);
}

function canBeKey({ type, kind }: ColumnModel): boolean {
  return kind !== 'counter' && kind !== 'udt' && !holdsKind(type, 'duration');
}

function orderCode(descending: readonly ColumnModel[]): string {
  return descending.map(({ property }) => propertyCode(property, "'desc'")).join(', ');
}
