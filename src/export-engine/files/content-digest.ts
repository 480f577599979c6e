import { crc32 } from 'node:zlib';
import { type BlockSink, hex } from './part-file.js';

/** Takes what a part's file would hold and keeps its checksum only. */
export class ContentDigest implements BlockSink {
  #sum = 0;

  get crc32(): string {
    return hex(this.#sum);
  }

  write(block: Buffer): Promise<void> {
    this.#sum = crc32(block, this.#sum);
    return Promise.resolve();
  }
}
