/** A file of an export could not be written. `cause` says which and why: it names a path, which is nothing for clients. */
export class ExportFileError extends Error {
  override readonly name = 'ExportFileError';
  readonly code = 'export-file';

  constructor(cause: unknown) {
    super('A file of the export could not be written.', { cause });
  }
}
