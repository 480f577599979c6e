import {
  type Cassandra,
  columnNameOf,
  type Consistency,
  isConsistency,
  Query,
  type TableOf,
} from '../cassandra/index.js';
import { ExportRefusedError } from './errors/export-refused.error.js';
import {
  type ExportCompression,
  exportCompressions,
  type ExportFilter,
  type ExportFormat,
  exportFormats,
} from './plan/export-plan.js';
import { filterValue } from './values/filter-value.js';
import { type ExportHandover } from './handover.js';
import { type CellMetadata, metadataOf } from './metadata/cell-metadata.js';
import { type RateLimits } from './reading/pace/limits.js';
import { type RowTransform } from './transform/row-transform.js';
import { type FixedDecimals } from './parquet/fixed-decimal.js';
import { type ParquetOptions, resolveDecimals } from './parquet/parquet-options.js';
import { type CsvOptions } from './text/csv-text.js';

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
   * property.
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

/** The options with every default filled in. */
export interface ResolvedOptions extends TableName {
  readonly columns: readonly ExportColumn[] | undefined;
  readonly metadata: CellMetadata;
  readonly transform: RowTransform | undefined;
  readonly where: ExportFilter | null;
  readonly format: ExportFormat;
  readonly compression: ExportCompression;
  readonly csv: CsvOptions;
  readonly decimals: FixedDecimals | undefined;
  readonly destination: string;
  readonly resume: boolean;
  readonly consistency: Consistency;
  readonly concurrency: number;
  readonly parts: number | undefined;
  readonly memoryPerWorkerMiB: number;
  readonly maxErrors: number;
  readonly sha256: boolean;
  readonly retryForMs: number;
  readonly checkEveryMs: number;
  readonly rates: RateLimits;
  readonly handover: ExportHandover;
}

const delimiters = [',', ';', '\t', '|'];

/** @throws ExportRefusedError */
export function resolveOptions(options: ExportTableOptions): ResolvedOptions {
  const { format, source, csv = {} } = options;
  const compression = options.compression ?? (format === 'parquet' ? 'zstd' : 'none');
  requireOneOf('format', format, exportFormats);
  requireOneOf('compression', compression, exportCompressions);
  requireOneOf('delimiter', csv.delimiter ?? ',', delimiters);
  const concurrency = whole('concurrency', options.concurrency ?? 4, 1, 64);
  return {
    ...nameOf(source, options.connection),
    columns: columnsOf(source, options.columns ?? declaredNames(source)),
    metadata: metadataOf(options),
    transform: transformOf(options),
    where: whereOf(options),
    format,
    compression,
    csv,
    decimals: resolveDecimals(format, options.parquet ?? {}),
    destination: options.destination,
    resume: options.resume ?? false,
    consistency: consistencyOf(options),
    concurrency,
    parts: options.parts === undefined ? undefined : whole('parts', options.parts, 1, 10_000),
    memoryPerWorkerMiB: whole('memoryPerWorkerMiB', options.memoryPerWorkerMiB ?? 32, 4, 4096),
    maxErrors: whole('maxErrors', options.maxErrors ?? 0, 0, Number.MAX_SAFE_INTEGER),
    sha256: options.sha256 ?? false,
    retryForMs: whole('retryForMs', options.retryForMs ?? 120_000, 0, 86_400_000),
    checkEveryMs: whole('checkEveryMs', options.checkEveryMs ?? 30_000, 10, 86_400_000),
    rates: ratesOf(options),
    handover: options.handover ?? {},
  };
}

/** The driver would read at LOCAL_ONE where it does not know the level. @throws ExportRefusedError */
export function consistencyOf({
  consistency,
  connection,
}: Pick<ExportTableOptions, 'connection' | 'consistency'>): Consistency {
  const level = consistency ?? connection.consistency;
  if (isConsistency(level)) return level;
  throw new ExportRefusedError(
    'consistency is LOCAL_QUORUM, QUORUM, LOCAL_ONE or another level that Cassandra has, in capitals.',
  );
}

export function ratesOf({ rowsPerSecond = 0, bytesPerSecond = 0 }: RateLimits): RateLimits {
  return {
    rowsPerSecond: whole('rowsPerSecond', rowsPerSecond, 0, Number.MAX_SAFE_INTEGER),
    bytesPerSecond: whole('bytesPerSecond', bytesPerSecond, 0, Number.MAX_SAFE_INTEGER),
  };
}

export function nameOf(source: TableOf<unknown> | TableName, connection: Cassandra): TableName {
  if (!('definition' in source)) return { keyspace: source.keyspace, table: source.table };
  const { keyspace, name } = source.definition;
  return { keyspace: keyspace ?? connection.keyspace, table: name };
}

/** What a name that was given is called in Cassandra: with a class that of the property, where there is one. */
export function columnOf(source: TableOf<unknown> | TableName): (name: string) => string {
  if (!('definition' in source)) return (name) => name;
  const { definition } = source;
  return (name) =>
    Object.hasOwn(definition.columns, name) ? columnNameOf(definition, name) : name;
}

/** The columns that were given, as Cassandra has them. */
export function columnsOf(
  source: TableOf<unknown> | TableName,
  columns: ExportTableOptions['columns'],
): readonly ExportColumn[] | undefined {
  const inTable = columnOf(source);
  return columns
    ?.map((one) => (typeof one === 'string' ? { column: one, name: one } : one))
    .map(({ column, name }) => ({ column: inTable(column), name }));
}

function declaredNames(source: TableOf<unknown> | TableName): readonly string[] | undefined {
  return 'definition' in source ? Object.keys(source.definition.columns) : undefined;
}

/** @throws ExportRefusedError; InvalidQueryError and InvalidValueError for a filter the table cannot serve */
function whereOf({ source, connection, where }: ExportTableOptions): ExportFilter | null {
  if (where === undefined) return null;
  if (!(where instanceof Query)) return where;
  const conditions = where.conditions();
  if (conditions === undefined) {
    throw new ExportRefusedError('where is a query with a filter and nothing beside it.');
  }
  const { table, cql, values, allowFiltering } = conditions;
  if (table !== nameOf(source, connection).table) {
    throw new ExportRefusedError(`where is a filter of "${table}", which is not exported.`);
  }
  return { cql, values: values.map(filterValue), ...(allowFiltering && { allowFiltering }) };
}

function transformOf({ transform }: ExportTableOptions): RowTransform | undefined {
  if (transform === undefined) return undefined;
  if (Object.keys(transform.columns).length === 0) {
    throw new ExportRefusedError('transform.columns has one column or more.');
  }
  whole('transform.concurrency', transform.concurrency ?? 1, 1, 10_000);
  return transform;
}

export function requireOneOf(name: string, value: string, allowed: readonly string[]): void {
  if (allowed.includes(value)) return;
  throw new ExportRefusedError(
    `${name} is one of ${allowed.map((one) => JSON.stringify(one)).join(', ')}.`,
  );
}

export function whole(name: string, value: number, min: number, max: number): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ExportRefusedError(`${name} is a whole number from ${String(min)} to ${String(max)}.`);
}
