import fc from 'fast-check';
import { csvLine } from './csv-line.js';

/** Another reading of RFC 4180 than the encoder's: character by character; an unquoted empty cell is null. */
function parse(text: string): (string | null)[][] {
  const rows: (string | null)[][] = [];
  let row: (string | null)[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    const isQuoted = text[at] === '"';
    if (isQuoted) {
      for (at += 1; text[at] !== '"' || text[at + 1] === '"'; at += 1) {
        if (at >= text.length) throw new Error('A quote is not closed');
        if (text[at] === '"') at += 1;
        cell += text[at] ?? '';
      }
      at += 1;
    } else {
      for (; at < text.length && text[at] !== ',' && text[at] !== '\n'; at += 1) {
        cell += text[at] ?? '';
      }
    }
    row.push(cell === '' && !isQuoted ? null : cell);
    if (text[at] === ',' && text[at + 1] === '\n') row.push(null);
    if (text[at] === '\n' || text[at + 1] === '\n') {
      at += text[at] === '\n' ? 0 : 1;
      rows.push(row);
      row = [];
    }
    at += 1;
  }
  return rows;
}

describe('csvLine', () => {
  it('leaves plain text alone', () => {
    expect(csvLine([1, 'Paris', 'FR', 48.85341])).toBe('1,Paris,FR,48.85341\n');
  });

  it('quotes what has commas, quotes or line ends', () => {
    expect(csvLine(['a,b', 'say "hi"', 'two\nlines', 'cr\rhere'])).toBe(
      '"a,b","say ""hi""","two\nlines","cr\rhere"\n',
    );
  });

  it('tells null from empty text, and keeps blanks', () => {
    expect(csvLine([null, '', ' x', undefined])).toBe(',""," x",\n');
  });

  it('writes every kind of value a column may have', () => {
    const cells = [9007199254740993n, true, -0, 1e-7, new Date(0), '北京市'];

    expect(csvLine(cells)).toBe('9007199254740993,true,-0,1e-7,1970-01-01T00:00:00.000Z,北京市\n');
  });

  it('refuses what it has no text for', () => {
    expect(() => csvLine([{ a: 1 }])).toThrow(TypeError);
  });

  it('reads back as the same cells, whatever they hold', () => {
    const cell = fc.option(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ' ', 'x', 'é', '😀') }),
      ),
    );
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 5 });
    fc.assert(
      fc.property(rows, (table) => {
        expect(parse(table.map(csvLine).join(''))).toEqual(table);
      }),
    );
  });

  it('writes numbers that read back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (number) => {
        expect(Number(csvLine([number]))).toBe(number);
      }),
    );
  });
});
