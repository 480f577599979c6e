import type { PagePosition, ResultPage, Statement, StatementRunner } from '../cql/statement.js';
import { InvalidCursorError } from '../errors/invalid-cursor.error.js';
import { isRefusedPageState } from '../errors/is-refused-page-state.js';
import type { Page, PageOptions, QueryReader } from '../query/page.js';
import type { SelectPlan } from '../query/select-plan.js';
import type { QuerySettings } from '../query/select-request.js';
import { cursorBinding } from './cursor-binding.js';
import type { CursorContent, CursorSealer } from './cursor-sealer.js';
import { readPages } from './read-pages.js';

const defaultExpirySeconds = 86_400;

/** What a page reader needs beside the cluster. */
export interface PageReaderOptions {
  readonly sealer: CursorSealer;
  readonly pageSize: number;
  /** Told before a statement leaves that says ALLOW FILTERING. */
  readonly onFiltering?: (plan: SelectPlan) => void;
  readonly now?: () => number;
}

/** Reads the pages of one table's queries. */
export class PageReader implements QueryReader {
  constructor(
    private readonly runner: StatementRunner,
    private readonly options: PageReaderOptions,
  ) {}

  async *pages<Result>(
    plan: SelectPlan<Result>,
    settings: QuerySettings,
  ): AsyncGenerator<Result[], void, undefined> {
    if (plan.findsNothing) {
      const rows = rowsOfNothing(plan);
      if (rows.length > 0) yield rows;
      return;
    }
    this.#noteFiltering(plan);
    let left = plan.limit ?? Infinity;
    const pageSize = Math.min(settings.pageSize ?? this.options.pageSize, left);
    const pages = readPages(
      (pageState) => this.runner.run(plan.statement, settings, { pageSize, pageState }),
      { readsAhead: pageSize < left },
    );
    for await (const page of pages) {
      const rows = decodePage(plan, page).slice(0, left);
      left -= rows.length;
      if (rows.length > 0) yield rows;
      if (left === 0) return;
      settings.signal?.throwIfAborted();
    }
  }

  async page<Result>(
    plan: SelectPlan<Result>,
    settings: QuerySettings,
    options: PageOptions,
  ): Promise<Page<Result>> {
    const binding = cursorBinding(plan.statement, options.size, options.principal);
    const place = this.#placeOf(plan, options, binding);
    if (plan.findsNothing) return { rows: rowsOfNothing(plan), cursor: null };
    this.#noteFiltering(plan);
    const left = place?.rowsLeft ?? plan.limit ?? null;
    const page = await this.#runAt(plan.statement, settings, {
      pageSize: left === null ? options.size : Math.min(options.size, left),
      pageState: place?.pageState ?? null,
    });
    const rows = decodePage(plan, page).slice(0, left ?? undefined);
    const rowsLeft = left === null ? null : left - rows.length;
    const isEnd = page.pageState === null || rowsLeft === 0;
    return {
      rows,
      cursor: isEnd
        ? null
        : this.options.sealer.seal(
            { pageState: page.pageState, rowsLeft, expiresAt: this.#expiry(options) },
            binding,
          ),
    };
  }

  async #runAt(
    statement: Statement,
    settings: QuerySettings,
    position: PagePosition,
  ): Promise<ResultPage> {
    try {
      return await this.runner.run(statement, settings, position);
    } catch (error) {
      const isCursorsFault = position.pageState !== null && isRefusedPageState(error);
      throw isCursorsFault ? new InvalidCursorError(statement.table) : error;
    }
  }

  #placeOf(plan: SelectPlan, options: PageOptions, binding: Buffer): CursorContent | undefined {
    const { cursor } = options;
    if (cursor === undefined || cursor === null) return undefined;
    const content =
      typeof cursor === 'string'
        ? this.options.sealer.open(cursor, binding, this.#nowSeconds())
        : undefined;
    if (content === undefined) throw new InvalidCursorError(plan.statement.table);
    return content;
  }

  #noteFiltering(plan: SelectPlan): void {
    if (plan.needsFiltering) this.options.onFiltering?.(plan);
  }

  #expiry({ expiresInSeconds }: PageOptions): number {
    return this.#nowSeconds() + (expiresInSeconds ?? defaultExpirySeconds);
  }

  #nowSeconds(): number {
    return Math.floor((this.options.now ?? Date.now)() / 1000);
  }
}

function decodePage<Result>({ decode }: SelectPlan<Result>, page: ResultPage): Result[] {
  const rows: Result[] = [];
  for (const row of page.rows) {
    const decoded = decode(row);
    if (decoded !== undefined) rows.push(decoded);
  }
  return rows;
}

/** An aggregate has a value for no rows too. */
function rowsOfNothing<Result>(plan: SelectPlan<Result>): Result[] {
  return plan.isOneRow ? decodePage(plan, { rows: [{}], pageState: null }) : [];
}
