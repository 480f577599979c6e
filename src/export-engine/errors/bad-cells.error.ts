import { ExportError } from './export.error.js';

/** More cells than `maxErrors` allows have no form in the format. `errors.ndjson` in the export's folder names each. */
export class BadCellsError extends ExportError {
  readonly code = 'export-bad-cells';
  /** The column of the first one too many. */
  readonly column: string;

  constructor(table: string, column: string, reason: string) {
    super(
      `Cannot export "${table}": a cell of "${column}" cannot be written (${reason}). See errors.ndjson, leave the column out, or allow for such cells with maxErrors.`,
    );
    this.column = column;
  }
}
