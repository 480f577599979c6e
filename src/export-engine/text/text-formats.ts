import { type BadCells } from '../part/part-encoder.js';
import { type WireType } from '../types/wire-type.js';
import { csvWriter, type CsvOptions, textWriter } from './csv-text.js';
import { jsonWriter } from './json-text.js';
import { TextEncoder } from './text-encoder.js';
import { TextOut } from './text-out.js';

/** A column of the files: the name it has there, and its type. */
export interface FileColumn {
  readonly name: string;
  readonly type: WireType;
}

export const csvDefaults: Required<CsvOptions> = {
  delimiter: ',',
  header: true,
  nullText: '',
  escapeFormulas: false,
};

export function csvEncoder(
  columns: readonly FileColumn[],
  options: CsvOptions,
  badCells: BadCells,
): TextEncoder {
  const all = { ...csvDefaults, ...options };
  const delimiter = Buffer.from(all.delimiter);
  return new TextEncoder(
    columns.map((column) => ({ ...column, write: csvWriter(column.type, all) })),
    {
      header: all.header ? csvHeader(columns, all) : Buffer.alloc(0),
      before: columns.map((_, index) => (index === 0 ? Buffer.alloc(0) : delimiter)),
      end: Buffer.from('\n'),
      nullText: Buffer.from(all.nullText),
    },
    badCells,
  );
}

/** A line of JSON for each row. */
export function ndjsonEncoder(columns: readonly FileColumn[], badCells: BadCells): TextEncoder {
  return new TextEncoder(
    columns.map((column) => ({ ...column, write: jsonWriter(column.type) })),
    {
      header: Buffer.alloc(0),
      before: columns.map(({ name }, index) =>
        Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:`),
      ),
      end: Buffer.from('}\n'),
      nullText: Buffer.from('null'),
    },
    badCells,
  );
}

function csvHeader(columns: readonly FileColumn[], options: Required<CsvOptions>): Buffer {
  const out = new TextOut(256);
  const write = textWriter({ ...options, nullText: '', escapeFormulas: false });
  columns.forEach(({ name }, index) => {
    if (index > 0) out.ascii(options.delimiter);
    const bytes = Buffer.from(name);
    write(out, bytes, 0, bytes.length);
  });
  out.byte(10);
  return Buffer.from(out.written);
}
