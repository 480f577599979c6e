import { type Compress } from '../compression/compress.js';
import { turns } from '../part/turns.js';
import { type LeafColumn, type PageEnd } from './leaf-column.js';
import { bitsFor, encodeRuns } from './levels.js';
import { type MinMax, minMaxOf } from './statistics.js';
import { ThriftOut } from './thrift-out.js';

const dataPage = 0;
export const encodings = { plain: 0, runs: 3 } as const;

/** A column of a row group as it stands in the file, and what the footer says of it. */
export interface ColumnChunk {
  readonly column: LeafColumn;
  readonly pages: readonly Uint8Array[];
  readonly places: number;
  readonly nulls: number;
  readonly bytes: number;
  readonly uncompressedBytes: number;
  readonly minMax: MinMax | undefined;
}

/** Page by page, so that other work of the process goes on in between. */
export async function makeChunk(
  column: LeafColumn,
  compress: Compress | undefined,
): Promise<ColumnChunk> {
  const pages: Uint8Array[] = [];
  let uncompressedBytes = 0;
  let start: PageEnd = { levels: 0, values: 0, bytes: 0 };
  for (const end of column.pages) {
    await turns.next();
    const body = pageBody(column, start, end);
    const data = compress === undefined ? body : await compress(body);
    const header = pageHeader(end.levels - start.levels, body.length, data.length);
    pages.push(header, data);
    uncompressedBytes += header.length + body.length;
    start = end;
  }
  return {
    column,
    pages,
    places: column.levels,
    nulls: column.levels - column.valueCount,
    bytes: pages.reduce((sum, page) => sum + page.length, 0),
    uncompressedBytes,
    minMax: minMaxOf(column),
  };
}

function pageBody(column: LeafColumn, start: PageEnd, end: PageEnd): Buffer {
  const { repetitions, definitions, maxRepetition, maxDefinition, type, values } = column;
  const bytes = values.bytes.subarray(start.bytes, end.bytes);
  return Buffer.concat([
    ...levels(repetitions.subarray(start.levels, end.levels), maxRepetition),
    ...levels(definitions.subarray(start.levels, end.levels), maxDefinition),
    type.physical === 'BOOLEAN' ? packBits(bytes) : bytes,
  ]);
}

/** A level that can be 0 only is not written. */
function levels(values: Uint8Array, max: number): Buffer[] {
  if (max === 0) return [];
  const runs = encodeRuns(values, values.length, bitsFor(max));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(runs.length);
  return [length, runs];
}

function packBits(bytes: Buffer): Buffer {
  const packed = Buffer.alloc(Math.ceil(bytes.length / 8));
  bytes.forEach((bit, index) => {
    packed[index >> 3] = (packed[index >> 3] ?? 0) | (bit << (index & 7));
  });
  return packed;
}

function pageHeader(places: number, uncompressed: number, compressed: number): Buffer {
  const out = new ThriftOut();
  out.body(() => {
    out.i32(1, dataPage);
    out.i32(2, uncompressed);
    out.i32(3, compressed);
    out.struct(5, () => {
      out.i32(1, places);
      out.i32(2, encodings.plain);
      out.i32(3, encodings.runs);
      out.i32(4, encodings.runs);
    });
  });
  return out.toBuffer();
}
