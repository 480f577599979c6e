import { DamagedExportError } from '../errors/damaged-export.error.js';
import { openZstdStream } from './zstd.js';
import { ByteReader } from './byte-reader.js';

const frameMagic = 0xfd2f_b528;
const skippableMagic = 0x184d_2a50;
const dictionaryIdSizes = [0, 1, 2, 4];
const contentSizeSizes = [0, 2, 4, 8];
/** No block of any frame holds more. */
const blockBytes = 128 << 10;
const cutOff = 'The last zstd frame of the file is cut off.';
/** A frame whose content is one x. */
const frameOfX = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x20, 1, 9, 0, 0, 0x78]);

/**
 * The content of a zstd file (RFC 8878) of one frame or many, of whatever size and made by whatever program. It goes block by
 * block: memory is the frame's window, 128 MiB at most, whatever a frame holds.
 *
 * @throws DamagedExportError
 */
export async function* unzstd(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  const reader = new ByteReader(chunks, cutOff);
  const zstd = await openZstdStream();
  const decompress = (bytes: Buffer): Buffer =>
    Buffer.from(zstd.decompressChunk(bytes, blockBytes));
  try {
    zstd.reset();
    while (!(await reader.hasEnded())) {
      const start = await reader.take(4);
      const magic = start.readUInt32LE(0);
      if ((magic & 0xffff_fff0) >>> 0 === skippableMagic) {
        await reader.skip((await reader.take(4)).readUInt32LE(0));
        continue;
      }
      if (magic !== frameMagic) throw new DamagedExportError('The file is no zstd.');
      for await (const piece of framePieces(reader, start)) {
        const content = decompress(piece);
        if (content.length > 0) yield content;
      }
      // It says nothing of what went wrong, such as another checksum, but then does nothing right any more.
      if (decompress(frameOfX).toString() !== 'x') {
        throw new DamagedExportError(
          'A zstd frame of the file is damaged, or needs a window of more than 128 MiB.',
        );
      }
    }
  } finally {
    zstd.end();
  }
}

/** Header, blocks and checksum of the frame that begins with `start`. */
async function* framePieces(
  reader: ByteReader,
  start: Buffer,
): AsyncGenerator<Buffer, void, undefined> {
  const descriptor = await reader.take(1);
  const [flags = 0] = descriptor;
  yield Buffer.concat([start, descriptor, await reader.take(headerRest(flags))]);
  for (let isLast = false; !isLast;) {
    const header = await reader.take(3);
    const says = header.readUIntLE(0, 3);
    isLast = (says & 1) === 1;
    const isRepeated = ((says >> 1) & 3) === 1;
    const size = isRepeated ? 1 : says >> 3;
    if (size > blockBytes) throw new DamagedExportError('A zstd frame of the file is damaged.');
    yield Buffer.concat([header, await reader.take(size)]);
  }
  if ((flags & 4) !== 0) yield await reader.take(4);
}

function headerRest(flags: number): number {
  const isSingleSegment = (flags & 32) !== 0;
  const contentSize = contentSizeSizes[flags >> 6] ?? 0;
  return (
    (isSingleSegment ? 0 : 1) +
    (dictionaryIdSizes[flags & 3] ?? 0) +
    (contentSize === 0 && isSingleSegment ? 1 : contentSize)
  );
}
