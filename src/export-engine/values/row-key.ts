import { BadCell } from '../errors/bad-cell.js';
import { type PlannedColumn } from '../plan/export-plan.js';
import { jsonWriter, writeJsonCell } from '../text/json-text.js';
import { TextOut } from '../text/text-out.js';

/** The key of the row that begins at `start`, as far as the columns have it, as JSON. */
export function rowKey(columns: readonly PlannedColumn[], source: Buffer, start: number): string {
  const out = new TextOut(256);
  let at = start;
  let separator = '{';
  for (const { name, type, kind } of columns) {
    const length = source.readInt32BE(at);
    at += 4;
    if (kind === 'partition_key' || kind === 'clustering') {
      out.utf8(`${separator}${JSON.stringify(name)}:`);
      const mark = out.at;
      try {
        writeJsonCell(jsonWriter(type), type.kind, out, source, at, length);
      } catch (error) {
        if (!(error instanceof BadCell)) throw error;
        out.at = mark;
        out.ascii('null');
      }
      separator = ',';
    }
    if (length > 0) at += length;
  }
  return separator === '{' ? '{}' : `${out.written.toString()}}`;
}
