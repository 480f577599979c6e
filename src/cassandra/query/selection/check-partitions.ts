import type { TableModel } from '../../table/table-model.js';
import { either } from '../filter/fixes.js';
import { named, propertiesOf, type QueryFault } from '../query-fault.js';
import type { Restriction } from '../filter/restriction.js';
import type { SelectRequest } from '../plan/select-request.js';
import type { ReadSelection } from './read-selection.js';

/** The rules of `partitions()`: one row for each partition, made of what all rows of a partition have in common. */
export function checkPartitions(
  model: TableModel,
  restrictions: readonly Restriction[],
  selection: ReadSelection,
  request: SelectRequest,
): readonly QueryFault[] {
  return [
    ...selectedFaults(model, selection),
    ...filterFaults(restrictions),
    ...(request.order === undefined ? [] : [notOfPartitions('orderBy')]),
    ...(request.groupBy === undefined ? [] : [notOfPartitions('groupBy')]),
  ];
}

function selectedFaults(
  model: TableModel,
  { columns, functions }: ReadSelection,
): readonly QueryFault[] {
  const faults: QueryFault[] = [];
  const missing = model.partitionKey.filter((column) => !columns.includes(column));
  const foreign = columns.filter(({ role }) => role !== 'partition' && role !== 'static');
  if (functions.length > 0) {
    faults.push({
      code: 'distinct',
      columns: functions.map(({ property }) => property),
      problem: 'Partitions have no functions.',
      fix: `Use groupBy(${model.partitionKey.map(({ property }) => `'${property}'`).join(', ')}), or select columns.`,
    });
  } else if (missing.length > 0) {
    faults.push({
      code: 'distinct',
      columns: propertiesOf(missing),
      problem: `${named(missing)}: partitions are told apart by their whole key.`,
      fix: `Select ${named(missing)} too.`,
    });
  }
  if (foreign.length > 0) {
    faults.push({
      code: 'distinct',
      columns: propertiesOf(foreign),
      problem: `${named(foreign)}: a partition has one value only of partition and static columns.`,
      fix: either(`leave ${named(foreign)} out`, 'use filter() or perPartitionLimit(1)'),
    });
  }
  return faults;
}

function filterFaults(restrictions: readonly Restriction[]): readonly QueryFault[] {
  const foreign = restrictions
    .map(({ column }) => column)
    .filter(({ role }) => role !== 'partition' && role !== 'static');
  if (foreign.length === 0) return [];
  return [
    {
      code: 'distinct',
      columns: propertiesOf(foreign),
      problem: `${named(foreign)}: partitions can be filtered by partition columns and indexed static ones only.`,
      fix: either(`leave ${named(foreign)} out`, 'use filter()'),
    },
  ];
}

function notOfPartitions(what: string): QueryFault {
  return {
    code: 'distinct',
    columns: [],
    problem: `Partitions have no ${what}: they come in the order of their hashes.`,
    fix: `Leave ${what} out.`,
  };
}
