import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type ExportCompression } from '../plan/export-plan.js';
import { loadZstd } from './zstd.js';

/** Compresses one block by itself: the same bytes for the same block, on every machine. */
export type Compress = (block: Buffer) => Uint8Array | Promise<Uint8Array>;

const gzipped = promisify(gzip);
/** As fast as the server gives rows; higher levels gain a few percent. */
const zstdLevel = 3;
const gzipLevel = 6;

/** A file of several gzip members, or zstd frames, is one of its format: every reader takes it. */
export async function compressor(compression: ExportCompression): Promise<Compress | undefined> {
  switch (compression) {
    case 'none':
      return undefined;
    case 'gzip':
      return (block) => gzipped(block, { level: gzipLevel });
    case 'zstd': {
      const zstd = await loadZstd();
      return (block) => zstd.compress(block, zstdLevel);
    }
  }
}
