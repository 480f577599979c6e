import { type BadCells } from '../part/part-encoder.js';
import { type WireType } from '../types/wire-type.js';
import { csvWriter, type CsvOptions, textWriter } from './csv-text.js';
import { jsonWriter } from './json-text.js';
import { rowWriter } from './row-writer.js';
import { TextEncoder } from './text-encoder.js';
import { type TextFormat } from './text-format.js';
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

export function csvFormat(columns: readonly FileColumn[], options: CsvOptions): TextFormat {
  const all = { ...csvDefaults, ...options };
  const delimiter = Buffer.from(all.delimiter);
  return {
    columns: columns.map((column) => ({ ...column, write: csvWriter(column.type, all) })),
    header: all.header ? csvHeader(columns, all) : Buffer.alloc(0),
    before: columns.map((_, index) => (index === 0 ? Buffer.alloc(0) : delimiter)),
    end: Buffer.from('\n'),
    nullText: Buffer.from(all.nullText),
  };
}

/** A line of JSON for each row. */
export function ndjsonFormat(columns: readonly FileColumn[]): TextFormat {
  return {
    columns: columns.map((column) => ({ ...column, write: jsonWriter(column.type) })),
    header: Buffer.alloc(0),
    before: columns.map(({ name }, index) =>
      Buffer.from(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:`),
    ),
    end: Buffer.from('}\n'),
    nullText: Buffer.from('null'),
  };
}

/** Encoders of one format: what they share is made once, for V8 learns each function anew. */
export function textEncoders(format: TextFormat): (badCells: BadCells) => TextEncoder {
  const write = rowWriter(format);
  return (badCells) => new TextEncoder(format, write, badCells);
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
