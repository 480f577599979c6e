import { type RawRows } from './raw-pages.js';

/**
 * A page without what is no row: of a partition that has static columns alone the server sends a line whose clustering columns
 * are null, also where no static column is asked for. Each line begins with the cell of a clustering column, which is taken off.
 */
export function onlyRows(page: RawRows, columns: number): RawRows {
  const { buffer: source } = page;
  const kept = Buffer.allocUnsafe(source.length - page.offset);
  let length = 0;
  let end = 0;
  let at = page.offset;
  for (let lines = page.length; lines > 0; lines--) {
    const mark = source.readInt32BE(at);
    const from = at + 4 + Math.max(0, mark);
    at = from;
    for (let left = columns; left > 0; left--) at += 4 + Math.max(0, source.readInt32BE(at));
    if (mark < 0) continue;
    end += source.copy(kept, end, from, at);
    length += 1;
  }
  return { length, buffer: kept.subarray(0, end), offset: 0 };
}
