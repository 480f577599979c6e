import { Readable } from 'node:stream';
import { checkSettings } from '../query/plan/check-numbers.js';
import { namesOf, ofPaging } from '../query/plan/option-names.js';
import { refuse } from '../errors/refused/refuse.js';
import type { QueryFault } from '../query/query-fault.js';
import type { ReadingProgress } from '../query/reading-events.js';
import { ReadingMeter } from '../query/reading-meter.js';
import { takeTurns } from '../query/take-turns.js';
import type { PagingSettings } from '../query/plan/select-request.js';
import type { RangePlace, ScanPositions } from './scan-positions.js';
import { PageRetry } from '../paging/page-retry.js';
import { checkConcurrency } from './check-concurrency.js';
import { mergeConcurrently } from './merge-concurrently.js';
import { isTokenRange, planRing, ringShare, type TokenRange } from './token-range.js';

const scanNames = namesOf<ScanOptions>({
  ...ofPaging,
  concurrency: true,
  ranges: true,
  position: true,
});
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
  /** From a page of a scan of this table before, null from the start: reads what that scan had not given by then. Not beside `ranges`. */
  readonly position?: string | null | undefined;
}

/** Some rows of one range. */
export interface ScanPage<Entity> {
  /** Empty only where a range ends with an empty page. */
  readonly rows: readonly Entity[];
  /** The piece of the ring the rows lie in. */
  readonly range: TokenRange;
  /** True for the last page of its range: all rows of the range have been given. */
  readonly isRangeDone: boolean;
  /** Share of the scan's ranges that are done, 0 to 1, in widths on the ring: about the share of the table's partitions. */
  readonly ringFraction: number;
  /** How far the scan has come: rows, pages, bytes and their rate. */
  readonly progress: ReadingProgress;
  /**
   * Where another scan goes on after this page, in another process too; null after the last page. Sealed as a cursor is, good
   * for a day, and exact as long as the data does not change.
   */
  readonly position: string | null;
}

/** One decoded page of one range. */
export interface RangePage<Entity> {
  readonly rows: readonly Entity[];
  /** Null: the last page of its range. */
  readonly pageState: string | null;
  readonly bytes: number;
}

/** What a scan works with; made by the repository. */
export interface ScanContext<Entity> {
  readonly table: string;
  readonly nodeTokens: () => readonly bigint[];
  readonly positions: ScanPositions;
  readonly readRange: (
    place: RangePlace,
    settings: PagingSettings,
    retry: PageRetry,
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
    const { pages, meter } = this.#begin();
    for await (const page of pages) {
      meter.gave(page.rows.length);
      yield page;
    }
  }

  /** The rows as a Node stream in object mode, with back-pressure; destroying it ends every range. */
  stream(): Readable {
    return Readable.from(this);
  }

  /** The rows one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Entity, void, undefined> {
    const { pages, meter } = this.#begin();
    for await (const { rows } of pages) {
      for (const row of rows) {
        this.#options.signal?.throwIfAborted();
        meter.gave(1);
        yield row;
        const turn = takeTurns(meter.rows);
        if (turn !== undefined) await turn;
      }
    }
  }

  #begin(): { readonly pages: AsyncIterable<ScanPage<Entity>>; readonly meter: ReadingMeter } {
    refuse('query', this.#context.table, checkOptions(this.#options));
    const meter = new ReadingMeter(this.#context.table, this.#options);
    return { pages: this.#read(meter), meter };
  }

  async *#read(meter: ReadingMeter): AsyncGenerator<ScanPage<Entity>, void, undefined> {
    const { concurrency = 4, ranges, position, signal, ...settings } = this.#options;
    const { positions, nodeTokens } = this.#context;
    const plan =
      position !== undefined && position !== null
        ? positions.open(position)
        : (ranges ?? planRing(nodeTokens(), concurrency * rangesPerWorker)).map(startOf);
    const total = plan.reduce((sum, { range }) => sum + ringShare(range), 0);
    const open = new Map(plan.map((place) => [place.range, place]));
    let done = 0;
    const retry = new PageRetry(settings);
    const pages = mergeConcurrently(
      plan,
      (place, stop) => this.#pagesOf(place, settings, retry, signal, stop),
      concurrency,
    );
    let hasFailed = false;
    try {
      for await (const { rows, range, pageState, bytes } of pages) {
        signal?.throwIfAborted();
        meter.came({ rows, bytes });
        const isRangeDone = pageState === null;
        if (isRangeDone) {
          done += ringShare(range);
          open.delete(range);
        } else {
          open.set(range, { range, pageState });
        }
        if (rows.length === 0 && !isRangeDone) continue;
        const left = [...open.values()];
        yield {
          rows,
          range,
          isRangeDone,
          ringFraction: left.length === 0 ? 1 : done / total,
          get progress() {
            return meter.progress;
          },
          // Sealed only if it is asked for.
          get position() {
            return left.length === 0 ? null : positions.seal(left);
          },
        };
      }
    } catch (error) {
      hasFailed = true;
      throw meter.failure(error);
    } finally {
      meter.end({ isComplete: open.size === 0 && meter.hasGivenAll, hasFailed });
    }
  }

  async *#pagesOf(
    place: RangePlace,
    settings: PagingSettings,
    retry: PageRetry,
    signal: AbortSignal | undefined,
    stop: AbortSignal,
  ): AsyncGenerator<RangePage<Entity> & { readonly range: TokenRange }, void, undefined> {
    const both = signal === undefined ? stop : AbortSignal.any([signal, stop]);
    const pages = this.#context.readRange(place, { ...settings, signal: both }, retry);
    for await (const page of pages) yield { ...page, range: place.range };
  }
}

const startOf = (range: TokenRange): RangePlace => ({ range, pageState: null });

function checkOptions(options: ScanOptions): readonly QueryFault[] {
  const faults: QueryFault[] = [
    ...checkSettings(options, scanNames),
    ...checkConcurrency(options.concurrency, maxConcurrency),
  ];
  const { ranges = [] } = options;
  if (options.ranges !== undefined && options.position != null) {
    faults.push({
      code: 'scan-range',
      columns: [],
      problem: 'ranges and position exclude each other: a position holds its ranges.',
      fix: 'Leave one of them out.',
    });
  }
  if (!Array.isArray(ranges) || !ranges.every(isTokenRange)) {
    faults.push({
      code: 'scan-range',
      columns: [],
      problem: 'A range has no start before its end, or lies outside the ring.',
      fix: 'Give ranges of bigints with start < end, such as splitRange(wholeRing, 8) makes.',
    });
  }
  return faults;
}
