/** What would be read as something else, or trimmed by a reader that is not strict. Empty text, too: unquoted it is null. */
const needsQuotes = /^$|[",\r\n]|^\s|\s$/;

/**
 * One line of CSV as RFC 4180 has it, but for its end: a line feed, as on every Unix. Null is an empty cell, empty text a
 * quoted empty cell (`""`); quotes inside text are doubled. Numbers come out in the shortest form that reads back as the same
 * number, timestamps in ISO 8601.
 */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(csvCell).join(',')}\n`;
}

function csvCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') {
    return needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  }
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  throw new TypeError('A cell is of a kind that CSV has no text for');
}
