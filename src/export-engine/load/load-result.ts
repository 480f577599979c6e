import { DamagedExportError } from '../errors/damaged-export.error.js';
import { readText } from '../files/manifest.js';
import { writeWhole } from '../files/write-whole.js';
import { type StoredLoad } from './load-plan.js';
import { type LoadProgress } from './load-progress.js';

const resultName = 'load.json';

/** A finished load: `read = written + failed`, also when it died and was resumed. */
export interface LoadResult {
  /** Of this form of result. */
  readonly version: 1;
  /** The id of the load, the same after a resume. */
  readonly loadId: string;
  /** The hash of its plan. */
  readonly planHash: string;
  /** The keyspace. */
  readonly keyspace: string;
  /** The table. */
  readonly table: string;
  /** The write time of every row, in microseconds. */
  readonly timestampMicros: string;
  /** Rows in the files. */
  readonly read: number;
  /** Rows that were written to the table. */
  readonly written: number;
  /** Rows that could not be: a line each in dead-letters.jsonl. */
  readonly failed: number;
  /** When it began, in ISO 8601. */
  readonly startedAt: string;
  /** When it ended, in ISO 8601. */
  readonly finishedAt: string;
}

export async function writeLoadResult(
  folder: string,
  { plan, hash }: StoredLoad,
  { read, written, failed }: LoadProgress,
): Promise<LoadResult> {
  const result: LoadResult = {
    version: 1,
    loadId: plan.id,
    planHash: hash,
    keyspace: plan.keyspace,
    table: plan.table,
    timestampMicros: plan.timestamp,
    read,
    written,
    failed,
    startedAt: plan.createdAt,
    finishedAt: new Date().toISOString(),
  };
  await writeWhole(folder, resultName, `${JSON.stringify(result, null, 2)}\n`);
  return result;
}

/** Undefined where the load is not finished. */
export async function readLoadResult(folder: string): Promise<LoadResult | undefined> {
  const text = await readText(folder, resultName);
  try {
    return text === undefined ? undefined : (JSON.parse(text) as LoadResult);
  } catch (error) {
    throw new DamagedExportError(`${resultName} is damaged.`, { cause: error });
  }
}
