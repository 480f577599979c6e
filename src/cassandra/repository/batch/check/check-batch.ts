import { settingFaults, timestampFaults } from '../../write/check/check-options.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';
import { type BatchFault, tablesOf } from './batch-fault.js';
import { checkNames, isOptions, namesOf, ofRequest } from '../../../query/plan/option-names.js';
import type { UncheckedBatchOptions, UnloggedBatchOptions } from '../batch-options.js';
import { conditionFaults } from './check-conditions.js';
import { sameRowFaults } from './check-same-row.js';
import { sizeFaults } from './check-size.js';
import { areInOnePartition, countPartitions } from '../row-identity.js';

const batchNames = namesOf<UnloggedBatchOptions & UncheckedBatchOptions>({
  ...ofRequest,
  timestamp: true,
  ttlSeconds: true,
  acrossPartitions: true,
});
const kinds: readonly unknown[] = ['logged', 'unlogged', 'counter'];

/** Everything that is wrong with a batch of statements that are right each by itself. Pure. */
export function checkBatch(
  kind: unknown,
  writes: readonly PlannedWrite[],
  options: UncheckedBatchOptions,
  maxBatchBytes: number,
): readonly BatchFault[] {
  if (!isOptions(options)) return checkNames(options, batchNames);
  return [
    ...(kinds.includes(kind) ? counterFaults(kind, writes) : [unknownKind]),
    ...sameRowFaults(writes),
    ...conditionFaults(writes),
    ...spreadFaults(kind, writes, options),
    ...sizeFaults(writes, maxBatchBytes),
    ...timestampsFaults(kind, writes, options),
    ...(options.ttlSeconds === undefined ? [] : [ttlOfBatch]),
    ...settingFaults(options, batchNames),
  ];
}

function counterFaults(kind: unknown, writes: readonly PlannedWrite[]): readonly BatchFault[] {
  const foreign = writes.filter(
    ({ target }) => target.model.isCounterTable !== (kind === 'counter'),
  );
  if (foreign.length === 0) return [];
  const problem =
    kind === 'counter'
      ? `"${tablesOf(foreign)}" has no counters, and a counter batch holds nothing else.`
      : `"${tablesOf(foreign)}" has counters, which only a counter batch holds.`;
  const fix =
    "Make two calls, batch('counter', …) and batch('logged', …). They are not applied together.";
  return [{ code: 'batch-counter', columns: [], problem, fix }];
}

function spreadFaults(
  kind: unknown,
  writes: readonly PlannedWrite[],
  { acrossPartitions }: UncheckedBatchOptions,
): readonly BatchFault[] {
  if (kind !== 'unlogged' || acrossPartitions === true) return [];
  if (areInOnePartition(writes)) return [];
  return [
    {
      code: 'batch-spread',
      columns: [],
      problem: `An unlogged batch over ${String(countPartitions(writes))} partitions is not applied as one, and burdens one node with all.`,
      fix: "Use 'logged', or concurrent writes: mapConcurrent(rows, 16, …); or say { acrossPartitions: true }.",
    },
  ];
}

function timestampsFaults(
  kind: unknown,
  writes: readonly PlannedWrite[],
  { timestamp }: UncheckedBatchOptions,
): readonly BatchFault[] {
  const isConditional = writes.some(({ condition }) => condition !== undefined);
  const hasOwn = writes.some((write) => write.timestamp !== undefined);
  const fault = (problem: string, fix: string): readonly BatchFault[] => [
    { code: 'batch-timestamp', columns: [], problem, fix },
  ];
  const isGiven = timestamp !== undefined;
  if (isConditional && (isGiven || hasOwn)) {
    return fault('A batch with a condition takes its time from the replicas.', 'Leave it out.');
  }
  if (!isGiven) return [];
  if (kind === 'counter') return fault('A counter batch has no timestamp.', 'Leave it out.');
  if (hasOwn) {
    return fault('The batch and a statement of it both have a timestamp.', 'Give it in one place.');
  }
  return timestampFaults(timestamp).map((one) => ({ ...one, code: 'timestamp' }));
}

const unknownKind: BatchFault = {
  code: 'batch-kind',
  columns: [],
  problem: 'There is no such kind of batch.',
  fix: "Give 'logged', 'unlogged' or 'counter'.",
};

const ttlOfBatch: BatchFault = {
  code: 'batch-ttl',
  columns: [],
  problem: 'A batch has no TTL.',
  fix: 'Give ttlSeconds to each statement.',
};
