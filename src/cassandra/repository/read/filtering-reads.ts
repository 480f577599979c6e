import type { AnyFilter } from '../../query/filter/filter-types.js';
import { Query, type QueryContext } from '../../query/query.js';
import { readFilter } from '../../query/filter/read-filter.js';
import type { TableModel } from '../../table/table-model.js';

/** A table's reads by ALLOW FILTERING; made by `repository.allowFiltering()`. */
export class FilteringReads<Entity> {
  readonly #model: TableModel;
  readonly #queries: QueryContext;

  /** @internal */
  constructor(model: TableModel, queries: QueryContext) {
    this.#model = model;
    this.#queries = queries;
  }

  /**
   * The rows that match, whatever the columns. A filter that keys and indexes serve is sent without ALLOW FILTERING. `in` on a
   * partition column beside an index column, and an order beside one, stay refused.
   */
  filter(filter: AnyFilter<Entity>): Query<Entity> {
    return new Query(this.#queries, {
      filter: readFilter(this.#model, filter),
      allowsFiltering: true,
      order: undefined,
      limit: undefined,
      settings: {},
    });
  }
}
