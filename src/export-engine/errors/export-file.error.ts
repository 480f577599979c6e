import { ExportError } from './export.error.js';

/** A file of an export could not be read or written. `cause` says which and why: it names a path, which is nothing for clients. */
export class ExportFileError extends ExportError {
  readonly code = 'export-file';

  constructor(cause: unknown) {
    super(
      `A file of the export could not be written or read (${systemCode(cause) ?? 'unknown reason'}).`,
      { cause },
    );
  }
}

/** The system's name of an error, such as ENOSPC, which has no path in it. Not by class: a test's realm has its own. */
export function systemCode(error: unknown): string | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}
