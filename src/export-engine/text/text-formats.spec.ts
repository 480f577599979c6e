import fc from 'fast-check';
import { type WireType } from '../types/wire-type.js';
import { floatText } from './scalar/scalar-text.js';
import { csvFormat, ndjsonFormat, textEncoders } from './text-formats.js';

const noBadCells = {
  add: () => {
    throw new Error('No cell is bad here');
  },
};
const text: WireType = { kind: 'text' };

/** A row as it stands in a page: each cell behind its length. */
function rowOf(cells: readonly (Buffer | null)[]): Buffer {
  return Buffer.concat(
    cells.flatMap((cell) => {
      const length = Buffer.alloc(4);
      length.writeInt32BE(cell?.length ?? -1);
      return cell === null ? [length] : [length, cell];
    }),
  );
}

function csvOf(rows: readonly (string | null)[][]): string {
  const columns = (rows[0] ?? []).map((_, index) => ({ name: `c${index}`, type: text }));
  const encoder = textEncoders(csvFormat(columns, { header: false }))(noBadCells);
  for (const row of rows) {
    encoder.addRow(rowOf(row.map((cell) => (cell === null ? null : Buffer.from(cell)))), 0);
  }
  return String(encoder.finish());
}

/** Another reading of RFC 4180 than the encoder's: character by character; an unquoted empty cell is null. */
function parse(csv: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let at = 0;
  while (at < csv.length) {
    let cell = '';
    const isQuoted = csv[at] === '"';
    if (isQuoted) {
      for (at += 1; csv[at] !== '"' || csv[at + 1] === '"'; at += 1) {
        if (at >= csv.length) throw new Error('A quote is not closed');
        if (csv[at] === '"') at += 1;
        cell += csv[at] ?? '';
      }
      at += 1;
    } else {
      for (; at < csv.length && csv[at] !== ',' && csv[at] !== '\n'; at += 1) cell += csv[at] ?? '';
    }
    row.push(cell === '' && !isQuoted ? null : cell);
    if (csv[at] === ',' && csv[at + 1] === '\n') row.push(null);
    if (csv[at] === '\n' || csv[at + 1] === '\n') {
      at += csv[at] === '\n' ? 0 : 1;
      rows.push(row);
      row = [];
    }
    at += 1;
  }
  return rows;
}

describe('CSV', () => {
  it('leaves plain text alone, and quotes what has commas, quotes, line ends or blanks around it', () => {
    expect(csvOf([['Paris', 'a,b', 'say "hi"', 'two\nlines', 'cr\rhere', ' x', 'x ']])).toBe(
      'Paris,"a,b","say ""hi""","two\nlines","cr\rhere"," x","x "\n',
    );
  });

  it('tells null from empty text', () => {
    expect(csvOf([[null, '', '北京市', null]])).toBe(',"",北京市,\n');
  });

  it('reads back as the same cells, whatever they hold', () => {
    const cell = fc.option(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'x', 'é', '😀') }),
      ),
    );
    const rows = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 5 }),
      );
    fc.assert(
      fc.property(rows, (table) => {
        expect(parse(csvOf(table))).toEqual(table);
      }),
    );
  });
});

describe('NDJSON', () => {
  it('has any text as JSON.parse reads it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const encoder = textEncoders(ndjsonFormat([{ name: 'text', type: text }]))(noBadCells);
        encoder.addRow(rowOf([Buffer.from(value)]), 0);
        expect(JSON.parse(String(encoder.finish()))).toEqual({ text: value });
      }),
    );
  });

  it('has every number, the signed zero too', () => {
    const columns = [{ name: 'n', type: { kind: 'double' } as const }];
    fc.assert(
      fc.property(fc.double(), (value) => {
        const bytes = Buffer.alloc(8);
        bytes.writeDoubleBE(value);
        const encoder = textEncoders(ndjsonFormat(columns))(noBadCells);
        encoder.addRow(rowOf([bytes]), 0);
        const { n } = JSON.parse(String(encoder.finish())) as { n: unknown };
        expect(typeof n === 'string' ? Number(n) : n).toBe(value);
      }),
    );
  });

  it('has the shortest text of a number', () => {
    const columns = [{ name: 'n', type: { kind: 'double' } as const }];
    const measured = fc
      .tuple(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), fc.constantFrom(1, 10, 100, 1000, 1e4))
      .map(([digits, by]) => digits / by);
    fc.assert(
      fc.property(
        fc.oneof(measured, fc.double({ noNaN: true, noDefaultInfinity: true })),
        (value) => {
          const bytes = Buffer.alloc(8);
          bytes.writeDoubleBE(value);
          const encoder = textEncoders(ndjsonFormat(columns))(noBadCells);
          encoder.addRow(rowOf([bytes]), 0);
          const text = Object.is(value, -0) ? '-0' : String(value);
          expect(String(encoder.finish())).toBe(`{"n":${text}}\n`);
        },
      ),
    );
  });

  it('has each instant as Date has it, whatever day came before', () => {
    const columns = [{ name: 'at', type: { kind: 'timestamp' } as const }];
    const encoder = textEncoders(ndjsonFormat(columns))(noBadCells);
    const days = fc.oneof(
      fc.date({ noInvalidDate: true }),
      fc.constantFrom(-1, 0, 1023, 1024).map((day) => new Date(day * 86_400_000)),
    );
    fc.assert(
      fc.property(days, (at) => {
        const bytes = Buffer.alloc(8);
        bytes.writeBigInt64BE(BigInt(at.getTime()));
        encoder.addRow(rowOf([bytes]), 0);
        encoder.addRow(rowOf([bytes]), 0);
        const line = `${JSON.stringify({ at })}\n`;
        expect(String(encoder.finish())).toBe(line + line);
      }),
    );
  });

  it('cuts blocks by rows alone', () => {
    const encoder = textEncoders(ndjsonFormat([{ name: 'text', type: text }]))(noBadCells);
    const row = rowOf([Buffer.alloc(100_000, 'x')]);
    const blocks = Array.from({ length: 25 }, () => {
      encoder.addRow(row, 0);
      return encoder.takeBlock();
    });
    expect(blocks.flatMap((block, index) => (block === undefined ? [] : [index]))).toEqual([
      10, 21,
    ]);
  });
});

describe('floatText', () => {
  it('is the shortest that reads back as the same 32 bits', () => {
    expect(floatText(Math.fround(0.1))).toBe('0.1');
    fc.assert(
      fc.property(fc.float(), (value) => {
        expect(Math.fround(Number(floatText(value)))).toBe(value);
      }),
    );
  });
});
