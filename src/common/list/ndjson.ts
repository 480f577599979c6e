import { Logger, StreamableFile } from '@nestjs/common';
import { Readable } from 'node:stream';
import { type ListSource } from './list-source.js';

export const ndjsonType = 'application/x-ndjson';

const logger = new Logger('Http');

/** About 100 KiB of JSON a piece: small enough to be cheap to make at once. */
const rowsPerPiece = 1000;

/**
 * Every row of a list, one JSON text a line. The client sets the pace, and the reading ends when it leaves. The first rows
 * are read before this returns, so that a database that is away is still an answer with a status.
 */
export async function ndjson<Item>(source: ListSource<Item>): Promise<StreamableFile> {
  const pages = source.with({ pageSize: rowsPerPiece }).pages();
  const first = await pages.next();
  async function* pieces(): AsyncGenerator<Buffer, void, undefined> {
    try {
      for (let next = first; next.done !== true; next = await pages.next()) {
        yield Buffer.from(next.value.map((row) => `${JSON.stringify(row)}\n`).join(''));
      }
    } finally {
      await pages.return();
    }
  }
  const stream = Readable.from(pieces(), { objectMode: false });
  // Never the cause, as Nest would: the server's messages may quote values.
  return new StreamableFile(stream, { type: ndjsonType }).setErrorLogger(({ message }) => {
    logger.error(message);
  });
}
