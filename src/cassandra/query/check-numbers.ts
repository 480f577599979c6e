import { isConsistency } from '../cql/consistency.js';
import type { QueryFault } from './query-fault.js';

export const maxPageSize = 50_000;
const maxLimit = 2_147_483_647;
const maxTimeoutMs = 2_147_483_647;

const isWholeFrom1 = (value: unknown, max: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= max;

export function checkLimit(limit: unknown): readonly QueryFault[] {
  if (isWholeFrom1(limit, maxLimit)) return [];
  return [
    {
      code: 'limit',
      columns: [],
      problem: 'limit is not a whole number of 1 or more.',
      fix: `Give 1 to ${String(maxLimit)}, or leave limit out to read every row.`,
    },
  ];
}

export function checkPerPartitionLimit(limit: unknown): readonly QueryFault[] {
  if (isWholeFrom1(limit, maxLimit)) return [];
  return [
    {
      code: 'per-partition-limit',
      columns: [],
      problem: 'perPartitionLimit is not a whole number of 1 or more.',
      fix: `Give 1 to ${String(maxLimit)}, or leave it out to read every row.`,
    },
  ];
}

export function checkPageSize(size: unknown): readonly QueryFault[] {
  if (isWholeFrom1(size, maxPageSize)) return [];
  return [
    {
      code: 'page-size',
      columns: [],
      problem: 'The page size is not a whole number of 1 or more within the cap.',
      fix: `Give 1 to ${String(maxPageSize)}.`,
    },
  ];
}

/** What `with()` and request options may hold. */
export function checkSettings(settings: {
  readonly consistency?: unknown;
  readonly timeoutMs?: unknown;
  readonly pageSize?: unknown;
}): readonly QueryFault[] {
  const faults: QueryFault[] = [];
  if (settings.consistency !== undefined && !isConsistency(settings.consistency)) {
    faults.push({
      code: 'consistency',
      columns: [],
      problem: 'There is no such consistency.',
      fix: "Give 'LOCAL_QUORUM', 'QUORUM', 'LOCAL_ONE' or another level of the type Consistency.",
    });
  }
  if (settings.timeoutMs !== undefined && !isWholeFrom1(settings.timeoutMs, maxTimeoutMs)) {
    faults.push({
      code: 'timeout',
      columns: [],
      problem: 'timeoutMs is not a whole number of 1 or more.',
      fix: 'Give milliseconds, or leave timeoutMs out.',
    });
  }
  if (settings.pageSize !== undefined) faults.push(...checkPageSize(settings.pageSize));
  return faults;
}
