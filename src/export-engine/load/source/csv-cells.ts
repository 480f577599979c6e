import { BadValue } from '../../errors/bad-value.js';

const quote = '"';

/** The cells of one CSV record (RFC 4180), strictly; null where an unquoted cell is the text for null. */
export function csvCells(
  record: string,
  delimiter: string,
  nullText: string,
): readonly (string | null)[] {
  const cells: (string | null)[] = [];
  for (let at = 0; ; at += 1) {
    const isQuoted = record[at] === quote;
    const end = isQuoted ? closingQuote(record, at + 1) : unquotedEnd(record, at, delimiter);
    const text = record.slice(isQuoted ? at + 1 : at, end);
    if (isQuoted) cells.push(text.replaceAll('""', quote));
    else cells.push(text === nullText ? null : text);
    at = isQuoted ? end + 1 : end;
    if (at >= record.length) return cells;
    if (record[at] !== delimiter) throw new BadValue('text follows a closing quote');
  }
}

function closingQuote(record: string, start: number): number {
  for (let at = record.indexOf(quote, start); at >= 0; at = record.indexOf(quote, at + 2)) {
    if (record[at + 1] !== quote) return at;
  }
  throw new BadValue('a quote is not closed');
}

function unquotedEnd(record: string, start: number, delimiter: string): number {
  const found = record.indexOf(delimiter, start);
  const end = found < 0 ? record.length : found;
  const stray = record.indexOf(quote, start);
  if (stray >= 0 && stray < end) throw new BadValue('a quote stands in a cell that is not quoted');
  return end;
}
