const maxRows = 100_000;
/** Of a table whose rows are as large as they may be, a page still fits into the memory of server and client. */
const firstRows = 32;

/**
 * The rows to ask for in one page, so that it has about `targetBytes`: measured, a server gives 250 000 rows a second in pages
 * of 5 000 rows of 150 bytes, and 380 000 in pages of 20 000. Begins small, for nobody knows how large the rows are; grows
 * fourfold at most from page to page, slowly after a failure; gives way at once.
 */
export class PageSize {
  #rows = firstRows;
  #ceiling = maxRows;
  #bytesPerRow = 0;

  constructor(private readonly targetBytes: number) {}

  get rows(): number {
    return this.#rows;
  }

  /** So many rows as have about so many bytes, by the rows of the last page. */
  rowsOf(bytes: number): number {
    return this.#bytesPerRow === 0 ? Infinity : Math.max(1, Math.floor(bytes / this.#bytesPerRow));
  }

  /** A page of so many rows and bytes came. */
  came(rows: number, bytes: number): void {
    if (rows === 0) return;
    this.#bytesPerRow = bytes / rows;
    const wanted = this.rowsOf(this.targetBytes);
    this.#ceiling = Math.min(maxRows, this.#ceiling * 1.1 + 1);
    this.#rows = Math.max(1, Math.min(wanted, this.#rows * 4, Math.floor(this.#ceiling)));
  }

  /** The server was too slow or had too much to do. */
  failed(): void {
    this.#rows = Math.max(1, this.#rows >> 1);
    this.#ceiling = this.#rows;
  }
}
