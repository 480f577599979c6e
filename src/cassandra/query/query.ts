import { Readable } from 'node:stream';
import { MultipleRowsError } from '../errors/multiple-rows.error.js';
import { refuse } from '../errors/refused/refuse.js';
import { RowNotFoundError } from '../errors/row-not-found.error.js';
import { checkExpiry } from './plan/check-expiry.js';
import { countingRequest, existenceRequest } from './plan/derived-requests.js';
import { checkPageSize } from './plan/check-numbers.js';
import { checkNames, isOptions, withOptions } from './plan/option-names.js';
import type { OrderBy } from './filter/filter-types.js';
import type { KeyColumn } from '../table/table-definition.js';
import { explainSelect, type QueryExplanation } from './plan/explain.js';
import { type Page, pageNames, type PageOptions, type QueryReader } from './page.js';
import { Reading, readNames, type ReadOptions } from './reading.js';
import { isMetered } from './reading-meter.js';
import type { QueryFault } from './query-fault.js';
import { groupsAreNotCounted, tooManyRows } from './plan/result-faults.js';
import { type QueryConditions, queryConditions } from './plan/query-conditions.js';
import { planSelect, type SelectPlan } from './plan/select-plan.js';
import type { QuerySettings, SelectRequest, SelectTarget } from './plan/select-request.js';
import type { QueryShape, Selectable, Selected } from './selection/selection-types.js';

/** What a query of one table works with. */
export interface QueryContext extends SelectTarget {
  readonly reader: QueryReader;
  readonly maxRows: number;
}

/** Never present at run time: tells queries of rows from those that `select` or `partitions` made. */
declare const queryShape: unique symbol;

/**
 * A read that was described and not yet sent. Immutable: each builder gives a new query. Lazy: faults, all of them together,
 * come when it is first used, as `InvalidQueryError` or `InvalidValueError`, and then nothing is sent.
 *
 * Each use (`all`, a `for await`, …) is a reading of its own from the start. `Result` is what it gives: rows of the table
 * class, or plain objects after `select`.
 */
export class Query<
  Entity,
  Result = Entity,
  Shape extends QueryShape = 'rows',
> implements AsyncIterable<Result> {
  declare readonly [queryShape]?: Shape;
  readonly #context: QueryContext;
  readonly #request: SelectRequest;

  constructor(context: QueryContext, request: SelectRequest) {
    this.#context = context;
    this.#request = request;
  }

  /**
   * Gives plain objects of these columns and functions instead of rows: `select('name', { total: sum('n') })`. May be called
   * once. Aggregates (`count`, `sum`, `avg`, `min`, `max`) make one row of all rows, or of each group; Cassandra reads every
   * one of them all the same, so they are refused over a whole table.
   */
  select<const Items extends Selectable<Entity, Shape>>(
    ...items: Items
  ): Query<Entity, Selected<Entity, Items>, 'selected'> {
    return new Query(this.#context, {
      ...this.#request,
      select: items,
      isSelectedTwice: this.#request.select !== undefined,
    });
  }

  /**
   * One row for each group. The columns are a prefix of the primary key and hold the partition key; those the filter fixes by
   * `=` may be left out. Order, limit and page size then count groups, while Cassandra still reads every row of them.
   */
  groupBy(
    ...columns: readonly [KeyColumn<Entity>, ...KeyColumn<Entity>[]]
  ): Query<Entity, Result, Shape> {
    return this.#having({ groupBy: columns });
  }

  /** Gives at most so many rows, 1 or more. There is no limit otherwise. */
  limit(rows: number): Query<Entity, Result, Shape> {
    return this.#having({ limit: rows });
  }

  /** Gives at most so many rows (or groups) of each partition, 1 or more: the latest of each, where that is their order. */
  perPartitionLimit(rows: number): Query<Entity, Result, Shape> {
    return this.#having({ perPartitionLimit: rows });
  }

  /** The declared order of the clustering key, or its complete reverse. One partition only, and no index in the filter. */
  orderBy(order: OrderBy<Entity>): Query<Entity, Result, Shape> {
    return this.#having({ order });
  }

  /** Settings of this query's requests; those given before stay where these say nothing. */
  with(settings: QuerySettings): Query<Entity, Result, Shape> {
    return this.#having({ settings: withOptions(this.#request.settings, settings) });
  }

  /**
   * All rows as one array. For results known to be small: more rows than the connection's `maxRows` (10 000) are an
   * `InvalidQueryError` (code `max-rows`), never a silent cut.
   */
  async all(): Promise<Result[]> {
    const { maxRows, model } = this.#context;
    const rows = await this.#rows(maxRows);
    if (rows.length > maxRows) refuse('query', model.name, [tooManyRows(maxRows)]);
    return rows;
  }

  /** The first row or null. Asks for one row. */
  async first(): Promise<Result | null> {
    const [row] = await this.#atMost(1).#rows(1);
    return row ?? null;
  }

  /** The first row, or `RowNotFoundError`. */
  async firstOrFail(): Promise<Result> {
    return (await this.first()) ?? this.#notFound();
  }

  /** The only row or null; `MultipleRowsError` where there are two. Asks for two rows. */
  async one(): Promise<Result | null> {
    const rows = await this.#atMost(2).#rows(2);
    if (rows.length > 1) {
      throw new MultipleRowsError(this.#context.model.name, this.#plan().filteredBy);
    }
    return rows[0] ?? null;
  }

  /** The only row; `RowNotFoundError` where there is none, `MultipleRowsError` where there are two. */
  async oneOrFail(): Promise<Result> {
    return (await this.one()) ?? this.#notFound();
  }

  /**
   * The number of rows. Cassandra reads all of them to count them: keep counts of large partitions elsewhere. Over the whole
   * table it is refused, for one request would read every node: `scan()` and count. A number: no count that can be waited for
   * is too large for one. No limit beside it.
   */
  async count(): Promise<number> {
    const { select, groupBy } = this.#request;
    if (select !== undefined) this.#plan();
    const counting = new Query<Entity, { readonly rows: number }>(
      this.#context,
      countingRequest(this.#request),
    );
    const plan = counting.#plan(groupBy === undefined ? [] : [groupsAreNotCounted]);
    const [row] = await counting.#rowsOf(plan, 1);
    return row?.rows ?? 0;
  }

  /** Is there a row? Asks for one, and for its key only. */
  async exists(): Promise<boolean> {
    this.#plan();
    const request = existenceRequest(this.#context.model, this.#request);
    return (await new Query(this.#context, request).first()) !== null;
  }

  /**
   * One page of a list, and the cursor to the next. The cursor is sealed: it holds nothing readable and is good for this
   * query, page size and principal only, until it expires; anything else is an `InvalidCursorError`. One request.
   */
  async page(options: PageOptions): Promise<Page<Result>> {
    const plan = this.#plan([
      ...checkPageSize(isOptions(options) ? options.size : undefined),
      ...checkExpiry(options),
      ...checkNames(options, pageNames),
    ]);
    return await this.#context.reader.page(plan, this.#request.settings, options);
  }

  /**
   * The rows page by page; pages without rows are left out. One page is requested while the one before is in use. Leaving
   * the loop early, by break, return or throw, ends the reading.
   */
  pages(): AsyncGenerator<Result[], void, undefined> {
    return this.reading().pages();
  }

  /**
   * The rows as a Node stream in object mode, with back-pressure; destroying it ends the reading. Some rows wait in the stream's
   * buffer, so that it has no exact position: to go on later use `read()`, whose rows are handed out one by one.
   */
  stream(): Readable {
    return Readable.from(this);
  }

  /** The rows one by one, read as by `pages()`. */
  [Symbol.asyncIterator](): AsyncGenerator<Result, void, undefined> {
    return this.reading()[Symbol.asyncIterator]();
  }

  /**
   * One reading that tells its position, and can start at a position told before, in another process too. A position is
   * sealed as a cursor is, and exact as long as the data does not change; anything else is an `InvalidCursorError`.
   */
  read(options: ReadOptions = {}): Reading<Result> {
    return this.reading(options, new AbortController());
  }

  /** @internal */
  protected reading(options: ReadOptions = {}, stop?: AbortController): Reading<Result> {
    const makePlan = (): SelectPlan<Result> =>
      this.#plan([...checkExpiry(options), ...checkNames(options, readNames)]);
    return new Reading(this.#context.reader, options, this.#request.settings, makePlan, stop);
  }

  /** What Cassandra has to read for this query; asks nobody. */
  explain(): QueryExplanation {
    return explainSelect(this.#context.model, this.#request, this.#plan());
  }

  /** The statement this query sends. Values are bound and not part of it. */
  toCql(): string {
    return this.#plan().statement.cql;
  }

  /** @internal The filter of a query that has nothing beside it, for what reads by a statement of its own; else undefined. */
  conditions(): QueryConditions | undefined {
    return queryConditions(this.#context.model, this.#request, this.#plan());
  }

  #rows(maxRows: number): Promise<Result[]> {
    return this.#rowsOf(this.#plan(), maxRows);
  }

  #rowsOf(plan: SelectPlan<Result>, maxRows: number): Promise<Result[]> {
    const { settings } = this.#request;
    return isMetered(settings)
      ? new Reading(this.#context.reader, {}, settings, () => plan).gather(maxRows)
      : this.#context.reader.rows(plan, settings, maxRows);
  }

  #plan(more: readonly QueryFault[] = []): SelectPlan<Result> {
    // What the rows are made of is known from `select`; the types followed it.
    return planSelect(this.#context, this.#request, more) as SelectPlan<Result>;
  }

  #having(part: Partial<SelectRequest>): Query<Entity, Result, Shape> {
    return new Query(this.#context, { ...this.#request, ...part });
  }

  #atMost(rows: number): Query<Entity, Result, Shape> {
    return this.#having({ atMost: rows });
  }

  #notFound(): never {
    throw new RowNotFoundError(this.#context.model.name, this.#plan().filteredBy);
  }
}
