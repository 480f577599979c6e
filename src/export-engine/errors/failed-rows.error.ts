import { ExportError } from './export.error.js';

/** More rows failed than `maxErrors` allows. The dead letters name each, until the run is resumed. */
export class FailedRowsError extends ExportError {
  readonly code = 'export-failed-rows';
  /** Where the first one too many failed. */
  readonly stage: string;

  constructor(work: 'export' | 'load', table: string, stage: string, file: string) {
    super(
      `Cannot ${work} "${table}": a row failed (${stage}). ${file} says which and why. Mend it, or allow for such rows with maxErrors.`,
    );
    this.stage = stage;
  }
}
