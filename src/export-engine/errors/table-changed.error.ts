import { ExportError } from './export.error.js';

/**
 * The table was dropped, made anew, truncated or altered after the export, or the load, was planned. What was written stays, but it
 * cannot go on: start another one, in another folder.
 */
export class TableChangedError extends ExportError {
  readonly code = 'export-table-changed';

  constructor(table: string, change: string, work: 'export' | 'load' = 'export') {
    super(`Cannot go on ${work}ing "${table}": ${change} Start a new ${work} in another folder.`);
  }
}
