import type { Fault } from '../../../errors/fault.js';
import { InvalidBatchError } from '../../../errors/refused/invalid-batch.error.js';
import type { PlannedWrite } from '../../write/plan/planned-write.js';

/** Every code of a refused batch, beside those of its statements. */
export const batchFaultCodes = [
  'batch-kind',
  'batch-read',
  'batch-counter',
  'batch-same-row',
  'batch-timestamp',
  'batch-ttl',
  'batch-lwt',
  'batch-size',
  'batch-spread',
  'batch-reused',
  'batch-projection',
  'timestamp',
  'unknown-option',
  'timeout',
  'signal',
  'consistency',
] as const;

/** What a batch can be refused for, beside the faults of its statements. */
export type BatchFaultCode = (typeof batchFaultCodes)[number];

/** One reason why a batch was refused. */
export type BatchFault = Fault<BatchFaultCode>;

/** The tables of a batch, for messages. */
export function tablesOf(writes: readonly PlannedWrite[]): string {
  const names = [...new Set(writes.map(({ table }) => table))];
  return names.length === 0 ? 'batch' : names.join(', ');
}

export function refuseBatch(table: string, faults: readonly BatchFault[]): void {
  const [first, ...rest] = faults;
  if (first !== undefined) throw new InvalidBatchError(table, [first, ...rest]);
}
