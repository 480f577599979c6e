import { type Consistency } from '../../cassandra/index.js';
import { ExportRefusedError } from '../errors/export-refused.error.js';
import { consistencyOf, requireOneOf, whole } from '../options/check-values.js';
import { type ExportColumn, type TableName } from '../options/export-options.js';
import { columnOf, givenColumns, nameOf } from '../options/source-columns.js';
import { exportCompressions } from '../plan/export-plan.js';
import { type LoadTableOptions } from './load-options.js';
import { type SourceOptions } from './source/source-files.js';

/** The options with every default filled in. */
export interface ResolvedLoad extends TableName, SourceOptions {
  readonly columns: readonly ExportColumn[] | undefined;
  /** What a column is called in the files, where nothing else says so: with a class its property. */
  readonly columnOf: (name: string) => string;
  readonly journal: string;
  readonly resume: boolean;
  readonly timestampMicros: bigint | undefined;
  readonly nulls: 'unset' | 'delete';
  readonly consistency: Consistency;
  readonly concurrency: number;
  readonly maxErrors: number;
  readonly retryForMs: number;
  readonly checkEveryMs: number;
}

/** @throws ExportRefusedError */
export function resolveLoad(options: LoadTableOptions): ResolvedLoad {
  const { connection, target, from, format, compression, csv = {}, timestampMicros } = options;
  const { keyspace, table } = nameOf(target, connection);
  const nulls = options.nulls ?? 'unset';
  if (format !== undefined) requireOneOf('format', format, ['csv', 'ndjson']);
  if (compression !== undefined) requireOneOf('compression', compression, exportCompressions);
  requireOneOf('nulls', nulls, ['unset', 'delete']);
  if (timestampMicros !== undefined && BigInt.asIntN(63, timestampMicros) !== timestampMicros) {
    throw new ExportRefusedError('timestampMicros is a bigint of microseconds.');
  }
  return {
    keyspace,
    table,
    from,
    format,
    compression,
    csv,
    columns: givenColumns(target, options.columns),
    columnOf: columnOf(target),
    journal: options.journal ?? `${from.replace(/[/\\]+$/, '')}.load-${keyspace}.${table}`,
    resume: options.resume ?? false,
    timestampMicros,
    nulls,
    consistency: consistencyOf(options),
    concurrency: whole('concurrency', options.concurrency ?? 64, 1, 4096),
    maxErrors: whole('maxErrors', options.maxErrors ?? 0, 0, Number.MAX_SAFE_INTEGER),
    retryForMs: whole('retryForMs', options.retryForMs ?? 120_000, 0, 86_400_000),
    checkEveryMs: whole('checkEveryMs', options.checkEveryMs ?? 30_000, 10, 86_400_000),
  };
}
