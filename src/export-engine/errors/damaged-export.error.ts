import { ExportError } from './export.error.js';

/** The plan, journal or manifest in a folder is none that an export has written there, or was changed since. Nothing is overwritten. */
export class DamagedExportError extends ExportError {
  readonly code = 'export-damaged';
}
