import type {
  DriverRow,
  PagePosition,
  ResultPage,
  Statement,
  StatementRunner,
} from '../cql/statement.js';
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
export interface PageReaderOptions<Entity> {
  /** Undefined for a row that is none: a partition that has static values only. */
  readonly decode: (row: DriverRow) => Entity | undefined;
  readonly sealer: CursorSealer;
  readonly pageSize: number;
  readonly now?: () => number;
}

/** Reads the pages of one table's queries. */
export class PageReader<Entity> implements QueryReader<Entity> {
  constructor(
    private readonly runner: StatementRunner,
    private readonly options: PageReaderOptions<Entity>,
  ) {}

  async *pages(
    plan: SelectPlan,
    settings: QuerySettings,
  ): AsyncGenerator<Entity[], void, undefined> {
    if (plan.findsNothing) return;
    let left = plan.limit ?? Infinity;
    const pageSize = Math.min(settings.pageSize ?? this.options.pageSize, left);
    const pages = readPages(
      (pageState) => this.runner.run(plan.statement, settings, { pageSize, pageState }),
      { readsAhead: pageSize < left },
    );
    for await (const page of pages) {
      const rows = this.#decode(page).slice(0, left);
      left -= rows.length;
      if (rows.length > 0) yield rows;
      if (left === 0) return;
      settings.signal?.throwIfAborted();
    }
  }

  async page(
    plan: SelectPlan,
    settings: QuerySettings,
    options: PageOptions,
  ): Promise<Page<Entity>> {
    const binding = cursorBinding(plan.statement, options.size, options.principal);
    const place = this.#placeOf(plan, options, binding);
    if (plan.findsNothing) return { rows: [], cursor: null };
    const left = place?.rowsLeft ?? plan.limit ?? null;
    const page = await this.#runAt(plan.statement, settings, {
      pageSize: left === null ? options.size : Math.min(options.size, left),
      pageState: place?.pageState ?? null,
    });
    const rows = this.#decode(page).slice(0, left ?? undefined);
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

  #decode(page: ResultPage): Entity[] {
    const rows: Entity[] = [];
    for (const row of page.rows) {
      const entity = this.options.decode(row);
      if (entity !== undefined) rows.push(entity);
    }
    return rows;
  }

  #expiry({ expiresInSeconds }: PageOptions): number {
    return this.#nowSeconds() + (expiresInSeconds ?? defaultExpirySeconds);
  }

  #nowSeconds(): number {
    return Math.floor((this.options.now ?? Date.now)() / 1000);
  }
}
