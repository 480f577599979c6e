import type { DriverRow, RequestSettings } from '../cql/statement.js';
import type { TableModel } from '../table/table-model.js';
import type { ReadFilter } from './read-filter.js';
import type { ColumnDecoder } from './selection/selection.js';

/** What a query may be told beside its filter. */
export interface QuerySettings extends RequestSettings {
  /**
   * Rows asked for in one request. A hint: a page may hold fewer. Small pages mean more round trips, large ones more memory
   * here and on the node. Aim at 1-2 MiB a page.
   *
   * @default the connection's pageSize, 5000 unless configured
   */
  readonly pageSize?: number;
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
  readonly maxInValues: number;
  readonly mapper: RowDecoder;
}
