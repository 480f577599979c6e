import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import { attempt, isAbsent } from './attempt.js';
import { hex } from './part-file.js';

/** What a file is now. */
export interface FileSums {
  readonly bytes: number;
  readonly crc32: string;
  readonly sha256?: string;
}

/** Reads a file through; undefined where there is none. */
export async function fileSums(path: string, sha256: boolean): Promise<FileSums | undefined> {
  return await attempt(read(path, sha256));
}

async function read(path: string, sha256: boolean): Promise<FileSums | undefined> {
  const hash = sha256 ? createHash('sha256') : undefined;
  let bytes = 0;
  let sum = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      const data = chunk as Buffer;
      bytes += data.length;
      sum = crc32(data, sum);
      hash?.update(data);
    }
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
  return { bytes, crc32: hex(sum), ...(hash !== undefined && { sha256: hash.digest('hex') }) };
}
