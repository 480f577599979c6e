import type { DriverRow } from '../../cql/statement.js';
import type { ColumnModel, TableModel } from '../../table/table-model.js';
import type { QueryFault } from '../query-fault.js';
import type { SelectRequest, SelectTarget } from '../plan/select-request.js';
import { checkGroups } from './check-groups.js';
import { checkPartitions } from './check-partitions.js';
import { checkSelection } from './check-selection.js';
import { isAggregate } from './function-cql.js';
import { type ReadSelection, readSelection } from './read-selection.js';
import { partialSelection } from './selection.js';

/** What a query selects and groups by. */
export interface SelectionPlan {
  /** Undefined: all columns. */
  readonly terms: readonly string[] | undefined;
  /** Of the question marks in `terms`. */
  readonly values: readonly unknown[];
  readonly groupBy: readonly ColumnModel[];
  /** An aggregate without groups. */
  readonly isOneRow: boolean;
  readonly decode: (row: DriverRow) => unknown;
  readonly faults: readonly QueryFault[];
}

/** Without a legal filter nobody knows what it fixes: what depends on that is judged only then. */
export function planSelection(
  { model, mapper }: SelectTarget,
  request: SelectRequest,
  isFilterLegal: boolean,
): SelectionPlan {
  const selection = selectionOf(model, request);
  const restrictions = request.filter?.restrictions;
  const groups =
    request.groupBy === undefined || !isFilterLegal
      ? undefined
      : checkGroups(model, restrictions ?? [], request.groupBy);
  const isOneRow = request.groupBy === undefined && selection.functions.some(isAggregate);
  const faults = [
    ...selection.faults,
    ...(groups?.faults ?? []),
    ...(request.isSelectedTwice === true ? [selectedTwice] : []),
    ...perPartitionFaults(request, isOneRow),
    ...(request.isDistinct === true
      ? checkPartitions(model, restrictions ?? [], selection, request)
      : isFilterLegal && (groups?.faults ?? []).length === 0
        ? checkSelection(selection, {
            model,
            restrictions,
            groups: groups?.columns,
            hasLimit: request.limit !== undefined,
            isNearest: request.nearest !== undefined,
          })
        : []),
  ];
  const form = {
    isDistinct: request.isDistinct === true,
    isGrouped: request.groupBy !== undefined,
  };
  const isPartial = request.select !== undefined || form.isDistinct;
  const { terms, values, decode } = isPartial
    ? partialSelection(model, mapper, selection, form)
    : { terms: undefined, values: [], decode: (row: DriverRow) => mapper.decode(row) };
  return { terms, values, decode, groupBy: groups?.columns ?? [], isOneRow, faults };
}

function selectionOf(model: TableModel, { select, isDistinct }: SelectRequest): ReadSelection {
  if (select !== undefined) return readSelection(model, select);
  const columns = isDistinct === true ? model.partitionKey : model.columns;
  return { columns, functions: [], faults: [] };
}

const selectedTwice: QueryFault = {
  code: 'select',
  columns: [],
  problem: 'select was called twice.',
  fix: 'Name all columns and functions in one call.',
};

function perPartitionFaults(
  { perPartitionLimit, isDistinct }: SelectRequest,
  isOneRow: boolean,
): readonly QueryFault[] {
  if (perPartitionLimit === undefined) return [];
  if (isDistinct !== true && !isOneRow) return [];
  return [
    {
      code: 'per-partition-limit',
      columns: [],
      problem:
        isDistinct === true
          ? 'perPartitionLimit with partitions(): there is one row for each partition anyway.'
          : 'perPartitionLimit with an aggregate that is not grouped: every row would be counted all the same.',
      fix: isDistinct === true ? 'Leave it out.' : 'Leave it out, or group the rows.',
    },
  ];
}
