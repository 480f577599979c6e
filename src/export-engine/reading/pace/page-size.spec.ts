import { PageSize } from './page-size.js';

const mebibyte = 1 << 20;

describe('PageSize', () => {
  /** The sizes it asks for while rows of one size come. */
  function sizes(rowBytes: number, pages: number): number[] {
    const size = new PageSize(3 * mebibyte);
    return Array.from({ length: pages }, () => {
      const { rows } = size;
      size.came(rows, rows * rowBytes);
      return rows;
    });
  }

  it('grows fourfold until a page has the bytes it aims at', () => {
    expect(sizes(150, 7)).toEqual([32, 128, 512, 2048, 8192, 20_971, 20_971]);
  });

  it('never asks for more than fits where rows are as large as they may be', () => {
    const [first = 0, ...rest] = sizes(mebibyte, 4);
    expect(first * mebibyte).toBeLessThanOrEqual(32 * mebibyte);
    expect(rest).toEqual([3, 3, 3]);
  });

  it('asks for one row at least, and for no more than 100 000', () => {
    expect(sizes(16 * mebibyte, 2)[1]).toBe(1);
    expect(sizes(8, 9).at(-1)).toBe(100_000);
  });

  it('halves when the server fails, then grows by a tenth a page', () => {
    const size = new PageSize(3 * mebibyte);
    for (let page = 0; page < 7; page++) size.came(size.rows, size.rows * 150);
    size.failed();
    expect(size.rows).toBe(10_485);
    size.came(size.rows, size.rows * 150);
    expect(size.rows).toBe(11_534);
  });

  it('keeps its size after an empty page', () => {
    const size = new PageSize(mebibyte);
    size.came(0, 0);
    expect(size.rows).toBe(32);
  });

  it('knows how many rows have so many bytes, once it has seen some', () => {
    const size = new PageSize(mebibyte);
    expect(size.rowsOf(1000)).toBe(Infinity);
    size.came(10, 1000);
    expect(size.rowsOf(1050)).toBe(10);
    expect(size.rowsOf(1)).toBe(1);
  });
});
