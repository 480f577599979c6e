import type { ReadingMeter } from './reading-meter.js';
import { namesOf } from './plan/option-names.js';
import type { QuerySettings } from './plan/select-request.js';
import type { SelectPlan } from './plan/select-plan.js';

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

/** What they may be called. */
export const pageNames = namesOf<PageOptions>({
  size: true,
  cursor: true,
  principal: true,
  expiresInSeconds: true,
});

/** Where a reading goes on. */
export interface Place {
  /** Null: the first page. */
  readonly pageState: string | null;
  /** Rows of that page that were given already. */
  readonly rowsUsed: number;
  /** Rows that the limit still allows; null: no limit. */
  readonly rowsLeft: number | null;
}

/** One page of a reading, empty ones too. */
export interface PageOfReading<Result> {
  readonly rows: readonly Result[];
  /** The place after so many of these rows; null: nothing is left. */
  readonly placeAfter: (rows: number) => Place | null;
  /** Throws once the reading was aborted or its time is over. */
  readonly check: () => void;
}

/** Whose a position is, and for how long. */
export interface PositionOptions {
  /** Who asks. A position made for one principal is refused for any other. */
  readonly principal?: string | undefined;
  /** How long a position may be used. @default 86400 */
  readonly expiresInSeconds?: number | undefined;
}

/** Sends the requests of queries; made by the repository. */
export interface QueryReader {
  /** Every page, one requested ahead. Sends nothing before the first is asked for. Each that came is told to the meter. */
  read<Result>(
    plan: SelectPlan<Result>,
    settings: QuerySettings,
    place: Place | null,
    meter: ReadingMeter,
  ): AsyncGenerator<PageOfReading<Result>, void, undefined>;
  /** The rows of every page, told to nobody; it ends with the page that makes them more than `maxRows`. */
  rows<Result>(
    plan: SelectPlan<Result>,
    settings: QuerySettings,
    maxRows: number,
  ): Promise<Result[]>;
  page<Result>(
    plan: SelectPlan<Result>,
    settings: QuerySettings,
    options: PageOptions,
  ): Promise<Page<Result>>;
  sealPlace(plan: SelectPlan, place: Place, options: PositionOptions): string;
  openPlace(plan: SelectPlan, position: unknown, options: PositionOptions): Place;
}
