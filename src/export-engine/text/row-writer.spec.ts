import fc from 'fast-check';
import { csvFormat, ndjsonFormat } from './text-formats.js';
import { fixedBytes, rowWriter, writeRow } from './row-writer.js';
import { TextOut } from './text-out.js';

const kinds = ['text', 'int', 'uuid', 'timestamp'] as const;
const lengths = { text: undefined, int: 4, uuid: 16, timestamp: 8 };

/** A column of a row, its name and its cell; as it stands in a page the cell is behind its length. */
const cells = fc.constantFrom(...kinds).chain((kind) => {
  const length = lengths[kind];
  const bytes =
    length === undefined
      ? fc.string().map((text) => Buffer.from(text))
      : fc.uint8Array({ minLength: length, maxLength: length }).map((all) => Buffer.from(all));
  return fc.record({ kind: fc.constant(kind), name: fc.string(), cell: fc.option(bytes) });
});

function pageOf(row: readonly (Buffer | null)[]): Buffer {
  const sized = row.flatMap((cell) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(cell?.length ?? -1);
    return cell === null ? [length] : [length, cell];
  });
  return Buffer.concat(sized);
}

describe('the writer of rows', () => {
  it('writes with the code made for the columns what the loop writes, in memory that just grew', () => {
    fc.assert(
      fc.property(
        fc.array(cells, { minLength: 1 }),
        fc.constantFrom('', 'NULL', 'nothing was measured here'),
        (row, nullText) => {
          const columns = row.map(({ kind, name }) => ({ name, type: { kind } }));
          const page = pageOf(row.map(({ cell }) => cell));
          for (const format of [csvFormat(columns, { nullText }), ndjsonFormat(columns)]) {
            const byCode = new TextOut(1, fixedBytes(format));
            const byLoop = new TextOut(1024);
            const write = rowWriter(format);
            for (let count = 0; count < 3; count++) {
              expect(write(byCode, page, 0)).toBe(page.length);
              expect(writeRow(format, byLoop, page, 0)).toBe(page.length);
            }
            expect(String(byCode.written)).toBe(String(byLoop.written));
          }
        },
      ),
    );
  });
});
