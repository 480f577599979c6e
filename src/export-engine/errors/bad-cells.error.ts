import { ExportError } from './export.error.js';

/**
 * More cells than `maxErrors` allows have no form in the format, or one of a partition key has none in Parquet, where its column
 * holds no null. `errors.ndjson` in the export's folder names each.
 */
export class BadCellsError extends ExportError {
  readonly code = 'export-bad-cells';
  /** The column of the first one too many. */
  readonly column: string;

  constructor(table: string, column: string, reason: string, isRequired: boolean) {
    const remedy = isRequired
      ? ', and a partition key holds no null in Parquet. See errors.ndjson, leave the column out, or export to CSV or NDJSON.'
      : '. See errors.ndjson, leave the column out, or allow for such cells with maxErrors.';
    super(`Cannot export "${table}": a cell of "${column}" cannot be written (${reason})${remedy}`);
    this.column = column;
  }
}
