import type { QuerySettings } from './select-request.js';
import type { SelectPlan } from './select-plan.js';

/** One page of a list. */
export interface Page<Entity> {
  /** May be fewer than asked for, or none, before the end. */
  readonly rows: readonly Entity[];
  /** Gives the next page; null is the only sign of the end. */
  readonly cursor: string | null;
}

/** Which page to read. */
export interface PageOptions {
  /** Rows of a page, 1 to 50 000. The same for all pages of one list: the cursor is bound to it. */
  readonly size: number;
  /** From the page before; absent, null or undefined for the first page. */
  readonly cursor?: string | null | undefined;
  /** Who asks. A cursor made for one principal is refused for any other. */
  readonly principal?: string | undefined;
  /** How long the cursor to the next page may be used. @default 86400 */
  readonly expiresInSeconds?: number | undefined;
}

/** Sends the requests of queries; made by the repository. */
export interface QueryReader {
  /** Pages that hold rows, one requested ahead. Sends nothing before the first is asked for. */
  pages<Result>(
    plan: SelectPlan<Result>,
    settings: QuerySettings,
  ): AsyncGenerator<Result[], void, undefined>;
  page<Result>(
    plan: SelectPlan<Result>,
    settings: QuerySettings,
    options: PageOptions,
  ): Promise<Page<Result>>;
}
