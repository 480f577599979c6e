import type { RequestSettings } from '../cql/statement.js';
import type { TableModel } from '../table/table-model.js';
import type { ReadFilter } from './read-filter.js';

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
  readonly order: unknown;
  readonly limit: unknown;
  readonly settings: QuerySettings;
}

/** What a query is compiled against. */
export interface SelectTarget {
  readonly keyspace: string;
  readonly model: TableModel;
  readonly maxInValues: number;
}
