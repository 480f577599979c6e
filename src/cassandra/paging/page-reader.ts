import type { PagePosition, ResultPage, StatementRunner } from '../cql/statement.js';
import { CassandraRequestError } from '../errors/failed/cassandra-request.error.js';
import { InvalidCursorError } from '../errors/refused/invalid-cursor.error.js';
import { isRefusedPageState } from '../errors/translate/is-refused-page-state.js';
import { gatherRows } from '../query/gather-rows.js';
import type {
  Page,
  PageOfReading,
  PageOptions,
  Place,
  PositionOptions,
  QueryReader,
} from '../query/page.js';
import type { SelectPlan } from '../query/plan/select-plan.js';
import type { QuerySettings } from '../query/plan/select-request.js';
import { ReadingMeter } from '../query/reading-meter.js';
import { cursorBinding } from './cursor/cursor-binding.js';
import type { CursorSealer } from './cursor/cursor-sealer.js';
import { decodePage, rowsOfNothing, upTo } from './decoded-rows.js';
import { PageRetry } from './page-retry.js';
import { readPages } from './read-pages.js';
import { SealedPlaces } from './cursor/sealed-places.js';
import { StreamDeadline } from './stream-deadline.js';
import { whyReadFailed } from './why-read-failed.js';

/** What a page reader needs beside the cluster. */
export interface PageReaderOptions {
  readonly sealer: CursorSealer;
  readonly pageSize: number;
  /** Told before a statement leaves that says ALLOW FILTERING. */
  readonly onFiltering?: (plan: SelectPlan) => void;
  readonly now?: () => number;
}

interface TimedPage extends ResultPage {
  readonly requestMs: number;
  readonly retries: number;
}

/** Reads the pages of one table's queries. */
export class PageReader implements QueryReader {
  readonly #places: SealedPlaces;

  constructor(
    private readonly runner: StatementRunner,
    private readonly options: PageReaderOptions,
  ) {
    this.#places = new SealedPlaces(options.sealer, options.now);
  }

  /** Most results are one page: the loop, which costs more than planning a query, is for those that are not. */
  async rows<Result>(
    plan: SelectPlan<Result>,
    settings: QuerySettings,
    maxRows: number,
  ): Promise<Result[]> {
    if (plan.findsNothing) return await rowsOfNothing(plan);
    this.#noteFiltering(plan);
    const first = await this.#firstPage(plan, settings);
    if (first.pageState === null) return upTo(plan.limit, await decodePage(plan, first));
    const meter = new ReadingMeter(plan.statement.table, {});
    return await gatherRows(this.#readFrom(first, plan, settings, null, meter), maxRows);
  }

  async *read<Result>(
    plan: SelectPlan<Result>,
    settings: QuerySettings,
    place: Place | null,
    meter: ReadingMeter,
  ): AsyncGenerator<PageOfReading<Result>, void, undefined> {
    if (plan.findsNothing) {
      yield { rows: await rowsOfNothing(plan), placeAfter: () => null, check: () => undefined };
      return;
    }
    this.#noteFiltering(plan);
    yield* this.#readFrom(undefined, plan, settings, place, meter);
  }

  /** `first` is the page at the start, where that was asked for already. */
  async *#readFrom<Result>(
    first: ResultPage | undefined,
    plan: SelectPlan<Result>,
    settings: QuerySettings,
    place: Place | null,
    meter: ReadingMeter,
  ): AsyncGenerator<PageOfReading<Result>, void, undefined> {
    const deadline = new StreamDeadline(settings, () => meter.timeoutError(settings));
    const retry = new PageRetry(settings);
    const { readAhead = true, maxPages } = settings;
    const timed = { ...settings, ...deadline.setting };
    const { signal } = timed;
    let left = place?.rowsLeft ?? plan.limit ?? Infinity;
    let toSkip = place?.rowsUsed ?? 0;
    let at = place?.pageState ?? null;
    const pageSize = this.#pageSize(settings, left + toSkip);
    const fetch = async (pageState: string | null): Promise<TimedPage> => {
      const start = performance.now();
      const { page, retries } = await retry.run(
        async () =>
          pageState === null && first !== undefined
            ? first
            : await this.#runAt(plan, timed, { pageSize, pageState }, place),
        signal,
      );
      return { ...page, retries, requestMs: performance.now() - start };
    };
    const pages = readPages(fetch, {
      readsAhead: readAhead && pageSize < left,
      maxPages,
      from: at,
    });
    try {
      for await (const page of pages) {
        const decoded = await decodePage(plan, page);
        const skipped = Math.min(toSkip, decoded.length);
        const rows = upTo(left, skipped === 0 ? decoded : decoded.slice(skipped));
        const here = { pageState: at, used: skipped, left };
        left -= rows.length;
        toSkip -= skipped;
        at = page.pageState;
        const isLast = at === null || left === 0;
        const { requestMs, retries, bytes = 0 } = page;
        meter.came({ rows, bytes });
        meter.tell({ rows: rows.length, bytes, requestMs, retries, isLast });
        yield {
          rows,
          placeAfter: (count) =>
            placeAfter(count, rows.length, here, isLast ? null : page.pageState),
          check: () => signal?.throwIfAborted(),
        };
        if (isLast) return;
        signal?.throwIfAborted();
      }
    } catch (error) {
      throw meter.failure(error);
    } finally {
      retry.end();
      deadline.end();
    }
  }

  sealPlace(plan: SelectPlan, place: Place, options: PositionOptions): string {
    return this.#places.seal(place, positionBinding(plan, options), options);
  }

  openPlace(plan: SelectPlan, position: unknown, options: PositionOptions): Place {
    const place = this.#places.open(position, positionBinding(plan, options));
    if (place === undefined) throw new InvalidCursorError(plan.statement.table, 'position');
    return place;
  }

  async page<Result>(
    plan: SelectPlan<Result>,
    settings: QuerySettings,
    options: PageOptions,
  ): Promise<Page<Result>> {
    const binding = cursorBinding(plan.statement, options.size, options.principal);
    const place = this.#placeOf(plan, options, binding);
    if (plan.findsNothing) return { rows: await rowsOfNothing(plan), cursor: null };
    this.#noteFiltering(plan);
    const left = place?.rowsLeft ?? plan.limit ?? null;
    const position = {
      pageSize: left === null ? options.size : Math.min(options.size, left),
      pageState: place?.pageState ?? null,
    };
    const page = await this.#runAt(plan, settings, position, place).catch((error: unknown) => {
      throw atFirstPage(error);
    });
    const rows = upTo(left ?? undefined, await decodePage(plan, page));
    const rowsLeft = left === null ? null : left - rows.length;
    const isEnd = page.pageState === null || rowsLeft === 0;
    const next = { pageState: page.pageState, rowsUsed: 0, rowsLeft };
    return { rows, cursor: isEnd ? null : this.#places.seal(next, binding, options) };
  }

  async #firstPage(plan: SelectPlan, settings: QuerySettings): Promise<ResultPage> {
    const pageSize = this.#pageSize(settings, plan.limit ?? Infinity);
    try {
      return await this.runner.run(plan.statement, settings, { pageSize, pageState: null });
    } catch (error) {
      throw atFirstPage(await whyReadFailed(this.runner, plan, settings, error));
    }
  }

  #pageSize(settings: QuerySettings, maxRows: number): number {
    return Math.min(settings.pageSize ?? this.options.pageSize, maxRows);
  }

  /** A state that came from outside may be refused by the server; our own is not. */
  async #runAt(
    plan: SelectPlan,
    settings: QuerySettings,
    position: PagePosition,
    given: { readonly pageState: string | null } | null | undefined,
  ): Promise<ResultPage> {
    try {
      return await this.runner.run(plan.statement, settings, position);
    } catch (error) {
      const { pageState } = position;
      const isGiven = pageState !== null && pageState === given?.pageState;
      throw isGiven && isRefusedPageState(error)
        ? new InvalidCursorError(plan.statement.table)
        : await whyReadFailed(this.runner, plan, settings, error);
    }
  }

  #placeOf(plan: SelectPlan, { cursor }: PageOptions, binding: Buffer): Place | undefined {
    if (cursor === undefined || cursor === null) return undefined;
    const place = this.#places.open(cursor, binding);
    if (place === undefined) throw new InvalidCursorError(plan.statement.table);
    return place;
  }

  #noteFiltering(plan: SelectPlan): void {
    if (plan.needsFiltering) this.options.onFiltering?.(plan);
  }
}

/** The same information as of a reading that has a loop. */
function atFirstPage(error: unknown): unknown {
  return CassandraRequestError.at(error, { page: 1, rows: 0 });
}

function placeAfter(
  count: number,
  rowsOfPage: number,
  here: { readonly pageState: string | null; readonly used: number; readonly left: number },
  nextState: string | null,
): Place | null {
  const rowsLeft = here.left === Infinity ? null : here.left - count;
  if (count < rowsOfPage) {
    return { pageState: here.pageState, rowsUsed: here.used + count, rowsLeft };
  }
  return nextState === null ? null : { pageState: nextState, rowsUsed: 0, rowsLeft };
}

/** No page has the size 0: a position is no cursor. */
function positionBinding(plan: SelectPlan, { principal }: PositionOptions): Buffer {
  return cursorBinding(plan.statement, 0, principal);
}
