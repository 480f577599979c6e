import { ExportRefusedError } from '../errors/export-refused.error.js';

/** What Cassandra tells of a cell beside its value. */
export const cellMetadataKinds = ['writetime', 'ttl'] as const;
export type CellMetadataKind = (typeof cellMetadataKinds)[number];

/**
 * Columns of which the files also have when their cells were written and how long they live. The names are those of exported
 * columns in the files. `true` is every exported column that can tell: none of the key, and no collection or UDT that is not
 * frozen, for it is written part by part.
 */
export interface CellMetadata {
  /**
   * When a cell was written, in microseconds since 1970: for `email` a column `writetime(email)` of type bigint behind the exported
   * ones, null where the cell is null.
   *
   * @default false
   */
  readonly writetime?: boolean | readonly string[];
  /**
   * How many seconds a cell has left: for `email` a column `ttl(email)` of type int behind all others, null where the cell does
   * not expire. No counter does. The seconds count from when the cell is read, so a part that is read again after a crash has
   * others, and `verifyExport()` cannot compare the content.
   *
   * @default false
   */
  readonly ttl?: boolean | readonly string[];
}

/** Without what asks for nothing. @throws ExportRefusedError */
export function metadataOf({ writetime, ttl }: CellMetadata): CellMetadata {
  return {
    ...(isAsked('writetime', writetime) && { writetime }),
    ...(isAsked('ttl', ttl) && { ttl }),
  };
}

function isAsked(
  kind: CellMetadataKind,
  wanted: CellMetadata['ttl'],
): wanted is boolean | readonly string[] {
  if (Array.isArray(wanted)) return wanted.length > 0;
  if (wanted === undefined || typeof wanted === 'boolean') return wanted === true;
  throw new ExportRefusedError(`${kind} is true or an array of columns.`);
}
