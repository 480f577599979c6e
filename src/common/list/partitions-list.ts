import { type Page, type PageOptions, type Query } from '../../cassandra/index.js';
import { invalidCursor, ProblemException } from '../problem/problem.js';
import { type ListSource } from './list-source.js';

/**
 * One list out of several partitions, such as one for each month, read one after the other: Cassandra gives the rows of
 * several partitions in no order. Its cursor is the partition, then a cursor inside it, absent at its start.
 */
export class PartitionsList<Item> implements ListSource<Item> {
  constructor(
    private readonly partitions: readonly string[],
    private readonly queryOf: (partition: string) => Query<Item>,
  ) {}

  /** Rows of one partition, with a request for each before it that has none. */
  async page(options: PageOptions): Promise<Page<Item>> {
    let { index, cursor } = this.#open(options.cursor);
    for (;;) {
      const partition = this.partitions[index];
      if (partition === undefined) return { rows: [], cursor: null };
      const page = await this.queryOf(partition).page({ ...options, cursor });
      const next = page.cursor === null ? index + 1 : index;
      const nextPartition = this.partitions[next];
      if (page.rows.length > 0 || page.cursor !== null || nextPartition === undefined) {
        return {
          rows: page.rows,
          cursor: nextPartition === undefined ? null : `${nextPartition}.${page.cursor ?? ''}`,
        };
      }
      index = next;
      cursor = null;
    }
  }

  with(settings: { readonly pageSize: number }): PartitionsList<Item> {
    return new PartitionsList(this.partitions, (partition) =>
      this.queryOf(partition).with(settings),
    );
  }

  async *pages(): AsyncGenerator<readonly Item[], void, undefined> {
    for (const partition of this.partitions) yield* this.queryOf(partition).pages();
  }

  #open(cursor: string | null | undefined): { index: number; cursor: string | null } {
    if (cursor === null || cursor === undefined) return { index: 0, cursor: null };
    const [partition = '', inside = ''] = cursor.split(/\.(.*)/s);
    const index = this.partitions.indexOf(partition);
    if (index < 0) throw new ProblemException(invalidCursor);
    return { index, cursor: inside === '' ? null : inside };
  }
}
