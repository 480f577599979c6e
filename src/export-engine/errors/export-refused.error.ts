import { ExportError } from './export.error.js';

/** An export that cannot be made as asked: nothing was written. */
export class ExportRefusedError extends ExportError {
  readonly code = 'export-refused';
}
