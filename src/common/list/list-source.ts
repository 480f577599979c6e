import { type Page, type PageOptions } from '../../cassandra/index.js';

/** What a list is read from: a query, or what reads like one. */
export interface ListSource<Item> {
  page(options: PageOptions): Promise<Page<Item>>;
  with(settings: { readonly pageSize: number }): {
    /** Page by page from the start, none of them empty; `return()` ends the reading. */
    pages(): AsyncGenerator<readonly Item[], void, undefined>;
  };
}
