import type { ColumnModel, TableModel } from '../../table/table-model.js';
import { either, readWholeTable } from '../filter/fixes.js';
import { named, propertiesOf, type QueryFault } from '../query-fault.js';
import type { Restriction } from '../filter/restriction.js';
import type { ReadSelection } from './read-selection.js';
import { isAggregate } from './function-cql.js';

/** What a selection is judged with. */
export interface SelectionContext {
  readonly model: TableModel;
  /** Undefined: the whole table. */
  readonly restrictions: readonly Restriction[] | undefined;
  /** Undefined: nothing is grouped. */
  readonly groups: readonly ColumnModel[] | undefined;
  readonly hasLimit: boolean;
  readonly isNearest: boolean;
}

/** Rules between a selection and the rest of its query. */
export function checkSelection(
  selection: ReadSelection,
  context: SelectionContext,
): readonly QueryFault[] {
  const hasAggregates = selection.functions.some(isAggregate);
  if (context.isNearest && hasAggregates) return [aggregateOfNearest];
  return [
    ...groupSelectFaults(selection, context, hasAggregates),
    ...(hasAggregates ? aggregateFaults(context) : []),
    ...staticOnlyFaults(selection, context),
  ];
}

const aggregateOfNearest: QueryFault = {
  code: 'ann',
  columns: [],
  problem: 'The nearest rows cannot be aggregated.',
  fix: 'Select their columns and add up in the application.',
};

function aggregateFaults({
  restrictions,
  groups,
  hasLimit,
}: SelectionContext): readonly QueryFault[] {
  const faults: QueryFault[] = [];
  if (hasLimit && groups === undefined) {
    faults.push({
      code: 'aggregate-limit',
      columns: [],
      problem: 'A limit has no effect on an aggregate: every row would be counted all the same.',
      fix: 'Leave limit out, or group the rows.',
    });
  }
  if (restrictions === undefined) {
    faults.push({
      code: 'aggregate-scan',
      columns: [],
      problem: 'An aggregate over the whole table is one request that reads every node.',
      fix: either(`${readWholeTable} and add up in the application`, 'filter by a partition'),
    });
  }
  return faults;
}

/** Cassandra gives the value of the group's first row, which is any. */
function groupSelectFaults(
  { columns, functions }: ReadSelection,
  { model, restrictions = [], groups }: SelectionContext,
  hasAggregates: boolean,
): readonly QueryFault[] {
  if (!hasAggregates && groups === undefined) return [];
  // Without groups there is a row for no rows too, and a fixed column would be null in it.
  const isFixed = (column: ColumnModel): boolean =>
    groups !== undefined &&
    restrictions.some((one) => one.column === column && one.type === 'equal');
  const isOfPartition = (column: ColumnModel): boolean =>
    column.role === 'static' &&
    groups !== undefined &&
    model.partitionKey.every((one) => groups.includes(one) || isFixed(one));
  const arbitrary = [
    ...columns.filter(
      (column) => groups?.includes(column) !== true && !isFixed(column) && !isOfPartition(column),
    ),
    ...functions.flatMap((one) => (isAggregate(one) ? [] : (one.column ?? []))),
  ];
  if (arbitrary.length === 0) return [];
  return [
    {
      code: 'group-select',
      columns: propertiesOf(arbitrary),
      problem: `${named(arbitrary)}: neither grouped nor aggregated, so the value would be that of any row.`,
      fix: either(
        `leave ${named(arbitrary)} out of select`,
        'use min or max of it',
        'group by it if it is a key column',
      ),
    },
  ];
}

function staticOnlyFaults(
  { columns, functions }: ReadSelection,
  { restrictions = [], groups }: SelectionContext,
): readonly QueryFault[] {
  const selected = [...columns, ...functions.flatMap(({ column }) => column ?? [])];
  const statics = selected.filter(({ role }) => role === 'static');
  const isStaticOnly = selected.every(({ role }) => role === 'static' || role === 'partition');
  const hasRowCount = functions.some(({ column }) => column === undefined);
  const clustering = restrictions.filter(({ column }) => column.role === 'clustering');
  if (groups !== undefined || hasRowCount || statics.length === 0) return [];
  if (!isStaticOnly || clustering.length === 0) return [];
  const filtered = named(clustering.map(({ column }) => column));
  return [
    {
      code: 'select-static-only',
      columns: [...propertiesOf(statics), ...clustering.map(({ column }) => column.property)],
      problem: `${named(statics)} has one value for the partition and cannot be selected alone with a filter on ${filtered}.`,
      fix: either(`drop the filter on ${filtered}`, 'use partitions()', 'select a row column too'),
    },
  ];
}
