import { ExportError } from './export.error.js';

/**
 * The table was dropped, made anew, truncated or altered after the export was planned. What was written stays, but the export
 * cannot go on: start another one, in another folder.
 */
export class TableChangedError extends ExportError {
  readonly code = 'export-table-changed';

  constructor(table: string, change: string) {
    super(`Cannot go on exporting "${table}": ${change} Start a new export in another folder.`);
  }
}
