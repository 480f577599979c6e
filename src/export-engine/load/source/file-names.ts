import { join } from 'node:path';
import { BadValue } from '../../errors/bad-value.js';
import { ExportRefusedError } from '../../errors/export-refused.error.js';
import { type ExportColumn } from '../../options/export-options.js';
import { parseJson } from '../../values/json-form.js';
import { plainObject } from '../../values/js-form.js';
import { csvCells } from './csv-cells.js';
import { readSource } from './read-source.js';
import { type Source } from './source-files.js';
import { splitRecords } from './split-records.js';

/** The names of the files' columns: an export's plan has them, else the first record. @throws ExportRefusedError */
export async function readFileNames(
  source: Source,
  exported: readonly ExportColumn[] | undefined,
  columns: readonly ExportColumn[] | undefined,
): Promise<readonly string[]> {
  if (exported !== undefined) return exported.map(({ name }) => name);
  if (source.format === 'csv' && !source.csv.header) {
    if (columns !== undefined) return columns.map(({ name }) => name);
    throw new ExportRefusedError('CSV without a header: name its columns in their order.');
  }
  const first = await firstRecord(source);
  try {
    if (first === undefined) throw new BadValue('it is empty');
    return source.format === 'csv'
      ? headerNames(first, source.csv.delimiter)
      : Object.keys(plainObject(parseJson(first)));
  } catch (error) {
    if (!(error instanceof BadValue)) throw error;
    throw new ExportRefusedError(
      `The first line of ${source.files[0]?.name ?? 'the file'} does not tell the columns: ${error.reason}.`,
    );
  }
}

/** The names in a header; nothing is null there. */
export function headerNames(record: string, delimiter: string): readonly string[] {
  return csvCells(record, delimiter, '').map((name) => name ?? '');
}

async function firstRecord({ folder, files, format }: Source): Promise<string | undefined> {
  const [file] = files;
  if (file === undefined) return undefined;
  const chunks = readSource(join(folder, file.name), file.compression, () => undefined);
  for await (const record of splitRecords(chunks, format)) return record.toString();
  return undefined;
}
