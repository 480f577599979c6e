import { Readable } from 'node:stream';
import { MultipleRowsError } from '../errors/multiple-rows.error.js';
import { refuse } from '../errors/refuse.js';
import { RowNotFoundError } from '../errors/row-not-found.error.js';
import { checkPageSize } from './check-numbers.js';
import type { OrderBy } from './filter-types.js';
import type { Page, PageOptions, QueryReader } from './page.js';
import type { QueryFault } from './query-fault.js';
import { planSelect, type SelectPlan } from './select-plan.js';
import type { QuerySettings, SelectRequest, SelectTarget } from './select-request.js';

const maxExpirySeconds = 31_536_000;

/** What a query of one table works with. */
export interface QueryContext<Entity> extends SelectTarget {
  readonly reader: QueryReader<Entity>;
  readonly maxRows: number;
}

/**
 * A read that was described and not yet sent. Immutable: each builder gives a new query. Lazy: faults, all of them together,
 * come when it is first used, as `InvalidQueryError` or `InvalidValueError`, and then nothing is sent.
 *
 * Each use (`all`, a `for await`, …) is a reading of its own from the start.
 */
export class Query<Entity> implements AsyncIterable<Entity> {
  readonly #context: QueryContext<Entity>;
  readonly #request: SelectRequest;

  constructor(context: QueryContext<Entity>, request: SelectRequest) {
    this.#context = context;
    this.#request = request;
  }

  /** Gives at most so many rows, 1 or more. There is no limit otherwise. */
  limit(rows: number): Query<Entity> {
    return this.#having({ limit: rows });
  }

  /** The declared order of the clustering key, or its complete reverse. One partition only, and no index in the filter. */
  orderBy(order: OrderBy<Entity>): Query<Entity> {
    return this.#having({ order });
  }

  /** Settings of this query's requests; those given before stay where these say nothing. */
  with(settings: QuerySettings): Query<Entity> {
    return this.#having({ settings: { ...this.#request.settings, ...settings } });
  }

  /**
   * All rows as one array. For results known to be small: more rows than the connection's `maxRows` (10 000) are an
   * `InvalidQueryError` (code `max-rows`), never a silent cut.
   */
  async all(): Promise<Entity[]> {
    const rows: Entity[] = [];
    for await (const page of this.pages()) {
      rows.push(...page);
      if (rows.length > this.#context.maxRows) this.#refuse([tooManyRows(this.#context.maxRows)]);
    }
    return rows;
  }

  /** The first row or null. Asks for one row. */
  async first(): Promise<Entity | null> {
    for await (const row of this.#atMost(1)) return row;
    return null;
  }

  /** The first row, or `RowNotFoundError`. */
  async firstOrFail(): Promise<Entity> {
    return (await this.first()) ?? this.#notFound();
  }

  /** The only row or null; `MultipleRowsError` where there are two. Asks for two rows. */
  async one(): Promise<Entity | null> {
    const rows: Entity[] = [];
    for await (const row of this.#atMost(2)) rows.push(row);
    if (rows.length > 1) {
      throw new MultipleRowsError(this.#context.model.name, this.#plan().filteredBy);
    }
    return rows[0] ?? null;
  }

  /** The only row; `RowNotFoundError` where there is none, `MultipleRowsError` where there are two. */
  async oneOrFail(): Promise<Entity> {
    return (await this.one()) ?? this.#notFound();
  }

  /**
   * One page of a list, and the cursor to the next. The cursor is sealed: it holds nothing readable and is good for this
   * query, page size and principal only, until it expires; anything else is an `InvalidCursorError`. One request.
   */
  async page(options: PageOptions): Promise<Page<Entity>> {
    const plan = this.#plan([...checkPageSize(options.size), ...checkExpiry(options)]);
    return await this.#context.reader.page(plan, this.#request.settings, options);
  }

  /**
   * The rows page by page; pages without rows are left out. One page is requested while the one before is in use. Leaving
   * the loop early, by break, return or throw, ends the reading.
   */
  async *pages(): AsyncGenerator<Entity[], void, undefined> {
    yield* this.#context.reader.pages(this.#plan(), this.#request.settings);
  }

  /** The rows as a Node stream in object mode, with back-pressure; destroying it ends the reading. */
  stream(): Readable {
    return Readable.from(this);
  }

  /** The rows one by one, read as by `pages()`. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Entity, void, undefined> {
    for await (const page of this.pages()) yield* page;
  }

  /** The statement this query sends. Values are bound and not part of it. */
  toCql(): string {
    return this.#plan().statement.cql;
  }

  #plan(more: readonly QueryFault[] = []): SelectPlan {
    return planSelect(this.#context, this.#request, more);
  }

  #having(part: Partial<SelectRequest>): Query<Entity> {
    return new Query(this.#context, { ...this.#request, ...part });
  }

  /** Keeps a limit that is lower or wrong. */
  #atMost(rows: number): Query<Entity> {
    const { limit } = this.#request;
    return typeof limit === 'number' && !(limit > rows) ? this : this.limit(rows);
  }

  #notFound(): never {
    throw new RowNotFoundError(this.#context.model.name, this.#plan().filteredBy);
  }

  #refuse(faults: readonly QueryFault[]): void {
    refuse('query', this.#context.model.name, faults);
  }
}

function tooManyRows(maxRows: number): QueryFault {
  return {
    code: 'max-rows',
    columns: [],
    problem: `all() found more than ${String(maxRows)} rows.`,
    fix: 'Use pages(), stream() or for await, add a limit, or raise maxRows.',
  };
}

function checkExpiry({ expiresInSeconds }: PageOptions): readonly QueryFault[] {
  if (expiresInSeconds === undefined) return [];
  const isLegal =
    Number.isInteger(expiresInSeconds) &&
    expiresInSeconds >= 1 &&
    expiresInSeconds <= maxExpirySeconds;
  if (isLegal) return [];
  return [
    {
      code: 'cursor-expiry',
      columns: [],
      problem: 'expiresInSeconds is not a whole number of 1 or more.',
      fix: `Give 1 to ${String(maxExpirySeconds)}.`,
    },
  ];
}
