/** What one request gave: undecoded or decoded rows, and where to go on. */
export interface FetchedPage<Row> {
  readonly rows: readonly Row[];
  readonly pageState: string | null;
}

/** Asks for the page at a page state; null is the first one. */
export type FetchPage<Page extends FetchedPage<unknown>> = (
  pageState: string | null,
) => Promise<Page>;

/** How pages are asked for. */
export interface ReadPagesOptions {
  readonly readsAhead: boolean;
  /** Requests at most: a page after the last of them is not asked for, not even ahead. */
  readonly maxPages?: number | undefined;
  /** The page state to start at; null, or nothing, is the first page. */
  readonly from?: string | null;
}

/**
 * The one page loop: every page until a null page state, empty ones too, for only a null state is the end. Nothing is sent
 * before the first page is asked for. With `readsAhead` one page, never two, is requested while the one before is in use.
 */
export async function* readPages<Page extends FetchedPage<unknown>>(
  fetch: FetchPage<Page>,
  { readsAhead, maxPages = Infinity, from = null }: ReadPagesOptions,
): AsyncGenerator<Page, void, undefined> {
  let page = await fetch(from);
  for (let requests = 1; ; requests++) {
    const state = page.pageState;
    if (state === null || requests >= maxPages) {
      yield page;
      return;
    }
    const next = readsAhead ? quiet(fetch(state)) : undefined;
    yield page;
    page = await (next ?? fetch(state));
  }
}

/** A page that was requested ahead and is never looked at must not end the process by its failure. */
function quiet<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
