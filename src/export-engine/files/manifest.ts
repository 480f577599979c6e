import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedExportError } from '../errors/damaged-export.error.js';
import { attempt, isAbsent } from './attempt.js';
import { type FinishedPart } from './journal.js';
import { writeWhole } from './write-whole.js';

export const manifestName = 'manifest.json';
export const manifestFilesName = 'manifest-files.jsonl';
export const successName = '_SUCCESS';

/** What a finished export is. It alone decides which files count. */
export interface Manifest {
  readonly version: 1;
  readonly exportId: string;
  readonly planHash: string;
  readonly keyspace: string;
  readonly table: string;
  readonly statement: string;
  readonly format: string;
  readonly compression: string;
  readonly consistency: string;
  /** What a reader should know of the level, or null. */
  readonly warning: string | null;
  readonly columns: Readonly<Record<string, string>>;
  readonly rows: number;
  readonly bytes: number;
  readonly badCells: number;
  readonly startedAt: string;
  readonly finishedAt: string;
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

/** Undefined where the export has not succeeded. */
export async function readManifest(
  folder: string,
): Promise<{ readonly manifest: Manifest; readonly files: readonly FinishedPart[] } | undefined> {
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
