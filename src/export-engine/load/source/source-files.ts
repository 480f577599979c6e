import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { DamagedExportError } from '../../errors/damaged-export.error.js';
import { ExportRefusedError } from '../../errors/export-refused.error.js';
import { attempt, isAbsent } from '../../files/attempt.js';
import { fileSums } from '../../files/file-sums.js';
import { readManifest } from '../../files/manifest.js';
import { type ExportCompression, type ExportPlan, fileColumns } from '../../plan/export-plan.js';
import { readPlan } from '../../plan/open-plan.js';
import { type CsvOptions } from '../../text/csv-text.js';
import { csvDefaults } from '../../text/text-formats.js';

/** The formats that can be loaded. */
export type LoadFormat = 'csv' | 'ndjson';

/** A file to load, as it was when the load was planned. */
export interface SourceFile {
  readonly name: string;
  readonly compression: ExportCompression;
  readonly bytes: number;
  readonly crc32: string;
}

/** What is loaded: files of one folder, all of one form. */
export interface Source {
  readonly folder: string;
  readonly format: LoadFormat;
  readonly csv: Required<CsvOptions>;
  readonly files: readonly SourceFile[];
  /** The columns of an export's files: names in the files, and where they came from. */
  readonly columns?: readonly { readonly name: string; readonly column: string }[];
}

export interface SourceOptions {
  readonly from: string;
  readonly format: LoadFormat | undefined;
  readonly compression: ExportCompression | undefined;
  readonly csv: CsvOptions;
}

/** Finds the files, and takes the checksum of each. @throws ExportRefusedError, DamagedExportError */
export async function findSource(options: SourceOptions): Promise<Source> {
  const { from, csv } = options;
  const found = await attempt(
    stat(from).catch((error: unknown) => {
      if (isAbsent(error)) return undefined;
      throw error;
    }),
  );
  if (found === undefined) throw new ExportRefusedError(`There is no file or folder ${from}.`);
  const isFolder = found.isDirectory();
  const stored = isFolder ? await readPlan(from) : undefined;
  if (stored !== undefined) return await exportedSource(from, stored.plan);
  const folder = isFolder ? from : dirname(from);
  const names = isFolder ? await namesIn(from, options.format) : [basename(from)];
  const format = options.format ?? formatOf(names[0] ?? '');
  const files: SourceFile[] = [];
  for (const name of names) {
    const compression = options.compression ?? compressionOf(name);
    files.push({ name, compression, ...(await sumsOf(folder, name)) });
  }
  return { folder, format, csv: { ...csvDefaults, ...csv }, files };
}

async function exportedSource(folder: string, plan: ExportPlan): Promise<Source> {
  const done = await readManifest(folder);
  if (done === undefined) {
    throw new ExportRefusedError('The export in the folder is not finished. Resume it first.');
  }
  const { format, compression, csv } = plan;
  if (format === 'parquet') {
    throw new ExportRefusedError('Parquet cannot be loaded. Export to CSV or NDJSON.');
  }
  if (csv?.escapeFormulas === true) {
    throw new ExportRefusedError(
      'The export was written with escapeFormulas: its texts do not read back as they were.',
    );
  }
  const files: SourceFile[] = [];
  for (const { name, bytes, crc32 } of done.files) {
    const sums = await sumsOf(folder, name);
    if (sums.bytes !== bytes || sums.crc32 !== crc32) {
      throw new DamagedExportError(
        `${name} is not what the export has written. Nothing was loaded.`,
      );
    }
    files.push({ name, compression, ...sums });
  }
  const columns = fileColumns(plan).map(({ name, column, metadata }) => ({
    name,
    // It is no cell of that column: only a table with a column of this very name can take it.
    column: metadata === undefined ? column : name,
  }));
  return { folder, format, csv: csv ?? csvDefaults, files, columns };
}

async function sumsOf(folder: string, name: string): Promise<Pick<SourceFile, 'bytes' | 'crc32'>> {
  const sums = await fileSums(join(folder, name), false);
  if (sums === undefined) throw new DamagedExportError(`${name} is missing. Nothing was loaded.`);
  return { bytes: sums.bytes, crc32: sums.crc32 };
}

const endings = /\.(csv|ndjson)(\.gz|\.zst)?$/;

async function namesIn(folder: string, format: LoadFormat | undefined): Promise<string[]> {
  const names = (await attempt(readdir(folder)))
    .filter((name) => {
      const found = endings.exec(name)?.[1];
      return found !== undefined && !name.startsWith('.') && (format ?? found) === found;
    })
    .sort();
  if (new Set(names.map((name) => endings.exec(name)?.[1])).size === 1) return names;
  throw new ExportRefusedError(
    names.length === 0
      ? 'The folder has no file that ends with .csv or .ndjson, .gz or .zst behind it or not.'
      : 'The folder has files of both formats. Say which.',
  );
}

function formatOf(name: string): LoadFormat {
  const format = endings.exec(name)?.[1];
  if (format !== undefined) return format as LoadFormat;
  throw new ExportRefusedError('The name of the file does not tell its format. Say which.');
}

function compressionOf(name: string): ExportCompression {
  if (name.endsWith('.gz')) return 'gzip';
  return name.endsWith('.zst') ? 'zstd' : 'none';
}
