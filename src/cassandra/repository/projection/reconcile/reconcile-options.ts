import { checkSettings } from '../../../query/plan/check-numbers.js';
import { checkNames, isOptions, namesOf } from '../../../query/plan/option-names.js';
import type { QueryFault } from '../../../query/query-fault.js';
import { checkConcurrency } from '../../../scan/check-concurrency.js';

/** How a projection is compared with its base. */
export interface ReconcileOptions {
  /** Rows looked at side by side. @default 16 */
  readonly concurrency?: number;
  /** Counts differences and mends none. @default false */
  readonly dryRun?: boolean;
  /**
   * Writes every row of the base to the projection without looking what is there, and gives rows a version that plain writes
   * have made: for a projection added to a filled table. Stop the processes before that write without it.
   *
   * @default false
   */
  readonly backfill?: boolean;
  /** Aborting it ends it after the rows at work; what was mended stays so. */
  readonly signal?: AbortSignal;
  /** Called after each page of rows. */
  readonly onProgress?: (progress: ReconcileProgress) => void;
}

/** What they may be called: one that is misspelt, such as `dryrun`, would mend. */
const reconcileNames = namesOf<ReconcileOptions>({
  concurrency: true,
  dryRun: true,
  backfill: true,
  signal: true,
  onProgress: true,
});

/** What they may not say, before anything is read: `onProgress` is called when a page was mended already. */
export function checkReconcile(options: ReconcileOptions): readonly QueryFault[] {
  if (!isOptions(options)) return checkNames(options, reconcileNames);
  const { concurrency, dryRun, backfill, onProgress } = options;
  return [
    ...checkSettings(options, reconcileNames),
    ...checkConcurrency(concurrency),
    ...checkKind('dryRun', dryRun, 'boolean', 'Give true or false.'),
    ...checkKind('backfill', backfill, 'boolean', 'Give true or false.'),
    ...checkKind('onProgress', onProgress, 'function', 'Give a function of one progress event.'),
  ];
}

/** A text such as 'true' would be one to the base's rows and the other to those of its projections. */
function checkKind(
  name: keyof ReconcileOptions,
  value: unknown,
  kind: 'boolean' | 'function',
  fix: string,
): readonly QueryFault[] {
  if (value === undefined || typeof value === kind) return [];
  return [{ code: 'reconcile-option', columns: [], problem: `${name} is no ${kind}.`, fix }];
}

/** What was found, and mended unless with `dryRun`. */
export interface ReconcileResult {
  /** Rows of the base that were looked at. */
  readonly baseRows: number;
  /** Rows of projections that were looked at. */
  readonly projectedRows: number;
  /** Rows of the base that a projection lacked. */
  readonly missing: number;
  /** Projected rows with other values than the base. */
  readonly different: number;
  /** Projected rows without a row of the base. */
  readonly stale: number;
  /** Rows of the base that plain writes have made: `backfill` gives them a version. */
  readonly unversioned: number;
  /** Rows written or deleted by it. */
  readonly repaired: number;
}

/** How far it is. */
export interface ReconcileProgress extends ReconcileResult {
  /** First the rows of the base, then those of each projection. */
  readonly table: string;
}
