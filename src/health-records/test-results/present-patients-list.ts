import { type Page, type PageOptions } from '../../cassandra/index.js';
import { type ListSource } from '../../common/list/list-source.js';

/**
 * Rows of many patients, without those of a patient who is not there. An erasure deletes the patient before it touches a row,
 * and the patients are looked for after the rows were read: of each patient a page has all that lies in it, or nothing.
 */
export class PresentPatientsList<
  Item extends { readonly patientId: string },
> implements ListSource<Item> {
  constructor(
    private readonly source: ListSource<Item>,
    private readonly thoseThere: (ids: readonly string[]) => Promise<ReadonlySet<string>>,
  ) {}

  async page(options: PageOptions): Promise<Page<Item>> {
    const { rows, cursor } = await this.source.page(options);
    return { rows: await this.#ofThoseThere(rows), cursor };
  }

  with(settings: { readonly pageSize: number }): ReturnType<ListSource<Item>['with']> {
    return { pages: () => this.#pages(settings) };
  }

  async *#pages(settings: {
    readonly pageSize: number;
  }): AsyncGenerator<readonly Item[], void, undefined> {
    for await (const rows of this.source.with(settings).pages()) {
      const shown = await this.#ofThoseThere(rows);
      if (shown.length > 0) yield shown;
    }
  }

  async #ofThoseThere(rows: readonly Item[]): Promise<readonly Item[]> {
    const there = await this.thoseThere([...new Set(rows.map(({ patientId }) => patientId))]);
    return rows.filter(({ patientId }) => there.has(patientId));
  }
}
