import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { type Client } from 'cassandra-driver';
import { DamagedExportError } from '../errors/damaged-export.error.js';
import { ExportRefusedError } from '../errors/export-refused.error.js';
import { readText } from '../files/manifest.js';
import { writeWhole } from '../files/write-whole.js';
import { hashOf, type PlannedColumn } from '../plan/export-plan.js';
import { type Fingerprint, takeFingerprint } from '../plan/fingerprint.js';
import { requireTableSchema } from '../plan/table-schema.js';
import { planColumns } from './load-columns.js';
import { type ResolvedLoad } from './resolve-load.js';
import { readFileNames } from './source/file-names.js';
import { findSource, type Source } from './source/source-files.js';

export const loadPlanName = 'load-plan.json';

/** All that decides what is written. On disk before the first row is; whoever goes on with the load goes by it. */
export interface LoadPlan {
  readonly version: 1;
  readonly id: string;
  readonly createdAt: string;
  readonly keyspace: string;
  readonly table: string;
  /** Of every write, in microseconds. */
  readonly timestamp: string;
  readonly nulls: 'unset' | 'delete';
  readonly source: Omit<Source, 'folder' | 'columns'>;
  /** All columns of the files, in their order; those that are not written too. */
  readonly fileNames: readonly string[];
  /** Those that are written. */
  readonly columns: readonly PlannedColumn[];
  readonly fingerprint: Fingerprint;
}

export interface StoredLoad {
  readonly plan: LoadPlan;
  readonly hash: string;
  readonly isNew: boolean;
  /** Where the files are now. */
  readonly folder: string;
}

/** The plan of the load in the journal's folder, to go on by; a new one where there is none. */
export async function openLoadPlan(client: Client, options: ResolvedLoad): Promise<StoredLoad> {
  const { journal, resume } = options;
  const stored = await readLoadPlan(journal);
  const { folder, columns, ...source } = await findSource(options);
  if (stored !== undefined) {
    if (!resume) {
      throw new ExportRefusedError(
        `${basename(journal)} has a load already. Resume it, or use another folder for the journal.`,
      );
    }
    requireSame(stored.plan, options, source);
    return { ...stored, isNew: false, folder };
  }
  const { keyspace, table } = options;
  const schema = await requireTableSchema(client, keyspace, table);
  const fileNames = await readFileNames({ ...source, folder }, columns, options.columns);
  const planned = planColumns(schema, fileNames, options, columns);
  const createdAt = new Date();
  const plan: LoadPlan = {
    version: 1,
    id: randomUUID(),
    createdAt: createdAt.toISOString(),
    keyspace,
    table,
    timestamp: String(options.timestampMicros ?? BigInt(createdAt.getTime()) * 1000n),
    nulls: options.nulls,
    source,
    fileNames,
    columns: planned,
    fingerprint: await takeFingerprint(
      client,
      schema,
      planned.map(({ column }) => column),
    ),
  };
  const text = `${JSON.stringify(plan, null, 1)}\n`;
  await writeWhole(journal, loadPlanName, text);
  return { plan, hash: hashOf(text), isNew: true, folder };
}

async function readLoadPlan(
  folder: string,
): Promise<Pick<StoredLoad, 'plan' | 'hash'> | undefined> {
  const text = await readText(folder, loadPlanName);
  if (text === undefined) return undefined;
  try {
    const plan = JSON.parse(text) as LoadPlan;
    if ((plan.version as number) !== 1) throw new SyntaxError('another version');
    return { plan, hash: hashOf(text) };
  } catch (error) {
    throw new DamagedExportError(
      `${loadPlanName} is damaged or of another version. Nothing was changed. Restore it, or use another folder for the journal.`,
      { cause: error },
    );
  }
}

function requireSame(plan: LoadPlan, options: ResolvedLoad, source: LoadPlan['source']): void {
  const { columns, timestampMicros } = options;
  const differs = [
    ['table', `${plan.keyspace}.${plan.table}`, `${options.keyspace}.${options.table}`],
    ['source', JSON.stringify(plan.source), JSON.stringify(source)],
    ['treatment of nulls', plan.nulls, options.nulls],
    ['timestamp', plan.timestamp, String(timestampMicros ?? plan.timestamp)],
    ['columns', columns && named(plan.columns), columns && named(columns)],
  ].find(([, planned, asked]) => planned !== asked);
  if (differs === undefined) return;
  throw new ExportRefusedError(
    `The load in the folder of the journal has another ${String(differs[0])} than asked for, or its files were changed. Ask for the same, or use another folder for the journal.`,
  );
}

function named(columns: readonly { readonly column: string; readonly name: string }[]): string {
  return columns
    .map(({ column, name }) => `${column} as ${name}`)
    .sort()
    .join();
}
