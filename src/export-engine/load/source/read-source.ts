import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ExportError } from '../../errors/export.error.js';
import { ExportFileError } from '../../errors/export-file.error.js';
import { type ExportCompression } from '../../plan/export-plan.js';
import { zstdFrames } from './zstd-frames.js';

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
    throw error instanceof ExportError ? error : new ExportFileError(error);
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
    case 'zstd': {
      const { Zstd } = await import('@hpcc-js/wasm-zstd');
      const zstd = await Zstd.load();
      for await (const frame of zstdFrames(file as AsyncIterable<Buffer>)) {
        yield Buffer.from(zstd.decompress(frame));
      }
    }
  }
}
