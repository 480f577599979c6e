import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ExportResult } from '../../../src/export-engine/index.js';

/** The content of an export's files as one; for files that are not compressed. */
export function contentOf(folder: string, { files }: ExportResult): string {
  return files.map(({ name }) => readFileSync(join(folder, name), 'utf8')).join('');
}

/** The rows of an export to NDJSON, compressed or not: DuckDB knows nothing of who wrote the files. */
export async function linesOf(
  folder: string,
  { files }: ExportResult,
): Promise<Record<string, unknown>[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  try {
    const names = files.map(({ name }) => `'${join(folder, name)}'`).join(', ');
    const reader = await connection.runAndReadAll(
      `SELECT json FROM read_ndjson_objects([${names}], compression = 'auto_detect')`,
    );
    const lines = reader.getRowObjects() as { json: string }[];
    return lines.map(({ json }) => JSON.parse(json) as Record<string, unknown>);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
