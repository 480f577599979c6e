import { type Consistency, Query } from '../../cassandra/index.js';
import { ExportRefusedError } from '../errors/export-refused.error.js';
import { type ExportHandover } from '../handover.js';
import { type CellMetadata, metadataOf } from '../metadata/cell-metadata.js';
import { type FixedDecimals } from '../parquet/fixed-decimal.js';
import { resolveDecimals } from '../parquet/parquet-options.js';
import {
  type ExportCompression,
  exportCompressions,
  type ExportFilter,
  type ExportFormat,
  exportFormats,
} from '../plan/export-plan.js';
import { type RateLimits } from '../reading/pace/limits.js';
import { type CsvOptions } from '../text/csv-text.js';
import { type RowTransform } from '../transform/row-transform.js';
import { filterValue } from '../values/filter-value.js';
import { consistencyOf, requireOneOf, whole } from './check-values.js';
import { type ExportColumn, type ExportTableOptions, type TableName } from './export-options.js';
import { givenColumns, declaredNames, nameOf } from './source-columns.js';

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
    columns: givenColumns(source, options.columns ?? declaredNames(source)),
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

export function ratesOf({ rowsPerSecond = 0, bytesPerSecond = 0 }: RateLimits): RateLimits {
  return {
    rowsPerSecond: whole('rowsPerSecond', rowsPerSecond, 0, Number.MAX_SAFE_INTEGER),
    bytesPerSecond: whole('bytesPerSecond', bytesPerSecond, 0, Number.MAX_SAFE_INTEGER),
  };
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
