import { isConsistency, isSerialConsistency } from '../../cql/consistency.js';
import type { QueryFault } from '../query-fault.js';
import { checkNames, isOptions, type OptionNames } from './option-names.js';

export const maxPageSize = 50_000;
const maxLimit = 2_147_483_647;
const maxTimeoutMs = 2_147_483_647;
const maxRetries = 10;
const maxRetryDelayMs = 1000;

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

interface UncheckedSettings {
  readonly consistency?: unknown;
  readonly serialConsistency?: unknown;
  readonly timeoutMs?: unknown;
  readonly signal?: unknown;
  readonly pageSize?: unknown;
  readonly maxPages?: unknown;
  readonly pageRetries?: unknown;
  readonly pageRetryDelayMs?: unknown;
  readonly streamTimeoutMs?: unknown;
  readonly readAhead?: unknown;
  readonly onPage?: unknown;
  readonly onEnd?: unknown;
}

/** What `with()` and request options may hold, and by which names. */
export function checkSettings(
  settings: UncheckedSettings,
  known: OptionNames,
): readonly QueryFault[] {
  const faults: QueryFault[] = [...checkNames(settings, known)];
  if (!isOptions(settings)) return faults;
  if (settings.consistency !== undefined && !isConsistency(settings.consistency)) {
    faults.push({
      code: 'consistency',
      columns: [],
      problem: 'There is no such consistency.',
      fix: "Give 'LOCAL_QUORUM', 'QUORUM', 'LOCAL_ONE' or another level of the type Consistency.",
    });
  }
  if (
    settings.serialConsistency !== undefined &&
    !isSerialConsistency(settings.serialConsistency)
  ) {
    faults.push({
      code: 'consistency',
      columns: [],
      problem: 'There is no such serial consistency.',
      fix: "Give 'SERIAL' or 'LOCAL_SERIAL'.",
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
  // The request would have been sent before anything asks the signal.
  if (settings.signal !== undefined && !isSignal(settings.signal)) {
    faults.push({
      code: 'signal',
      columns: [],
      problem: 'signal is no AbortSignal.',
      fix: 'Give AbortSignal.timeout(ms), or controller.signal of an AbortController.',
    });
  }
  if (settings.pageSize !== undefined) faults.push(...checkPageSize(settings.pageSize));
  addStreamFaults(faults, settings);
  return faults;
}

function isSignal(value: unknown): value is AbortSignal {
  if (typeof value !== 'object' || value === null) return false;
  const { aborted, addEventListener } = value as Partial<AbortSignal>;
  return typeof aborted === 'boolean' && typeof addEventListener === 'function';
}

function addStreamFaults(faults: QueryFault[], settings: UncheckedSettings): void {
  const { maxPages, streamTimeoutMs, readAhead, onPage, onEnd } = settings;
  const { pageRetries, pageRetryDelayMs } = settings;
  const add = (code: QueryFault['code'], problem: string, fix: string): void => {
    faults.push({ code, columns: [], problem, fix });
  };
  if (maxPages !== undefined && !isWholeFrom1(maxPages, maxLimit)) {
    add('max-pages', 'maxPages is not a whole number of 1 or more.', 'Give 1 or more.');
  }
  if (pageRetries !== undefined && pageRetries !== 0 && !isWholeFrom1(pageRetries, maxRetries)) {
    const fix = `Give 0 to ${String(maxRetries)}.`;
    add('page-retries', 'pageRetries is not a whole number of 0 or more.', fix);
  }
  if (pageRetryDelayMs !== undefined && !isWholeFrom1(pageRetryDelayMs, maxRetryDelayMs)) {
    const fix = `Give 1 to ${String(maxRetryDelayMs)}.`;
    add('page-retries', 'pageRetryDelayMs is not a whole number of 1 or more.', fix);
  }
  if (streamTimeoutMs !== undefined && !isWholeFrom1(streamTimeoutMs, maxTimeoutMs)) {
    add(
      'stream-timeout',
      'streamTimeoutMs is not a whole number of 1 or more.',
      'Give milliseconds, or leave streamTimeoutMs out.',
    );
  }
  if (readAhead !== undefined && typeof readAhead !== 'boolean') {
    add('read-ahead', 'readAhead is neither true nor false.', 'Give true or false.');
  }
  if (onPage !== undefined && typeof onPage !== 'function') {
    add('on-page', 'onPage is no function.', 'Give a function of one page event.');
  }
  if (onEnd !== undefined && typeof onEnd !== 'function') {
    add('on-end', 'onEnd is no function.', 'Give a function of one end event.');
  }
}
