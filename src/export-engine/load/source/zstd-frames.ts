import { DamagedExportError } from '../../errors/damaged-export.error.js';

const frameMagic = 0xfd2f_b528;
const skippableMagic = 0x184d_2a50;
const dictionaryIdSizes = [0, 1, 2, 4];
const contentSizeSizes = [0, 2, 4, 8];
/** A frame is decompressed as a whole; those of an export hold about one MiB. */
const maxFrameBytes = 256 << 20;

/** Cuts a zstd stream into its frames (RFC 8878), which each decompress by themselves. Memory: one frame. */
export async function* zstdFrames(
  chunks: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    for (let length = frameLength(rest); length !== undefined; length = frameLength(rest)) {
      yield rest.subarray(0, length);
      rest = rest.subarray(length);
    }
    if (rest.length > maxFrameBytes) {
      throw new DamagedExportError('A zstd frame of the file is longer than 256 MiB.');
    }
  }
  if (rest.length > 0) throw new DamagedExportError('The last zstd frame of the file is cut off.');
}

/** Undefined where the frame at the beginning goes on behind the bytes. */
function frameLength(bytes: Buffer): number | undefined {
  if (bytes.length < 9) return undefined;
  const magic = bytes.readUInt32LE(0);
  if ((magic & 0xffff_fff0) >>> 0 === skippableMagic)
    return within(bytes, 8 + bytes.readUInt32LE(4));
  if (magic !== frameMagic) throw new DamagedExportError('The file is no zstd.');
  let at = blocksStart(bytes);
  for (let isLast = false; !isLast;) {
    if (at + 3 > bytes.length) return undefined;
    const header = bytes.readUIntLE(at, 3);
    isLast = (header & 1) === 1;
    const isRepeated = ((header >> 1) & 3) === 1;
    at += 3 + (isRepeated ? 1 : header >> 3);
  }
  const hasChecksum = ((bytes[4] ?? 0) & 4) !== 0;
  return within(bytes, at + (hasChecksum ? 4 : 0));
}

function blocksStart(bytes: Buffer): number {
  const descriptor = bytes[4] ?? 0;
  const isSingleSegment = (descriptor & 32) !== 0;
  const contentSize = contentSizeSizes[descriptor >> 6] ?? 0;
  return (
    5 +
    (isSingleSegment ? 0 : 1) +
    (dictionaryIdSizes[descriptor & 3] ?? 0) +
    (contentSize === 0 && isSingleSegment ? 1 : contentSize)
  );
}

function within(bytes: Buffer, length: number): number | undefined {
  return length > bytes.length ? undefined : length;
}
