import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Cassandra, type TableOf } from '../cassandra/index.js';
import { csvLine } from './csv-line.js';
import { ExportFileError } from './export-file.error.js';
import { NewFile } from './new-file.js';

/** The formats files are written in. */
export const exportFormats = ['csv'] as const;
/** One of `exportFormats`. */
export type ExportFormat = (typeof exportFormats)[number];

/** How far an export is. */
export interface ExportProgress {
  readonly rows: number;
  /** Of the files, uncompressed. */
  readonly bytes: number;
  /** Share of the table's partitions that are read, 0 to 1, by where they lie on the ring. */
  readonly ringFraction: number;
}

/** A file of a finished export. */
export interface ExportedFile {
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  /** Of the whole file; eight digits in base 16. */
  readonly crc32: string;
}

/** What is exported, and where to. */
export interface ExportTableOptions {
  readonly connection: Cassandra;
  readonly source: TableOf<unknown>;
  readonly format: ExportFormat;
  /** The folder for the files; made if it is not there. */
  readonly destination: string;
  /** Called after each page that was written. */
  readonly onProgress?: (progress: ExportProgress) => void;
  /** Aborting it ends the export with its reason. */
  readonly signal?: AbortSignal;
}

/** Pages in memory at most, apart from what the driver holds; also requests in flight. */
const concurrency = 4;
/** Decoded and encoded in some milliseconds, so that other work of the process need not wait long. */
const pageSize = 2000;

/**
 * Writes every row of a table to a file named after it, with the properties' names as header. Reads the table by ranges of the
 * ring side by side; memory does not grow with it. Rows come in no order, and one that is written or deleted meanwhile may be
 * there or not: an export is no snapshot. When it fails or is aborted no file is left.
 *
 * @throws ExportFileError, and what scanning throws
 */
export async function exportTable(options: ExportTableOptions): Promise<readonly ExportedFile[]> {
  const { connection, source, destination, onProgress, signal } = options;
  const columns = Object.keys(source.definition.columns);
  const name = `${source.definition.name}.${options.format}`;
  const file = await create(destination, name);
  let rows = 0;
  try {
    await file.write(csvLine(columns));
    const scan = connection
      .repository(source)
      .scan({ concurrency, pageSize, ...(signal !== undefined && { signal }) });
    for await (const page of scan.pages()) {
      signal?.throwIfAborted();
      await file.write(page.rows.map((row) => csvLine(cellsOf(row, columns))).join(''));
      rows += page.rows.length;
      onProgress?.({ rows, bytes: file.bytes, ringFraction: page.ringFraction });
    }
    signal?.throwIfAborted();
    await file.finish();
  } catch (error) {
    // What went wrong first is the one to be told of.
    await file.discard().catch(() => undefined);
    throw error;
  }
  return [{ name, bytes: file.bytes, rows, crc32: file.crc32 }];
}

async function create(destination: string, name: string): Promise<NewFile> {
  try {
    await mkdir(destination, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new ExportFileError(error);
  }
  return await NewFile.create(join(destination, name));
}

function cellsOf(row: unknown, columns: readonly string[]): readonly unknown[] {
  const cells = row as Readonly<Record<string, unknown>>;
  return columns.map((column) => cells[column]);
}
