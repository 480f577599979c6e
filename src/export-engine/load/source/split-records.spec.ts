import fc from 'fast-check';
import { BadValue } from '../../errors/bad-value.js';
import { type TextEncoder } from '../../text/text-encoder.js';
import { csvFormat, ndjsonFormat, textEncoders } from '../../text/text-formats.js';
import { sized } from '../../values/bytes-of.js';
import { parseJson } from '../../values/json-form.js';
import { csvCells } from './csv-cells.js';
import { splitRecords } from './split-records.js';

const noBadCells = { add: () => undefined };
const columns = [
  { name: 'a', type: { kind: 'text' } },
  { name: 'b', type: { kind: 'text' } },
] as const;
const anyText = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.constantFrom('', '"', '""', ',', '\n', '\r\n', ' ', 'NULL', 'a"b\n"'),
);
const anyRows = fc.array(fc.tuple(fc.option(anyText), fc.option(anyText)), { maxLength: 6 });
const anyOptions = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  nullText: fc.constantFrom('', 'NULL'),
  header: fc.constant(false),
});

describe('splitRecords', () => {
  it('gives the rows that were written, wherever the pieces end', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyRows,
        anyOptions,
        fc.integer({ min: 1, max: 7 }),
        async (rows, csv, size) => {
          const inCsv = await records(
            written(textEncoders(csvFormat(columns, csv))(noBadCells), rows),
            size,
            'csv',
          );
          expect(inCsv.map((one) => csvCells(one, csv.delimiter, csv.nullText))).toEqual(rows);

          const json = await records(
            written(textEncoders(ndjsonFormat(columns))(noBadCells), rows),
            size,
            'ndjson',
          );
          expect(json.map(parseJson)).toEqual(rows.map(([a, b]) => ({ a, b })));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('takes a last line without an end, and line ends of two characters', async () => {
    expect(await records(Buffer.from('a\r\nb'), 2, 'ndjson')).toEqual(['a', 'b']);
  });
});

describe('csvCells', () => {
  it.each([['a"b'], ['"a'], ['"a"b'], ['"a""'], ['x,"a" ']])('refuses %s', (record) => {
    expect(() => csvCells(record, ',', '')).toThrow(BadValue);
  });
});

function written(encoder: TextEncoder, rows: readonly (readonly (string | null)[])[]): Buffer {
  for (const row of rows) {
    const cells = row.map((text) => sized(text === null ? null : Buffer.from(text)));
    encoder.addRow(Buffer.concat(cells), 0);
  }
  return encoder.finish();
}

async function records(bytes: Buffer, size: number, format: 'csv' | 'ndjson'): Promise<string[]> {
  async function* pieces(): AsyncGenerator<Buffer> {
    for (let at = 0; at < bytes.length; at += size) {
      yield await Promise.resolve(bytes.subarray(at, at + size));
    }
  }
  const found: string[] = [];
  for await (const record of splitRecords(pieces(), format)) found.push(record.toString());
  return found;
}
