import { createRequire } from 'node:module';
import cassandra, { type types } from 'cassandra-driver';

/**
 * A page as the server sent it: from `offset` on the cells, row after row, each behind its length in 4 bytes (negative for
 * null).
 */
export interface RawRows {
  /** The number of rows, under the name a result's rows have it. */
  readonly length: number;
  readonly buffer: Buffer;
  readonly offset: number;
}

/** The first column of a statement whose pages are wanted raw is named so: `SELECT "id" AS "cassanest:raw", …`. */
export const rawPageMark = 'cassanest:raw';

/** What `npm test` compares with the driver's own decoding, type by type. */
const knownVersions: ReadonlySet<string> = new Set(['4.10.0']);

interface Reader {
  readonly buf: Buffer;
  offset: number;
  readInt(): number;
}
interface FrameInfo {
  readonly byRow?: boolean;
  readonly meta: { readonly columns: readonly { readonly name: string }[] };
  readonly header: unknown;
  readonly flagsInfo: unknown;
  readonly rowLength?: number;
}
interface Parser {
  push(item: unknown): void;
}
type ParseRows = (this: Parser, frameInfo: FrameInfo, reader: Reader) => void;

let isInstalled = false;

/**
 * Teaches the driver to hand over the pages of marked statements as they came, without a row object; every other statement is
 * decoded as before. It replaces one method of the driver that is no part of its interface, so it does so only for the
 * versions its contract test has run against. Gives whether it is in place.
 */
export function installRawPages(version: string = driverVersion()): boolean {
  if (!knownVersions.has(version)) return false;
  if (!isInstalled) install();
  isInstalled = true;
  return true;
}

export function isRaw(rows: RawRows | readonly types.Row[]): rows is RawRows {
  return 'buffer' in rows;
}

function driverVersion(): string {
  return (cassandra as unknown as { readonly version: string }).version;
}

function install(): void {
  const { Parser } = createRequire(import.meta.url)('cassandra-driver/lib/streams') as {
    readonly Parser: { readonly prototype: { parseRows: ParseRows } };
  };
  const parseRows = Parser.prototype.parseRows;
  Parser.prototype.parseRows = function parseRowsOrKeep(frameInfo, reader) {
    const { byRow, meta, header, flagsInfo, rowLength } = frameInfo;
    if (byRow === true || rowLength !== undefined || meta.columns[0]?.name !== rawPageMark) {
      parseRows.call(this, frameInfo, reader);
      return;
    }
    const length = reader.readInt();
    const rows: RawRows = { length, buffer: reader.buf, offset: reader.offset };
    this.push({ header, result: { rows, meta, flags: flagsInfo } });
  };
}
