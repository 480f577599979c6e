import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedExportError } from '../errors/damaged-export.error.js';
import { attempt, isAbsent } from './attempt.js';
import { type FinishedPart } from './journal.js';
import { type TransformCounts } from '../transform/row-transform.js';
import { writeWhole } from './write-whole.js';

export const manifestName = 'manifest.json';
export const manifestFilesName = 'manifest-files.jsonl';
export const successName = '_SUCCESS';

/** What a finished export is. It alone decides which files count. */
export interface Manifest {
  /** Of this form of manifest. */
  readonly version: 1;
  /** The id of the export, the same after a resume. */
  readonly exportId: string;
  /** The hash of its plan: two runs of one plan make the same files. */
  readonly planHash: string;
  /** The keyspace. */
  readonly keyspace: string;
  /** The table. */
  readonly table: string;
  /** The statement pages were read by; no value is in it. */
  readonly statement: string;
  /** The format of the files. */
  readonly format: string;
  /** How the files are compressed. */
  readonly compression: string;
  /** The consistency rows were read at. */
  readonly consistency: string;
  /** What a reader should know of the level, or null. */
  readonly warning: string | null;
  /** The columns of the files and the kinds of their CQL types. */
  readonly columns: Readonly<Record<string, string>>;
  /** Rows in all files. */
  readonly rows: number;
  /** Bytes of all files. */
  readonly bytes: number;
  /** Cells written as null because the format has nothing for them. */
  readonly badCells: number;
  /** What the transform has come to, if there was one. */
  readonly transform?: TransformCounts;
  /** When it began, in ISO 8601. */
  readonly startedAt: string;
  /** When it ended, in ISO 8601. */
  readonly finishedAt: string;
  /** Versions of what made the files. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Writes what stands for a finished export, `_SUCCESS` last. */
export async function writeManifest(
  folder: string,
  manifest: Manifest,
  files: readonly FinishedPart[],
): Promise<void> {
  const lines = files.map((file) => `${JSON.stringify(file)}\n`);
  await writeWhole(folder, manifestFilesName, lines.join(''));
  await writeWhole(folder, manifestName, `${JSON.stringify(manifest, null, 2)}\n`);
  await writeWhole(folder, successName, '');
}

/** What the folder of an export that has succeeded says of it. */
export interface FinishedExport {
  readonly manifest: Manifest;
  readonly files: readonly FinishedPart[];
}

/** Undefined where the export has not succeeded. */
export async function readManifest(folder: string): Promise<FinishedExport | undefined> {
  if ((await readText(folder, successName)) === undefined) return undefined;
  const text = await readText(folder, manifestName);
  const lines = await readText(folder, manifestFilesName);
  try {
    const manifest = JSON.parse(text ?? '') as Manifest;
    const files = (lines ?? '').split('\n').slice(0, -1);
    return { manifest, files: files.map((line) => JSON.parse(line) as FinishedPart) };
  } catch (error) {
    throw new DamagedExportError(`${manifestName} or ${manifestFilesName} is damaged.`, {
      cause: error,
    });
  }
}

export async function readText(folder: string, name: string): Promise<string | undefined> {
  return await attempt(
    readFile(join(folder, name), 'utf8').catch((error: unknown) => {
      if (isAbsent(error)) return undefined;
      throw error;
    }),
  );
}
