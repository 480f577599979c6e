import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Zstd } from '@hpcc-js/wasm-zstd';
import { type ExportResult } from '../../../src/export-engine/index.js';

/** The content of an export's files as one, decompressed. */
export async function contentOf(folder: string, { files }: ExportResult): Promise<string> {
  const zstd = await Zstd.load();
  const parts = files.map(({ name }) => {
    const bytes = readFileSync(join(folder, name));
    if (name.endsWith('.gz')) return gunzipSync(bytes);
    return name.endsWith('.zst') ? Buffer.from(zstd.decompress(bytes)) : bytes;
  });
  return Buffer.concat(parts).toString();
}

/** The rows of an export to NDJSON. */
export async function linesOf(
  folder: string,
  result: ExportResult,
): Promise<Record<string, unknown>[]> {
  const text = await contentOf(folder, result);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
