import { type Cassandra, type Consistency, type TableOf } from '../../cassandra/index.js';
import { type ExportColumn, type TableName } from '../options/export-options.js';
import { type ExportCompression } from '../plan/export-plan.js';
import { type CsvOptions } from '../text/csv-text.js';
import { type LoadFormat } from './source/source-files.js';

/** What is loaded, where to, and how. */
export interface LoadTableOptions {
  /** The connection that writes. */
  readonly connection: Cassandra;
  /** A table class, or any table by its name: types come from the server in either case. */
  readonly target: TableOf<unknown> | TableName;
  /** The folder of a finished export, another folder of CSV or NDJSON files, or one file. */
  readonly from: string;
  /** @default as the export's plan or the files' names say */
  readonly format?: LoadFormat;
  /** @default as the export's plan or each file's name says: .gz, .zst, or none */
  readonly compression?: ExportCompression;
  /** How CSV was written; an export's plan says it. `escapeFormulas` does not read back. */
  readonly csv?: Omit<CsvOptions, 'escapeFormulas'>;
  /**
   * The columns to write, and what they are called in the files; a text stands for a column of this name, with a class for a
   * property.
   *
   * @default all of the export, of the CSV's header, or of the first row of NDJSON
   */
  readonly columns?: readonly (string | ExportColumn)[];
  /**
   * The folder for journal and dead letters; made if it is not there. One load a folder.
   *
   * @default `<from>.load-<keyspace>.<table>`
   */
  readonly journal?: string;
  /** Goes on with the load that was interrupted in the folder of the journal. @default false: refused when it has one */
  readonly resume?: boolean;
  /**
   * The write time of every row, in microseconds since 1970: a load that is repeated, in part or as a whole, changes nothing.
   * What was written to the table later than that stays as it is.
   *
   * @default when the load was planned, the same after a resume
   */
  readonly timestampMicros?: bigint;
  /**
   * What a null in the files does: `unset` leaves the cell as it is, without a tombstone; `delete` deletes it.
   *
   * @default 'unset'
   */
  readonly nulls?: 'unset' | 'delete';
  /** @default the connection's, LOCAL_QUORUM unless it says otherwise */
  readonly consistency?: Consistency;
  /** Rows written side by side. @default 64 */
  readonly concurrency?: number;
  /** Rows that cannot be loaded, listed in dead-letters.jsonl, before the load fails. @default 0 */
  readonly maxErrors?: number;
  /** How long a row is written again after failures that pass, in milliseconds. @default 120000 */
  readonly retryForMs?: number;
  /** How often the table is compared with the plan, in milliseconds. @default 30000 */
  readonly checkEveryMs?: number;
  /** Aborting it ends the load with its reason. What is finished stays, for `resume`. */
  readonly signal?: AbortSignal;
}
