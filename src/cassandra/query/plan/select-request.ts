import type { DriverRow, RequestSettings } from '../../cql/statement.js';
import type { StatementTexts } from '../../cql/statement-texts.js';
import type { TableModel } from '../../table/table-model.js';
import type { ReadFilter } from '../filter/read-filter.js';
import type { ReadNearest } from '../nearest/read-nearest.js';
import type { ReadingEnd } from '../reading-events.js';
import type { ColumnDecoder } from '../selection/selection.js';

/** What any reading of many rows may be told. */
export interface PagingSettings extends RequestSettings {
  /**
   * Rows asked for in one request. A hint: a page may hold fewer. Small pages mean more round trips, large ones more memory
   * here and on the node. Aim at 1-2 MiB a page.
   *
   * @default the connection's pageSize, 5000 unless configured
   */
  readonly pageSize?: number;
  /**
   * How often a page is asked for again that failed by what can pass: nodes that are down, slow or busy. No row comes twice.
   * The first page of a reading is never repeated, so that its error comes at once.
   *
   * @default 3
   */
  readonly pageRetries?: number;
  /**
   * Milliseconds before the first such retry, four times as many before each further one; a random part of up to a half is left
   * out. The signal and `streamTimeoutMs` end the waiting.
   *
   * @default 100
   */
  readonly pageRetryDelayMs?: number;
  /**
   * Told once, when the reading has ended, however it did: rows, pages, bytes, time and outcome. An error in it is logged and
   * changes nothing. For all readings at once there is the diagnostics channel `cassanest:reading`.
   */
  readonly onEnd?: (end: ReadingEnd) => void;
}

/** One page that a reading got. */
export interface PageRead {
  /** From 1. Counts requests: pages without rows too. */
  readonly page: number;
  /** Rows of this page. */
  readonly rows: number;
  /** Rows of the reading up to and with this page. */
  readonly rowsSoFar: number;
  /** Of this page, as the node sent it: a few of them are no rows. */
  readonly bytes: number;
  /** Of the reading up to and with this page. */
  readonly bytesSoFar: number;
  /** How long the request of this page took, retries and the waiting before them included. */
  readonly requestMs: number;
  /** How often it was asked for again. */
  readonly retries: number;
  /** No row comes after it. Not true of a page after which `maxPages` ends the reading. */
  readonly isLast: boolean;
}

/** What a query may be told beside its filter. */
export interface QuerySettings extends PagingSettings {
  /**
   * Requests one reading makes at most; it ends after them, whatever is left. `read()` tells whether something is, and where.
   *
   * @default no maximum
   */
  readonly maxPages?: number;
  /**
   * Milliseconds from the first request to the last row, the time between rows that the consumer takes included; then a
   * `StreamTimeoutError`. `timeoutMs` is for each request.
   *
   * @default no limit
   */
  readonly streamTimeoutMs?: number;
  /**
   * Whether one page is requested while the one before is in use: two pages in memory instead of one, and no waiting.
   *
   * @default true
   */
  readonly readAhead?: boolean;
  /** Told of each page. Rows do not wait for it; an error in it is logged and changes nothing. */
  readonly onPage?: (page: PageRead) => void;
}

/** Everything a query was told so far. */
export interface SelectRequest {
  /** Undefined: the whole table. */
  readonly filter: ReadFilter | undefined;
  /** ALLOW FILTERING was chosen: what keys and indexes do not serve is looked for row by row. */
  readonly allowsFiltering?: boolean;
  readonly order: unknown;
  readonly limit: unknown;
  readonly settings: QuerySettings;
  /** Undefined: whole rows. */
  readonly select?: readonly unknown[] | undefined;
  readonly isSelectedTwice?: boolean;
  readonly groupBy?: readonly unknown[] | undefined;
  readonly perPartitionLimit?: unknown;
  /** Rows come by the likeness of a vector column to this vector. */
  readonly nearest?: ReadNearest;
  /** One row for each partition. */
  readonly isDistinct?: boolean;
  /** Rows the caller of `first` or `one` has a use for; no limit of the user's. */
  readonly atMost?: number | undefined;
}

/** Makes rows out of the driver's; the row mapper does. */
export interface RowDecoder extends ColumnDecoder {
  /** Undefined for a row that is none: a partition that has static values only. */
  decode(row: DriverRow): unknown;
}

/** What a query is compiled against. */
export interface SelectTarget {
  readonly keyspace: string;
  readonly model: TableModel;
  readonly texts: StatementTexts;
  readonly maxInValues: number;
  /** Rows of a page unless a query says otherwise. */
  readonly pageSize: number;
  readonly mapper: RowDecoder;
}
