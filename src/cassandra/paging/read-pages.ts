/** What one request gave: undecoded or decoded rows, and where to go on. */
export interface FetchedPage<Row> {
  readonly rows: readonly Row[];
  readonly pageState: string | null;
}

/** Asks for the page at a page state; null is the first one. */
export type FetchPage<Row> = (pageState: string | null) => Promise<FetchedPage<Row>>;

/**
 * The one page loop: every page until a null page state, empty ones too, for only a null state is the end. Nothing is sent
 * before the first page is asked for. With `readsAhead` one page, never two, is requested while the one before is in use.
 */
export async function* readPages<Row>(
  fetch: FetchPage<Row>,
  { readsAhead }: { readonly readsAhead: boolean },
): AsyncGenerator<FetchedPage<Row>, void, undefined> {
  let page = await fetch(null);
  for (;;) {
    const state = page.pageState;
    if (state === null) {
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
