import { ExportError } from './export.error.js';

/**
 * A file of an export or a load could not be written or read. What is finished stays, to be resumed. `cause` says which file and why: it
 * names a path, which is nothing for clients.
 */
export class ExportFileError extends ExportError {
  readonly code = 'export-file';

  constructor(cause: unknown) {
    const code = systemCode(cause);
    const reason = code === undefined ? undefined : reasons[code];
    super(
      `A file could not be written or read: ${reason ?? 'its system refused'} (${code ?? 'unknown'}). What is finished stays: put this right and resume.`,
      { cause },
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'this user may not',
  EDQUOT: "the user's share of the disk is used up",
  EFBIG: 'it is larger than this process may write',
  EIO: 'the disk failed',
  EMFILE: 'this process has too many files open',
  ENOENT: 'the folder or a file in it is gone',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'the destination is no folder',
  EEXIST: 'the destination is no folder',
  EPERM: 'this user may not',
  EROFS: 'the disk is read-only',
};

/** The system's name of an error, such as ENOSPC, which has no path in it. Not by class: a test's realm has its own. */
export function systemCode(error: unknown): string | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : undefined;
}
