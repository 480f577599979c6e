import { Logger } from '@nestjs/common';
import { CassandraRequestError } from '../errors/failed/cassandra-request.error.js';
import { StreamTimeoutError } from '../errors/failed/timeout/stream-timeout.error.js';
import type { PageRead } from '../query/plan/select-request.js';

/** Counts the pages and rows of one reading and tells `onPage` of them. */
export class ReadingProgress {
  #pages = 0;
  #rows = 0;

  constructor(
    private readonly table: string,
    private readonly onPage: ((page: PageRead) => unknown) | undefined,
  ) {}

  add(page: Pick<PageRead, 'rows' | 'requestMs' | 'retries' | 'isLast'>): void {
    this.#pages += 1;
    this.#rows += page.rows;
    this.#tell({ ...page, page: this.#pages, rowsSoFar: this.#rows });
  }

  timeoutError({ streamTimeoutMs = 0 }: { readonly streamTimeoutMs?: number }): StreamTimeoutError {
    return new StreamTimeoutError(this.table, streamTimeoutMs, this.#pages, this.#rows);
  }

  /** A failure with the page it came at. */
  failure(error: unknown): unknown {
    return CassandraRequestError.at(error, { page: this.#pages + 1, rows: this.#rows });
  }

  #tell(page: PageRead): void {
    try {
      // A callback may be asynchronous all the same: nothing waits for it, and its failure must not end the process.
      void Promise.resolve(this.onPage?.(page)).catch(this.#log);
    } catch (error) {
      this.#log(error);
    }
  }

  readonly #log = (error: unknown): void => {
    new Logger('CassandraModule').error(
      `${this.table}: onPage failed, the reading goes on.`,
      error instanceof Error ? error.stack : undefined,
    );
  };
}
