import { MultipleRowsError } from '../errors/multiple-rows.error.js';
import { RowNotFoundError } from '../errors/row-not-found.error.js';
import type { Page, PageOptions, PageOfReading, Place, QueryReader } from '../query/page.js';
import type { QueryExplanation } from '../query/plan/explain.js';
import type { SelectPlan } from '../query/plan/select-plan.js';
import type { SelectRequest } from '../query/plan/select-request.js';
import { Query, type QueryContext } from '../query/query.js';
import { Reading, type ReadOptions } from '../query/reading.js';
import type { ReadingMeter } from '../query/reading-meter.js';
import type { Selectable, Selected } from '../query/selection/selection-types.js';

const table = 'rowsOf()';

/**
 * A query that gives these rows, for unit tests of services: what a repository's double returns from `filter`. It stands for
 * the answer, so the rows are in the order Cassandra would give them: filters, `orderBy`, `groupBy` and settings change
 * nothing, `limit` cuts, `select` picks properties, `page` and `read` have cursors. What a real query refuses is not refused.
 *
 * @example
 * const users = { filter: () => rowsOf(new User({ username: 'ada', age: 36 })) };
 * Test.createTestingModule({ providers: [UsersService, { provide: getRepositoryToken(User), useValue: users }] });
 */
export function rowsOf<Entity>(...rows: readonly Entity[]): Query<Entity> {
  return new GivenRows(rows);
}

class GivenRows<Result> extends Query<Result> {
  readonly #rows: readonly Result[];
  readonly #reader: QueryReader;

  constructor(rows: readonly Result[]) {
    const reader = readerOf(rows);
    super({ reader, maxRows: Infinity } as unknown as QueryContext, {} as SelectRequest);
    this.#rows = rows;
    this.#reader = reader;
  }

  override select<const Items extends Selectable<Result, 'rows'>>(
    ...items: Items
  ): Query<Result, Selected<Result, Items>, 'selected'> {
    const names = (items as readonly unknown[]).flatMap((item) =>
      typeof item === 'string' ? [item] : Object.keys(item as object),
    );
    const picked = this.#rows.map((row) =>
      Object.fromEntries(names.map((name) => [name, Reflect.get(row as object, name) as unknown])),
    );
    return new GivenRows(picked) as unknown as Query<Result, Selected<Result, Items>, 'selected'>;
  }

  override groupBy(): this {
    return this;
  }

  override perPartitionLimit(): this {
    return this;
  }

  override orderBy(): this {
    return this;
  }

  override with(): this {
    return this;
  }

  override limit(rows: number): Query<Result> {
    return new GivenRows(this.#rows.slice(0, rows));
  }

  override all(): Promise<Result[]> {
    return Promise.resolve([...this.#rows]);
  }

  override first(): Promise<Result | null> {
    return Promise.resolve(this.#rows[0] ?? null);
  }

  override async firstOrFail(): Promise<Result> {
    return (await this.first()) ?? notFound();
  }

  override one(): Promise<Result | null> {
    return this.#rows.length > 1 ? Promise.reject(new MultipleRowsError(table, [])) : this.first();
  }

  override async oneOrFail(): Promise<Result> {
    return (await this.one()) ?? notFound();
  }

  override count(): Promise<number> {
    return Promise.resolve(this.#rows.length);
  }

  override exists(): Promise<boolean> {
    return Promise.resolve(this.#rows.length > 0);
  }

  override page(options: PageOptions): Promise<Page<Result>> {
    return this.#reader.page(noPlan(), {}, options);
  }

  protected override reading(options: ReadOptions = {}, stop?: AbortController): Reading<Result> {
    return new Reading<Result>(this.#reader, options, {}, noPlan, stop);
  }

  override explain(): QueryExplanation {
    throw new TypeError('rowsOf() has no table to explain: test this against a real node.');
  }

  override toCql(): string {
    throw new TypeError('rowsOf() sends no CQL: test this against a real node.');
  }

  override conditions(): never {
    throw new TypeError('rowsOf() has no filter to export: test this against a real node.');
  }
}

/** All rows are one page, and a cursor is the number of rows before it. */
function readerOf(all: readonly unknown[]): QueryReader {
  const offsetOf = (cursor: unknown): number => Number(cursor ?? 0);
  return {
    async *read<Row>(
      _plan: SelectPlan<Row>,
      _settings: unknown,
      place: Place | null,
      meter: ReadingMeter,
    ) {
      const start = place?.rowsUsed ?? 0;
      const placeAfter = (rows: number): Place | null =>
        start + rows < all.length
          ? { pageState: null, rowsUsed: start + rows, rowsLeft: null }
          : null;
      const rows = all.slice(start) as readonly Row[];
      meter.came({ rows });
      yield await Promise.resolve<PageOfReading<Row>>({ rows, placeAfter, check: () => undefined });
    },
    rows: <Row>() => Promise.resolve([...all] as Row[]),
    page<Row>(_plan: SelectPlan<Row>, _settings: unknown, { size, cursor }: PageOptions) {
      const start = offsetOf(cursor);
      const rows = all.slice(start, start + size) as readonly Row[];
      const end = start + rows.length;
      return Promise.resolve({ rows, cursor: end < all.length ? String(end) : null });
    },
    sealPlace: (_plan, { rowsUsed }) => String(rowsUsed),
    openPlace: (_plan, position) => ({
      pageState: null,
      rowsUsed: offsetOf(position),
      rowsLeft: null,
    }),
  };
}

/** Nothing is sent, so nothing is planned. */
function noPlan<Row>(): SelectPlan<Row> {
  return { statement: { table } } as SelectPlan<Row>;
}

function notFound(): never {
  throw new RowNotFoundError(table, []);
}
