import { DamagedExportError } from '../errors/damaged-export.error.js';
import { loadZstd } from './zstd.js';
import { unzstd } from './unzstd.js';

/** Two rows by `zstd`: with a checksum, without the size of what it holds. */
const byZstd = Buffer.from('KLUv/QRY5QAAsHsiaWQiOjEsInBsYWNlIjoxfQoyfQoBAA2ZYQIQ79c=', 'base64');
const rows = '{"id":1,"place":1}\n{"id":1,"place":2}\n';
/** What pzstd and seekable files have between and behind their frames. */
const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);

describe('unzstd', () => {
  it('reads frames one behind the other, wherever the pieces end', async () => {
    const zstd = await loadZstd();
    const [one, empty] = ['one', ''].map((text) => zstd.compress(Buffer.from(text)));
    const bytes = Buffer.concat([
      skippable,
      byZstd,
      ...[one, empty].map(bufferOf),
      skippable,
      byZstd,
    ]);

    for (const size of [1, 3, 7, 1000]) {
      expect((await contentOf(bytes, size)).toString()).toBe(`${rows}one${rows}`);
    }
    expect(await contentOf(Buffer.alloc(0), 1)).toHaveLength(0);
  });

  it('reads a large frame in small pieces, two streams side by side', async () => {
    const zstd = await loadZstd();
    const content = Buffer.alloc(3 << 20, rows);
    zstd.reset();
    const streamed = bufferOf(zstd.compressChunk(content));
    const frames = [
      Buffer.concat([streamed, bufferOf(zstd.compressEnd())]),
      zstd.compress(content),
    ];

    const read = await Promise.all(frames.map((frame) => contentOf(bufferOf(frame), 1000)));

    expect(read.map((bytes) => bytes.equals(content))).toEqual([true, true]);
  });

  it.each([
    ['has another checksum', changed(byZstd, byZstd.length - 1)],
    ['has another block', changed(byZstd, 10)],
    ['is cut off in a block', byZstd.subarray(0, 20)],
    ['is cut off behind its blocks', byZstd.subarray(0, -4)],
    ['is cut off in what is skipped', skippable.subarray(0, -1)],
    ['is something else', Buffer.from('{"id":1}\n')],
    ['has something else behind it', Buffer.concat([byZstd, Buffer.from('{"id":1}\n')])],
  ])('refuses a file that %s', async (_, bytes) => {
    await expect(contentOf(bytes, 1000)).rejects.toThrow(DamagedExportError);
  });
});

async function contentOf(bytes: Buffer, size: number): Promise<Buffer> {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) {
      yield await Promise.resolve(bytes.subarray(at, at + size));
    }
  }
  const content: Buffer[] = [];
  for await (const piece of unzstd(pieces())) {
    expect(piece.length).toBeLessThanOrEqual(128 << 10);
    content.push(piece);
  }
  return Buffer.concat(content);
}

function bufferOf(bytes: Uint8Array | undefined): Buffer {
  return Buffer.from(bytes ?? []);
}

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
}
