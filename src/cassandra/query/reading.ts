import { gatherRows } from './gather-rows.js';
import type { Place, PageOfReading, PositionOptions, QueryReader } from './page.js';
import { namesOf } from './plan/option-names.js';
import type { SelectPlan } from './plan/select-plan.js';
import type { QuerySettings } from './plan/select-request.js';
import type { ReadingProgress } from './reading-events.js';
import { ReadingMeter } from './reading-meter.js';
import { takeTurns } from './take-turns.js';

/** Where a reading starts, and whose its positions are. */
export interface ReadOptions extends PositionOptions {
  /** From a reading of the same query before; absent, null or undefined: from the start. */
  readonly position?: string | null | undefined;
}

/** What they may be called. */
export const readNames = namesOf<ReadOptions>({
  position: true,
  principal: true,
  expiresInSeconds: true,
});

/**
 * One way through a query's rows, once: by row or by `pages()`. Lazy: nothing is sent, and no fault thrown, before it is used.
 * It knows what it has given; `position` says where another reading of the same query goes on. Leaving the loop ends it;
 * `close()`, or `await using`, is for what is not read in one loop.
 */
export class Reading<Result> implements AsyncIterable<Result>, AsyncDisposable {
  readonly #reader: QueryReader;
  readonly #options: ReadOptions;
  readonly #settings: QuerySettings;
  readonly #makePlan: () => SelectPlan<Result>;
  readonly #stop: AbortController | undefined;
  #plan: SelectPlan<Result> | undefined;
  #meter: ReadingMeter | undefined;
  #pages: AsyncGenerator<PageOfReading<Result>, void, undefined> | undefined;
  #place: Place | null = { pageState: null, rowsUsed: 0, rowsLeft: null };

  /**
   * `stop` is for what somebody may close: a signal costs as much as planning a query, and a loop ends itself.
   *
   * @internal
   */
  constructor(
    reader: QueryReader,
    options: ReadOptions,
    settings: QuerySettings,
    makePlan: () => SelectPlan<Result>,
    stop?: AbortController,
  ) {
    this.#reader = reader;
    this.#options = options;
    this.#settings = settings;
    this.#makePlan = makePlan;
    this.#stop = stop;
  }

  /** Rows given so far. */
  get rows(): number {
    return this.#meter?.rows ?? 0;
  }

  /** How far it has come, at any time: rows, pages, bytes and their rate. */
  get progress(): ReadingProgress {
    return this.#meter?.progress ?? nothingYet;
  }

  /** Was every row given? False also where `maxPages` ended the reading before that. */
  get isComplete(): boolean {
    return this.#place === null;
  }

  /**
   * The place after the row or page in hand; null once nothing comes after it. Before the first row: where the reading was
   * started, null at the start.
   */
  get position(): string | null {
    if (this.#plan === undefined) return this.#options.position ?? null;
    return this.#place === null
      ? null
      : this.#reader.sealPlace(this.#plan, this.#place, this.#options);
  }

  /** The rows page by page; pages without rows are left out. */
  async *pages(): AsyncGenerator<Result[], void, undefined> {
    for await (const { rows } of this.#wholePages()) if (rows.length > 0) yield [...rows];
  }

  /** @internal All rows, or more than `maxRows` of them. */
  async gather(maxRows: number): Promise<Result[]> {
    return await gatherRows(this.#wholePages(), maxRows);
  }

  /** The rows one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Result, void, undefined> {
    const { pages, meter } = this.#begin();
    for await (const { rows, placeAfter, check } of pages) {
      if (rows.length === 0) this.#place = placeAfter(0);
      for (const [index, row] of rows.entries()) {
        if (this.#isClosed()) return;
        check();
        this.#place = placeAfter(index + 1);
        meter.gave(1);
        yield row;
        const turn = takeTurns(meter.rows);
        if (turn !== undefined) await turn;
      }
    }
  }

  /**
   * Ends it, wherever it is: a row that is waited for does not come, the loop ends without an error, and nothing more is asked
   * for. `position` stays. Closing again does nothing, and closing what was never used neither: it then gives no rows.
   */
  async close(): Promise<void> {
    this.#stop?.abort();
    await this.#pages?.return(undefined);
  }

  /** For `await using reading = query.read()`: closes it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async *#wholePages(): AsyncGenerator<PageOfReading<Result>, void, undefined> {
    const { pages, meter } = this.#begin();
    for await (const page of pages) {
      this.#place = page.placeAfter(page.rows.length);
      meter.gave(page.rows.length);
      yield page;
    }
  }

  #begin(): {
    readonly pages: AsyncIterable<PageOfReading<Result>>;
    readonly meter: ReadingMeter;
  } {
    if (this.#plan !== undefined) throw new TypeError('A reading is read once: call read() again');
    const plan = this.#makePlan();
    const { position } = this.#options;
    const start =
      position === undefined || position === null
        ? null
        : this.#reader.openPlace(plan, position, this.#options);
    this.#plan = plan;
    this.#place = start ?? { pageState: null, rowsUsed: 0, rowsLeft: plan.limit ?? null };
    const meter = new ReadingMeter(plan.statement.table, this.#settings);
    this.#meter = meter;
    this.#pages = this.#readTo(plan, start, meter);
    return { pages: this.#pages, meter };
  }

  async *#readTo(
    plan: SelectPlan<Result>,
    start: Place | null,
    meter: ReadingMeter,
  ): AsyncGenerator<PageOfReading<Result>, void, undefined> {
    if (this.#isClosed()) return;
    let hasFailed = false;
    try {
      yield* this.#reader.read(plan, this.#closableSettings(), start, meter);
    } catch (error) {
      if (this.#isClosed()) return;
      hasFailed = true;
      throw error;
    } finally {
      meter.end({ isComplete: this.#place === null, hasFailed });
    }
  }

  #isClosed(): boolean {
    return this.#stop?.signal.aborted === true;
  }

  #closableSettings(): QuerySettings {
    if (this.#stop === undefined) return this.#settings;
    const { signal: stop } = this.#stop;
    const { signal } = this.#settings;
    return {
      ...this.#settings,
      signal: signal === undefined ? stop : AbortSignal.any([signal, stop]),
    };
  }
}

const nothingYet: ReadingProgress = {
  rows: 0,
  pages: 0,
  bytes: 0,
  elapsedMs: 0,
  rowsPerSecond: 0,
  bytesPerSecond: 0,
};
