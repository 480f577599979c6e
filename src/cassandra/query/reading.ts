import type { Place, PageOfReading, PositionOptions, QueryReader } from './page.js';
import type { SelectPlan } from './plan/select-plan.js';
import type { QuerySettings } from './plan/select-request.js';

/** Where a reading starts, and whose its positions are. */
export interface ReadOptions extends PositionOptions {
  /** From a reading of the same query before; absent, null or undefined: from the start. */
  readonly position?: string | null | undefined;
}

/**
 * One way through a query's rows, once: by row or by `pages()`. Lazy: nothing is sent, and no fault thrown, before it is used.
 * It knows what it has given; `position` says where another reading of the same query goes on.
 */
export class Reading<Result> implements AsyncIterable<Result> {
  readonly #reader: QueryReader;
  readonly #options: ReadOptions;
  readonly #settings: QuerySettings;
  readonly #makePlan: () => SelectPlan<Result>;
  #plan: SelectPlan<Result> | undefined;
  #place: Place | null = { pageState: null, rowsUsed: 0, rowsLeft: null };
  #rows = 0;

  /** @internal */
  constructor(
    reader: QueryReader,
    options: ReadOptions,
    settings: QuerySettings,
    makePlan: () => SelectPlan<Result>,
  ) {
    this.#reader = reader;
    this.#options = options;
    this.#settings = settings;
    this.#makePlan = makePlan;
  }

  /** Rows given so far. */
  get rows(): number {
    return this.#rows;
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
    for await (const { rows, placeAfter } of this.#read()) {
      this.#place = placeAfter(rows.length);
      this.#rows += rows.length;
      if (rows.length > 0) yield [...rows];
    }
  }

  /** The rows one by one. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Result, void, undefined> {
    for await (const { rows, placeAfter, check } of this.#read()) {
      if (rows.length === 0) this.#place = placeAfter(0);
      for (const [index, row] of rows.entries()) {
        check();
        this.#place = placeAfter(index + 1);
        this.#rows += 1;
        yield row;
      }
    }
  }

  #read(): AsyncIterable<PageOfReading<Result>> {
    if (this.#plan !== undefined) throw new TypeError('A reading is read once: call read() again');
    const plan = this.#makePlan();
    const { position } = this.#options;
    const start =
      position === undefined || position === null
        ? null
        : this.#reader.openPlace(plan, position, this.#options);
    this.#plan = plan;
    this.#place = start ?? { pageState: null, rowsUsed: 0, rowsLeft: plan.limit ?? null };
    return this.#reader.read(plan, this.#settings, start);
  }
}
