import { checkSettings } from '../query/check-numbers.js';
import { refuse } from '../errors/refuse.js';
import type { QueryFault } from '../query/query-fault.js';
import type { PagingSettings } from '../query/select-request.js';
import { mergeConcurrently } from './merge-concurrently.js';
import { isTokenRange, planRing, ringShare, type TokenRange } from './token-range.js';

const maxConcurrency = 256;
/** Ranges per worker when the scan cuts the ring itself: small enough that all workers end about together. */
const rangesPerWorker = 8;

/** How a table is scanned. */
export interface ScanOptions extends PagingSettings {
  /**
   * Ranges read at the same time; as many pages are in memory, and as many requests in flight, at most.
   *
   * @default 4
   */
  readonly concurrency?: number;
  /** The pieces of the ring to read. @default the whole ring, cut at the tokens of the nodes */
  readonly ranges?: readonly TokenRange[];
}

/** Some rows of one range. */
export interface ScanPage<Entity> {
  /** Empty only where a range ends with an empty page. */
  readonly rows: readonly Entity[];
  readonly range: TokenRange;
  /** True for the last page of its range: all rows of the range have been given. */
  readonly isRangeDone: boolean;
  /** Share of the scan's ranges that are done, 0 to 1, in widths on the ring: about the share of the table's partitions. */
  readonly ringFraction: number;
}

/** One decoded page of one range. */
export interface RangePage<Entity> {
  readonly rows: readonly Entity[];
  readonly isLast: boolean;
}

/** What a scan works with; made by the repository. */
export interface ScanContext<Entity> {
  readonly table: string;
  readonly nodeTokens: () => readonly bigint[];
  readonly readRange: (
    range: TokenRange,
    settings: PagingSettings,
  ) => AsyncIterable<RangePage<Entity>>;
}

/**
 * A whole table, read by ranges of the ring side by side. Lazy; each use is a scan of its own. Rows come in no order, each
 * once. A row written or deleted meanwhile may be there or not: a scan is no snapshot.
 *
 * A slow consumer slows the reading down. Leaving the loop early ends every range; a failed range is a failed scan, after the
 * pages that had already come.
 */
export class Scan<Entity> implements AsyncIterable<Entity> {
  readonly #context: ScanContext<Entity>;
  readonly #options: ScanOptions;

  constructor(context: ScanContext<Entity>, options: ScanOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** The rows page by page, with the progress. */
  async *pages(): AsyncGenerator<ScanPage<Entity>, void, undefined> {
    refuse('query', this.#context.table, checkOptions(this.#options));
    const { concurrency = 4, ranges, signal, ...settings } = this.#options;
    const plan = ranges ?? planRing(this.#context.nodeTokens(), concurrency * rangesPerWorker);
    const total = plan.reduce((sum, range) => sum + ringShare(range), 0);
    let done = 0;
    let left = plan.length;
    const pages = mergeConcurrently(
      plan,
      (range, stop) => this.#pagesOf(range, settings, signal, stop),
      concurrency,
    );
    for await (const { rows, range, isRangeDone } of pages) {
      if (isRangeDone) {
        done += ringShare(range);
        left -= 1;
      }
      yield { rows, range, isRangeDone, ringFraction: left === 0 ? 1 : done / total };
    }
  }

  /** The rows one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Entity, void, undefined> {
    for await (const { rows } of this.pages()) yield* rows;
  }

  async *#pagesOf(
    range: TokenRange,
    settings: PagingSettings,
    signal: AbortSignal | undefined,
    stop: AbortSignal,
  ): AsyncGenerator<Omit<ScanPage<Entity>, 'ringFraction'>, void, undefined> {
    const both = signal === undefined ? stop : AbortSignal.any([signal, stop]);
    for await (const { rows, isLast } of this.#context.readRange(range, {
      ...settings,
      signal: both,
    })) {
      if (rows.length > 0 || isLast) yield { rows, range, isRangeDone: isLast };
    }
  }
}

function checkOptions(options: ScanOptions): readonly QueryFault[] {
  const faults: QueryFault[] = [...checkSettings(options)];
  const { concurrency = 4, ranges = [] } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > maxConcurrency) {
    faults.push({
      code: 'scan-concurrency',
      columns: [],
      problem: 'concurrency is not a whole number of 1 or more.',
      fix: `Give 1 to ${String(maxConcurrency)}.`,
    });
  }
  if (!ranges.every(isTokenRange)) {
    faults.push({
      code: 'scan-range',
      columns: [],
      problem: 'A range has no start before its end, or lies outside the ring.',
      fix: 'Give ranges of bigints with start < end, such as splitRange(wholeRing, 8) makes.',
    });
  }
  return faults;
}
