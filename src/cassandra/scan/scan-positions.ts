import type { Statement } from '../cql/statement.js';
import { InvalidCursorError } from '../errors/refused/invalid-cursor.error.js';
import { cursorBinding } from '../paging/cursor/cursor-binding.js';
import type { CursorSealer } from '../paging/cursor/cursor-sealer.js';
import type { TokenRange } from './token-range.js';

const expirySeconds = 86_400;

/** How far a range was read. */
export interface RangePlace {
  readonly range: TokenRange;
  /** Of the page to read next; null: the first. */
  readonly pageState: string | null;
}

/** Seals what a scan has not read yet, and opens it again. */
export class ScanPositions {
  readonly #binding: Buffer;

  /** `statement` is the table's: its values, the ends of a range, are part of the position and not bound. */
  constructor(
    private readonly sealer: CursorSealer,
    private readonly statement: Statement,
  ) {
    // No page has the size 0: a position is no cursor.
    this.#binding = cursorBinding({ ...statement, values: [] }, 0, undefined);
  }

  seal(places: readonly RangePlace[]): string {
    const content = places.map(({ range: { start, end }, pageState }) => [
      String(start),
      String(end),
      pageState,
    ]);
    return this.sealer.seal(
      {
        pageState: Buffer.from(JSON.stringify(content)).toString('hex'),
        rowsUsed: 0,
        rowsLeft: null,
        expiresAt: Math.floor(Date.now() / 1000) + expirySeconds,
      },
      this.#binding,
    );
  }

  open(position: unknown): readonly RangePlace[] {
    const opened =
      typeof position === 'string'
        ? this.sealer.open(position, this.#binding, Math.floor(Date.now() / 1000))
        : undefined;
    if (opened?.pageState == null) throw new InvalidCursorError(this.statement.table, 'position');
    // Only `seal` makes such a text.
    const content = JSON.parse(Buffer.from(opened.pageState, 'hex').toString()) as [
      string,
      string,
      string | null,
    ][];
    return content.map(([start, end, pageState]) => ({
      range: { start: BigInt(start), end: BigInt(end) },
      pageState,
    }));
  }
}
