import { createHash } from 'node:crypto';
import { type Consistency, type TokenRange } from '../../cassandra/index.js';
import { type CellMetadata, type CellMetadataKind } from '../metadata/cell-metadata.js';
import { type FixedDecimals } from '../parquet/fixed-decimal.js';
import { type CsvOptions } from '../text/csv-text.js';
import { type WireType } from '../types/wire-type.js';
import { type FilterValue } from '../values/filter-value.js';
import { type Fingerprint } from './fingerprint.js';

/** The formats files are written in. */
export const exportFormats = ['csv', 'ndjson', 'parquet'] as const;
/** One of `exportFormats`. */
export type ExportFormat = (typeof exportFormats)[number];

/** How files are compressed: CSV and NDJSON as a whole, Parquet inside, page by page. */
export const exportCompressions = ['none', 'gzip', 'zstd'] as const;
/** One of `exportCompressions`. */
export type ExportCompression = (typeof exportCompressions)[number];

/** A column of the table, and its name in the files. */
export interface PlannedColumn {
  readonly column: string;
  readonly name: string;
  readonly type: WireType;
  /** Part of the key, so never null but for clustering columns of a partition with static columns alone. */
  readonly kind: 'partition_key' | 'clustering' | 'static' | 'regular';
  /** Not the column's cells, but this of them. */
  readonly metadata?: CellMetadataKind;
}

/** What a transform makes, as it was declared and as the files have it. */
export interface PlannedTransform {
  readonly declared: Readonly<Record<string, string>>;
  readonly columns: readonly PlannedColumn[];
}

/** Restricts the rows of the source. */
export interface ExportFilter {
  /** What follows WHERE, with `?` for the values. Never made from what a client sent: it becomes part of the statement. */
  readonly cql: string;
  /** What is bound, in the order of the question marks. */
  readonly values?: readonly FilterValue[];
  /**
   * Reads the whole table and filters on the servers: ALLOW FILTERING. Without, the filter must be one the table can serve, such
   * as a partition's key, and one worker reads it.
   *
   * @default false
   */
  readonly allowFiltering?: boolean;
}

/**
 * All that decides what the files hold. Written before the first row is read, never changed: whoever goes on with the export
 * goes by it, so that the files are the same however often it was interrupted.
 */
export interface ExportPlan extends CellMetadata {
  /** 1 where earlier programs write the same files; 2 has what they would leave out: metadata of cells, decimals. */
  readonly version: 1 | 2;
  readonly id: string;
  readonly createdAt: string;
  readonly keyspace: string;
  readonly table: string;
  readonly partitionKey: readonly string[];
  /** Those that are read, what is asked for of their cells included. */
  readonly columns: readonly PlannedColumn[];
  /**
   * A clustering column, read before the others, where the table has static columns and none is exported: where it is null there
   * is no row, only what is static of a partition.
   */
  readonly rowMark?: string;
  /** There is a function between what is read and the files. */
  readonly transform?: PlannedTransform;
  readonly where: ExportFilter | null;
  readonly format: ExportFormat;
  readonly compression: ExportCompression;
  readonly csv: Required<CsvOptions> | null;
  /** None where all decimals are text. */
  readonly decimals?: FixedDecimals;
  readonly consistency: Consistency;
  readonly fingerprint: Fingerprint;
  /** Each part's ranges, in the ring's order; none for a filter that is read without ranges. */
  readonly parts: readonly (readonly TokenRange[])[];
}

/** The columns of the files. */
export function fileColumns({ columns, transform }: ExportPlan): readonly PlannedColumn[] {
  return transform?.columns ?? columns;
}

const isToken = /^-?\d{1,19}n$/;

export function planToText(plan: ExportPlan): string {
  return `${JSON.stringify(plan, (_, value: unknown) => (typeof value === 'bigint' ? `${String(value)}n` : value), 1)}\n`;
}

export function planFromText(text: string): ExportPlan {
  const plan = JSON.parse(text) as ExportPlan & { readonly parts: readonly unknown[] };
  const token = (value: unknown): bigint => {
    if (typeof value !== 'string' || !isToken.test(value)) throw new SyntaxError('No token');
    return BigInt(value.slice(0, -1));
  };
  return {
    ...plan,
    parts: plan.parts.map((ranges) =>
      ranges.map(({ start, end }) => ({ start: token(start), end: token(end) })),
    ),
  };
}

/** Ties a journal and a manifest to their plan. */
export function hashOf(planText: string): string {
  return createHash('sha256').update(planText).digest('hex');
}

/** The name of a part's file: in the ring's order. The only one needs no number. */
export function fileNameOf(plan: ExportPlan, part: number): string {
  const ending = plan.format === 'parquet' ? '' : endings[plan.compression];
  const number = plan.parts.length === 1 ? '' : `-${String(part).padStart(5, '0')}`;
  return `${plan.table}${number}.${plan.format}${ending}`;
}

const endings = { none: '', gzip: '.gz', zstd: '.zst' } as const;
