import {
  type Cassandra,
  type Consistency,
  type Query,
  type TableOf,
} from '../../cassandra/index.js';
import { type CellMetadata } from '../metadata/cell-metadata.js';
import { type ExportHandover } from '../handover.js';
import { type ParquetOptions } from '../parquet/parquet-options.js';
import {
  type ExportCompression,
  type ExportFilter,
  type ExportFormat,
} from '../plan/export-plan.js';
import { type RateLimits } from '../reading/pace/limits.js';
import { type CsvOptions } from '../text/csv-text.js';
import { type RowTransform } from '../transform/row-transform.js';

/** A table by name: no class of it is needed, the types come from the server. */
export interface TableName {
  /** The keyspace. */
  readonly keyspace: string;
  /** The table. */
  readonly table: string;
}

/** A column, and the name it gets in the files. */
export interface ExportColumn {
  /** The column in Cassandra; with a table class, the property. */
  readonly column: string;
  /** Its name in the files. */
  readonly name: string;
}

/** What is exported, where to, and how. */
export interface ExportTableOptions extends RateLimits, CellMetadata {
  /** The connection that reads. */
  readonly connection: Cassandra;
  /** A table class, or any table by its name. With a class, the files have its columns under the names of their properties. */
  readonly source: TableOf<unknown> | TableName;
  /**
   * The columns, in the order of the files; a text stands for a column of this name in table and files, with a class for a
   * property. Each has a name of its own in the files.
   *
   * @default all; of a class the declared ones
   */
  readonly columns?: readonly (string | ExportColumn)[];
  /**
   * A function that every row passes on its way into the files. Rows become objects for it and bytes again, which takes the
   * client about 9 µs of CPU for a row of seven columns to CSV instead of 1: what `columns` and `where` can do is done there faster.
   */
  readonly transform?: RowTransform;
  /**
   * Which rows: a filter of the source's repository, such as `users.filter({ cityId })`, or CQL. Of a query only its filter counts:
   * one that also has an order, a limit, columns or settings is refused.
   *
   * @default all
   */
  readonly where?: Query<unknown> | ExportFilter;
  /** The format of the files. */
  readonly format: ExportFormat;
  /** @default 'none'; for Parquet 'zstd' */
  readonly compression?: ExportCompression;
  /** How CSV is written; of no use to other formats. */
  readonly csv?: CsvOptions;
  /** How Parquet is written; refused where another format is asked for. */
  readonly parquet?: ParquetOptions;
  /** The folder for the files; made if it is not there. One export a folder. */
  readonly destination: string;
  /**
   * Goes on with the export that was interrupted in the folder, by its own plan. What is finished already stays. Without an
   * export in the folder it begins one.
   *
   * @default false: refused when the folder has an export
   */
  readonly resume?: boolean;
  /** @default the connection's, LOCAL_QUORUM unless it says otherwise */
  readonly consistency?: Consistency;
  /** Parts read side by side at most; how many requests are in flight adapts to the server. @default 4 */
  readonly concurrency?: number;
  /**
   * Files, if they are not to be about 128 MiB each.
   *
   * @default by the estimated size; 1 below 32 MiB
   */
  readonly parts?: number;
  /** Memory for each worker's pages and blocks. @default 32 */
  readonly memoryPerWorkerMiB?: number;
  /**
   * Cells the format has nothing for, written as null and listed in errors.ndjson, and rows that the transform fails on,
   * together, before the export fails.
   *
   * @default 0
   */
  readonly maxErrors?: number;
  /** Also take the SHA-256 of each file: half a microsecond a row. @default false */
  readonly sha256?: boolean;
  /** How long a page is asked for again after failures that pass, in milliseconds. @default 120000 */
  readonly retryForMs?: number;
  /** How often the table is compared with the plan, in milliseconds. @default 30000 */
  readonly checkEveryMs?: number;
  /** For an export that several processes run, one after the other. */
  readonly handover?: ExportHandover;
  /** Aborting it ends the export with its reason. What is finished stays, for `resume`. */
  readonly signal?: AbortSignal;
}
