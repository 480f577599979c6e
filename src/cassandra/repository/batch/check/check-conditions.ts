import { named, propertiesOf } from '../../../query/query-fault.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import type { BatchFault } from './batch-fault.js';
import { areInOnePartition, countPartitions, rowOf } from '../row-identity.js';

/** A conditional batch is about one partition of one table, and each row has one kind of condition. */
export function conditionFaults(writes: readonly PlannedWrite[]): readonly BatchFault[] {
  const conditional = writes.filter(({ condition }) => condition !== undefined);
  const [first] = conditional;
  if (first === undefined) return [];
  return [...spreadFaults(first, writes), ...mixedFaults(conditional)];
}

function spreadFaults(
  { target: { model } }: PlannedWrite,
  writes: readonly PlannedWrite[],
): readonly BatchFault[] {
  const tables = new Set(writes.map(({ table }) => table));
  if (tables.size === 1 && areInOnePartition(writes)) return [];
  const what =
    tables.size > 1
      ? `${String(tables.size)} tables`
      : `${String(countPartitions(writes))} partitions`;
  return [
    {
      code: 'batch-lwt',
      columns: propertiesOf(model.partitionKey),
      problem: `A batch with a condition is about one partition (${named(model.partitionKey)}) of one table; this one has ${what}.`,
      fix: 'Write the conditional row first, and the others when it was applied.',
    },
  ];
}

function mixedFaults(conditional: readonly PlannedWrite[]): readonly BatchFault[] {
  const kinds = new Map<string, PlannedWrite['condition']>();
  const mixed = conditional.find((write) => {
    const row = rowOf(write);
    const known = kinds.get(row);
    kinds.set(row, known ?? write.condition);
    return known !== undefined && known !== write.condition;
  });
  if (mixed === undefined) return [];
  return [
    {
      code: 'batch-lwt',
      columns: propertiesOf(mixed.target.model.key),
      problem:
        'One row has conditions of two kinds: that it is there, that it is not, or what it holds.',
      fix: 'Give each row one kind of condition.',
    },
  ];
}
