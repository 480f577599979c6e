import { type Client, type QueryOptions } from 'cassandra-driver';
import {
  abortable,
  type Consistency,
  driverConsistency,
  translateDriverError,
} from '../../cassandra/index.js';
import { type TableChangedError } from '../errors/table-changed.error.js';
import { type Concurrency } from './pace/concurrency.js';
import { RowsAsPages } from './encode-rows.js';
import { type Limits } from './pace/limits.js';
import { type PageSize } from './pace/page-size.js';
import { isRaw, type RawRows } from './raw-pages.js';
import { tryAgain } from './try-again.js';

export interface RawPage extends RawRows {
  /** Null at the end. */
  readonly pageState: string | null;
}

export interface PageRequestsOptions {
  readonly client: Client;
  readonly table: string;
  readonly consistency: Consistency;
  /** How long a page is tried again for, after errors that pass. */
  readonly retryForMs: number;
  readonly timeoutMs: number;
  readonly limits: Limits;
  readonly pageSize: PageSize;
  readonly concurrency: Concurrency;
  readonly signal: AbortSignal;
  /** Looks at the columns of each page; what it gives ends the export. */
  readonly checkColumns: (columns: readonly unknown[]) => TableChangedError | undefined;
}

/** A statement to page through. */
export interface PagedStatement {
  readonly cql: string;
  readonly values: readonly unknown[];
}

/** Asks for pages: at a rate, so many at a time, of a size that suits the server, again when a failure may pass. */
export class PageRequests {
  readonly #rowsAsPages = new RowsAsPages();

  constructor(private readonly options: PageRequestsOptions) {}

  async page(statement: PagedStatement, pageState: string | null): Promise<RawPage> {
    const { limits, concurrency, pageSize, signal, retryForMs } = this.options;
    let askedAt = 0;
    const read = async (): Promise<RawPage> => {
      await limits.pass(signal);
      askedAt = performance.now();
      return await concurrency.run(() => this.#ask(statement, pageState));
    };
    const onFailure = (): void => {
      pageSize.failed();
      concurrency.failed();
    };
    const page = await tryAgain(read, { forMs: retryForMs, signal, onFailure });
    const bytes = page.buffer.length - page.offset;
    pageSize.came(page.length, bytes);
    concurrency.came(page.length);
    limits.spend(page.length, bytes, askedAt);
    return page;
  }

  async #ask({ cql, values }: PagedStatement, pageState: string | null): Promise<RawPage> {
    const { client, table, consistency, timeoutMs, pageSize, limits, signal } = this.options;
    const options: QueryOptions = {
      prepare: true,
      isIdempotent: true,
      consistency: driverConsistency(consistency),
      readTimeout: timeoutMs,
      fetchSize: Math.min(pageSize.rows, limits.rowsPerPage, pageSize.rowsOf(limits.bytesPerPage)),
      ...(pageState !== null && { pageState }),
    };
    // It may have waited for its turn until after the end.
    signal.throwIfAborted();
    let result;
    try {
      result = await abortable(client.execute(cql, [...values], options), signal);
    } catch (error) {
      throw translateDriverError(error, { operation: 'scan', table, cql });
    }
    const changed = this.options.checkColumns(result.columns);
    if (changed !== undefined) throw changed;
    const { pageState: next } = result as { readonly pageState: string | null | undefined };
    const rows = result.rows as RawRows | typeof result.rows;
    const raw = isRaw(rows) ? rows : this.#rowsAsPages.encode(rows, result.columns);
    return { length: raw.length, buffer: raw.buffer, offset: raw.offset, pageState: next ?? null };
  }
}
