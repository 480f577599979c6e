import { type Page, type PageOptions, type Query } from '../../cassandra/index.js';
import { type ListSource } from '../../common/list/list-source.js';
import { invalidCursor, ProblemException } from '../../common/problem/problem.js';

/**
 * One list out of a partition for each month, read one after the other: Cassandra gives the rows of several partitions in no
 * order of time. Its cursor is the month, then a cursor inside that month, absent at its start.
 */
export class MonthsList<Item> implements ListSource<Item> {
  constructor(
    private readonly months: readonly string[],
    private readonly queryOf: (month: string) => Query<Item>,
  ) {}

  /** Rows of one month, with a request for each month before it that has none. */
  async page(options: PageOptions): Promise<Page<Item>> {
    let { index, cursor } = this.#open(options.cursor);
    for (;;) {
      const month = this.months[index];
      if (month === undefined) return { rows: [], cursor: null };
      const page = await this.queryOf(month).page({ ...options, cursor });
      const next = page.cursor === null ? index + 1 : index;
      const nextMonth = this.months[next];
      if (page.rows.length > 0 || page.cursor !== null || nextMonth === undefined) {
        return {
          rows: page.rows,
          cursor: nextMonth === undefined ? null : `${nextMonth}.${page.cursor ?? ''}`,
        };
      }
      index = next;
      cursor = null;
    }
  }

  with(settings: { readonly pageSize: number }): MonthsList<Item> {
    return new MonthsList(this.months, (month) => this.queryOf(month).with(settings));
  }

  async *pages(): AsyncGenerator<readonly Item[], void, undefined> {
    for (const month of this.months) yield* this.queryOf(month).pages();
  }

  #open(cursor: string | null | undefined): { index: number; cursor: string | null } {
    if (cursor === null || cursor === undefined) return { index: 0, cursor: null };
    const [month = '', inside = ''] = cursor.split(/\.(.*)/s);
    const index = this.months.indexOf(month);
    if (index < 0) throw new ProblemException(invalidCursor);
    return { index, cursor: inside === '' ? null : inside };
  }
}
