import { randomUUID } from 'node:crypto';
import { type Client } from 'cassandra-driver';
import {
  driverConsistency,
  StatementRejectedError,
  tokensOf,
  translateDriverError,
  wholeRing,
} from '../../cassandra/index.js';
import { ExportRefusedError } from '../errors/export-refused.error.js';
import { type ExportColumn } from '../options/export-options.js';
import { type ResolvedOptions } from '../options/resolve-options.js';
import { metadataColumns } from '../metadata/metadata-columns.js';
import { requireDecimals } from '../parquet/parquet-options.js';
import { csvDefaults } from '../text/text-formats.js';
import { plannedTransform } from '../transform/planned-transform.js';
import { cutParts } from './cut-parts.js';
import { estimateRows } from './estimate-rows.js';
import { estimateSize } from './estimate-size.js';
import { type ExportPlan, type PlannedColumn } from './export-plan.js';
import { exportStatement } from './export-statement.js';
import { takeFingerprint } from './fingerprint.js';
import { partitionKeyOf, requireTableSchema, type TableSchema } from './table-schema.js';

/** Seconds of work to do again when one is lost, and a size the readers of files like. */
const partBytes = 128 << 20;
const maxParts = 10_000;
/** One file of this is read in a second or two; more files would be in the reader's way. */
const smallBytes = 32 << 20;
const smallRows = 200_000;

/** Looks at the table and decides what the files will be. Reads next to nothing of the table itself. */
export async function makePlan(client: Client, options: ResolvedOptions): Promise<ExportPlan> {
  const { keyspace, table, where, format, compression, consistency, csv, decimals } = options;
  const schema = await requireTableSchema(client, keyspace, table);
  const { columns, transform } = plannedColumns(schema, options);
  const isByRange = where === null || where.allowFiltering === true;
  await requireMurmur3(client);
  const partitionKey = partitionKeyOf(schema);
  const rowMark = rowMarkOf(schema, columns);
  if (where !== null) {
    await requireServed(client, { keyspace, table, partitionKey, columns, where }, consistency);
  }
  return {
    version: versionOf(columns, decimals),
    id: randomUUID(),
    createdAt: new Date().toISOString(),
    keyspace,
    table,
    partitionKey,
    ...(rowMark !== undefined && { rowMark }),
    columns,
    ...options.metadata,
    ...(transform !== undefined && { transform }),
    where,
    format,
    compression,
    csv: format === 'csv' ? { ...csvDefaults, ...csv } : null,
    ...(decimals !== undefined && { decimals }),
    consistency,
    fingerprint: await takeFingerprint(client, schema, [
      ...columns.map(({ column }) => column),
      ...(rowMark === undefined ? [] : [rowMark]),
    ]),
    parts: isByRange
      ? cutParts(nodeTokens(client), await countParts(client, schema, options))
      : [[wholeRing]],
  };
}

/** What is read of the table, and what a transform makes of it. @throws ExportRefusedError */
export function plannedColumns(
  schema: TableSchema,
  options: ResolvedOptions,
): Pick<ExportPlan, 'columns' | 'transform'> {
  const { metadata, decimals } = options;
  const exported = chosenColumns(schema, options);
  const columns = [...exported, ...metadataColumns(schema, exported, metadata)];
  const transform = options.transform && plannedTransform(options.transform.columns, schema);
  if (decimals !== undefined) requireDecimals(transform?.columns ?? columns, decimals);
  return { columns, ...(transform !== undefined && { transform }) };
}

function chosenColumns(schema: TableSchema, options: ResolvedOptions): readonly PlannedColumn[] {
  const known = new Map(schema.columns.map((column) => [column.name, column]));
  const wanted = options.columns ?? schema.columns.map(({ name }) => ({ column: name, name }));
  if (wanted.length === 0) throw new ExportRefusedError('An export has one column or more.');
  requireNames(wanted);
  return wanted.map(({ column, name }) => {
    const found = known.get(column);
    if (found === undefined) {
      throw new ExportRefusedError(
        `Table "${schema.table}" has no column "${column}". It has ${[...known.keys()].join(', ')}.`,
      );
    }
    return { column, name, type: found.type, kind: found.kind };
  });
}

/** Whoever reads the files by their columns' names would see one of the two. */
function requireNames(wanted: readonly ExportColumn[]): void {
  const names = wanted.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return;
  throw new ExportRefusedError(`columns: two of them have the name "${repeated}" in the files.`);
}

/**
 * The server judges the filter before there is a plan, so that one it refuses can be mended and asked for again. Reads a row,
 * or a range of one token.
 */
async function requireServed(
  client: Client,
  source: Parameters<typeof exportStatement>[0],
  consistency: ExportPlan['consistency'],
): Promise<void> {
  const { start } = wholeRing;
  const { cql, values } = exportStatement(source, { start, end: start + 1n });
  const level = driverConsistency(consistency);
  const options = { prepare: true, isIdempotent: true, fetchSize: 1, consistency: level };
  try {
    await client.execute(cql, [...values], options);
  } catch (error) {
    const ours = translateDriverError(error, { operation: 'scan', table: source.table, cql });
    if (!(ours instanceof StatementRejectedError)) throw ours;
    throw new ExportRefusedError(
      `The server refuses to read "${source.table}" by this filter; its reason is in \`cause\`.`,
      { cause: error },
    );
  }
}

function versionOf(
  columns: readonly PlannedColumn[],
  decimals: ResolvedOptions['decimals'],
): ExportPlan['version'] {
  const hasMetadata = columns.some(({ metadata }) => metadata !== undefined);
  return hasMetadata || decimals !== undefined ? 2 : 1;
}

/** Undefined where every line that the server sends is a row, or has something static that is asked for. */
function rowMarkOf(schema: TableSchema, columns: readonly PlannedColumn[]): string | undefined {
  const isStatic = ({ kind }: Pick<PlannedColumn, 'kind'>): boolean => kind === 'static';
  if (!schema.columns.some(isStatic) || columns.some(isStatic)) return undefined;
  return schema.columns.find(({ kind }) => kind === 'clustering')?.name;
}

async function countParts(
  client: Client,
  schema: TableSchema,
  options: ResolvedOptions,
): Promise<number> {
  if (options.parts !== undefined) return options.parts;
  const atLeast = options.concurrency * 4;
  const bytes = await estimateSize(client, options.keyspace, options.table);
  if (bytes === undefined) return (await estimateRows(client, schema)) < smallRows ? 1 : atLeast;
  if (bytes < smallBytes) return 1;
  return Math.min(maxParts, Math.max(atLeast, Math.ceil(bytes / partBytes)));
}

function nodeTokens(client: Client): readonly bigint[] {
  return client.hosts.values().flatMap((host) => [...tokensOf(host)].map(BigInt));
}

/** The ring of the other partitioners has other tokens. */
async function requireMurmur3(client: Client): Promise<void> {
  const { rows } = await client.execute(
    "SELECT partitioner FROM system.local WHERE key = 'local'",
    [],
    { prepare: true },
  );
  const name = String(rows[0]?.partitioner).split('.').at(-1) ?? '';
  if (name === 'Murmur3Partitioner') return;
  throw new ExportRefusedError(
    `The cluster's partitioner is ${name}; only Murmur3Partitioner is supported.`,
  );
}
