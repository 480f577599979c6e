import { join } from 'node:path';
import { BadValue } from '../../errors/bad-value.js';
import { ExportRefusedError } from '../../errors/export-refused.error.js';
import { type LoadPlan } from '../load-plan.js';
import { headerNames } from './file-names.js';
import { readSource } from './read-source.js';
import { type SourceFile } from './source-files.js';
import { splitRecords } from './split-records.js';

/** What a crash costs to write again, and what a load keeps in memory. */
const rowsPerChunk = 5000;
const bytesPerChunk = 8 << 20;

/** Rows of one file that are finished together. */
export interface Chunk {
  /** Rows of the file up to the end of the chunk. */
  readonly row: number;
  readonly records: readonly Buffer[];
}

/** The rows of a file behind the first `skip`. */
export async function* chunksOf(
  { source, fileNames }: LoadPlan,
  folder: string,
  file: SourceFile,
  skip: number,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Chunk, void, undefined> {
  const chunks = readSource(join(folder, file.name), file.compression, onBytes);
  let row = source.format === 'csv' && source.csv.header ? -1 : 0;
  let records: Buffer[] = [];
  let bytes = 0;
  for await (const record of splitRecords(chunks, source.format)) {
    if (row < 0) requireHeader(file, record, source.csv.delimiter, fileNames);
    row += 1;
    if (row <= skip) continue;
    records.push(record);
    bytes += record.length;
    if (records.length < rowsPerChunk && bytes < bytesPerChunk) continue;
    yield { row, records };
    records = [];
    bytes = 0;
  }
  if (records.length > 0) yield { row, records };
}

function requireHeader(
  { name }: SourceFile,
  record: Buffer,
  delimiter: string,
  fileNames: readonly string[],
): void {
  try {
    const names = headerNames(record.toString(), delimiter);
    if (JSON.stringify(names) === JSON.stringify(fileNames)) return;
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
  }
  throw new ExportRefusedError(`${name} has not the header ${fileNames.join(delimiter)}.`);
}
