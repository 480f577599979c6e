import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { DamagedExportError } from '../../errors/damaged-export.error.js';
import { ExportError } from '../../errors/export.error.js';
import { ExportFileError, systemCode } from '../../errors/export-file.error.js';
import { type ExportCompression } from '../../plan/export-plan.js';
import { unzstd } from '../../compression/unzstd.js';

const chunkBytes = 256 << 10;

/** The content of a file, decompressed, piece by piece. `onBytes` is told how much of the file itself was read. */
export async function* readSource(
  path: string,
  compression: ExportCompression,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer, void, undefined> {
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  file.on('data', (chunk) => {
    onBytes(chunk.length);
  });
  file.pause();
  try {
    yield* decompressed(file, compression);
  } catch (error) {
    if (error instanceof ExportError) throw error;
    if (systemCode(error)?.startsWith('Z_') !== true) throw new ExportFileError(error);
    throw new DamagedExportError(`${basename(path)} is cut off or damaged.`, { cause: error });
  } finally {
    file.destroy();
  }
}

async function* decompressed(
  file: NodeJS.ReadableStream,
  compression: ExportCompression,
): AsyncGenerator<Buffer, void, undefined> {
  switch (compression) {
    case 'none':
      yield* file as AsyncIterable<Buffer>;
      return;
    case 'gzip':
      // Of several members too. What fails in either comes out of the iteration.
      yield* pipeline(file, createGunzip(), () => undefined) as AsyncIterable<Buffer>;
      return;
    case 'zstd':
      yield* unzstd(file as AsyncIterable<Buffer>);
  }
}
