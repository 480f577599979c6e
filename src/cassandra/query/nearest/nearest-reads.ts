import type { RequestSettings } from '../../cql/statement.js';
import type { QueryExplanation } from '../plan/explain.js';
import type { SelectRequest } from '../plan/select-request.js';
import { Query, type QueryContext } from '../query.js';
import type { QueryShape, Selectable, Selected } from '../selection/selection-types.js';

/** Settings of a search of vectors. It has one page, and one replica answers. */
export interface NearestSettings extends Omit<RequestSettings, 'consistency'> {
  /** @default 'LOCAL_ONE', whatever the connection's: Cassandra lowers any other */
  readonly consistency?: 'ONE' | 'LOCAL_ONE';
  /** At least the limit. @default the connection's pageSize, 5000 unless configured */
  readonly pageSize?: number;
}

/** A search of vectors without its limit; made by `repository.nearest()`. */
export class NearestReads<Entity> {
  readonly #context: QueryContext;
  readonly #request: SelectRequest;

  /** @internal */
  constructor(context: QueryContext, request: SelectRequest) {
    this.#context = context;
    this.#request = request;
  }

  /** How many rows, 1 to 1 000 and no more than the page size: Cassandra sets no limit of its own here and needs one. */
  limit(rows: number): NearestQuery<Entity> {
    const query = new Query<Entity, Entity, 'nearest'>(this.#context, {
      ...this.#request,
      limit: rows,
    });
    return new NearestQuery(query.with({ consistency: 'LOCAL_ONE' }));
  }
}

/**
 * A search of vectors that was described and not yet sent, immutable and lazy as a `Query` is. Its rows come together: it has
 * no pages, no groups and no other order.
 */
export class NearestQuery<Entity, Result = Entity, Shape extends QueryShape = 'nearest'> {
  readonly #query: Query<Entity, Result, Shape>;

  /** @internal */
  constructor(query: Query<Entity, Result, Shape>) {
    this.#query = query;
  }

  /** Plain objects of these columns and functions; `{ score: similarity('embedding', vector) }` says how near each row is. */
  select<const Items extends Selectable<Entity, Shape>>(
    ...items: Items
  ): NearestQuery<Entity, Selected<Entity, Items>, 'selected'> {
    return new NearestQuery(this.#query.select(...items));
  }

  /** Settings of the request; those given before stay where these say nothing. */
  with(settings: NearestSettings): NearestQuery<Entity, Result, Shape> {
    return new NearestQuery(this.#query.with(settings));
  }

  /** The rows, the nearest first. One request. */
  async all(): Promise<Result[]> {
    return await this.#query.all();
  }

  /** The nearest row or null. One request. */
  async first(): Promise<Result | null> {
    return await this.#query.first();
  }

  /** What Cassandra has to read for this search; asks nobody. */
  explain(): QueryExplanation {
    return this.#query.explain();
  }

  /** The statement this search sends. Values are bound and not part of it. */
  toCql(): string {
    return this.#query.toCql();
  }
}
