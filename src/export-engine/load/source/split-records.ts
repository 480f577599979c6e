import { DamagedExportError } from '../../errors/damaged-export.error.js';

const lineEnd = 10;
const carriageReturn = 13;
const quote = 34;
/** A quote that is never closed would take the rest of the file. */
const maxRecordBytes = 64 << 20;

/** The records of a text file without their line ends. In CSV a line end inside quotes ends no record. */
export async function* splitRecords(
  chunks: AsyncIterable<Buffer>,
  format: 'csv' | 'ndjson',
): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer = Buffer.alloc(0);
  let isQuoted = false;
  for await (const chunk of chunks) {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let at = rest.length; at < data.length; at++) {
      const byte = data[at];
      if (byte === quote && format === 'csv') isQuoted = !isQuoted;
      else if (byte === lineEnd && !isQuoted) {
        yield withoutReturn(data.subarray(start, at));
        start = at + 1;
      }
    }
    rest = data.subarray(start);
    if (rest.length > maxRecordBytes) {
      throw new DamagedExportError(
        'A row of the file is longer than 64 MiB: is a quote not closed?',
      );
    }
  }
  if (rest.length > 0) yield rest;
}

function withoutReturn(line: Buffer): Buffer {
  return line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}
