import { Logger } from '@nestjs/common';
import { CassandraRequestError } from '../errors/failed/cassandra-request.error.js';
import { StreamTimeoutError } from '../errors/failed/timeout/stream-timeout.error.js';
import type { PageRead, QuerySettings } from './plan/select-request.js';
import {
  type ReadingEnd,
  type ReadingOutcome,
  type ReadingProgress,
  readingChannel,
} from './reading-events.js';

/** Does anybody want to be told of a reading with these settings, or does it have a time? */
export function isMetered({ onPage, onEnd, streamTimeoutMs }: QuerySettings): boolean {
  return (
    onPage !== undefined ||
    onEnd !== undefined ||
    streamTimeoutMs !== undefined ||
    readingChannel.hasSubscribers
  );
}

/** Counts the pages and rows of one reading, and tells of each page and of the end. */
export class ReadingMeter {
  readonly #startedAt = performance.now();
  #endedAt: number | undefined;
  #pages = 0;
  #rowsThatCame = 0;
  #rows = 0;
  #bytes = 0;
  #isOverdue = false;

  constructor(
    private readonly table: string,
    private readonly settings: Pick<QuerySettings, 'onPage' | 'onEnd' | 'signal'>,
  ) {}

  /** A page came, and is about to be given. */
  came({ rows, bytes = 0 }: { readonly rows: readonly unknown[]; readonly bytes?: number }): void {
    this.#pages += 1;
    this.#rowsThatCame += rows.length;
    this.#bytes += bytes;
  }

  /** Tells of the page that came last. */
  tell(page: Pick<PageRead, 'rows' | 'bytes' | 'requestMs' | 'retries' | 'isLast'>): void {
    const { onPage } = this.settings;
    if (onPage === undefined) return;
    const soFar = { rowsSoFar: this.#rowsThatCame, bytesSoFar: this.#bytes };
    this.#tell('onPage', onPage, { ...page, page: this.#pages, ...soFar });
  }

  /** So many more rows reached the consumer. */
  gave(rows: number): void {
    this.#rows += rows;
  }

  /** Rows given so far. */
  get rows(): number {
    return this.#rows;
  }

  /** Did every row reach the consumer that came? */
  get hasGivenAll(): boolean {
    return this.#rows === this.#rowsThatCame;
  }

  get progress(): ReadingProgress {
    const elapsedMs = (this.#endedAt ?? performance.now()) - this.#startedAt;
    const perSecond = (number: number): number => (elapsedMs > 0 ? (number / elapsedMs) * 1000 : 0);
    return {
      rows: this.#rows,
      pages: this.#pages,
      bytes: this.#bytes,
      elapsedMs,
      rowsPerSecond: perSecond(this.#rows),
      bytesPerSecond: perSecond(this.#bytes),
    };
  }

  timeoutError({ streamTimeoutMs = 0 }: { readonly streamTimeoutMs?: number }): StreamTimeoutError {
    this.#isOverdue = true;
    return new StreamTimeoutError(this.table, streamTimeoutMs, this.#pages, this.#rowsThatCame);
  }

  /** A failure with the page it came at. */
  failure(error: unknown): unknown {
    return CassandraRequestError.at(error, { page: this.#pages + 1, rows: this.#rowsThatCame });
  }

  end({
    isComplete,
    hasFailed,
  }: {
    readonly isComplete: boolean;
    readonly hasFailed: boolean;
  }): void {
    this.#endedAt = performance.now();
    const { onEnd, signal } = this.settings;
    if (onEnd === undefined && !readingChannel.hasSubscribers) return;
    let outcome: ReadingOutcome = 'stopped';
    if (isComplete) outcome = 'complete';
    else if (signal?.aborted === true) outcome = 'aborted';
    else if (hasFailed || this.#isOverdue) outcome = 'failed';
    const end: ReadingEnd = { table: this.table, outcome, ...this.progress };
    readingChannel.publish(end);
    if (onEnd !== undefined) this.#tell('onEnd', onEnd, end);
  }

  #tell<Event>(name: string, listener: (event: Event) => unknown, event: Event): void {
    const log = (error: unknown): void => {
      new Logger('CassandraModule').error(
        `${this.table}: ${name} failed, the reading goes on.`,
        error instanceof Error ? error.stack : undefined,
      );
    };
    try {
      // A callback may be asynchronous all the same: nothing waits for it, and its failure must not end the process.
      void Promise.resolve(listener(event)).catch(log);
    } catch (error) {
      log(error);
    }
  }
}
