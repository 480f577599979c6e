import { type Page, type PageOptions } from '../../cassandra/index.js';
import { type ListSource } from './list-source.js';

/** A list whose rows become other items on their way; a row may become none. */
export class MappedList<Row, Item> implements ListSource<Item> {
  constructor(
    private readonly source: ListSource<Row>,
    private readonly itemsOf: (rows: readonly Row[]) => Promise<Item[]>,
  ) {}

  async page(options: PageOptions): Promise<Page<Item>> {
    const { rows, cursor } = await this.source.page(options);
    return { rows: await this.itemsOf(rows), cursor };
  }

  with(settings: { readonly pageSize: number }): ReturnType<ListSource<Item>['with']> {
    const source = this.source.with(settings);
    const { itemsOf } = this;
    return {
      async *pages() {
        for await (const rows of source.pages()) {
          const items = await itemsOf(rows);
          if (items.length > 0) yield items;
        }
      },
    };
  }
}
