import { type TokenRange } from '../../cassandra/index.js';
import { type PagedStatement, type PageRequests, type RawPage } from './page-requests.js';

/** A page, and how many ranges of its part are behind it. */
export interface PartPage extends RawPage {
  readonly rangesDone: number;
}

/**
 * The pages of a part, range after range. The next one is asked for before this one is handed out, so that the server works
 * while it is encoded: never two ahead.
 */
export async function* readPart(
  requests: PageRequests,
  ranges: readonly TokenRange[],
  statementOf: (range: TokenRange) => PagedStatement,
): AsyncGenerator<PartPage, void, undefined> {
  const statements = ranges.map(statementOf);
  const ask = (index: number, pageState: string | null): Promise<RawPage> | undefined => {
    const statement = statements[index];
    if (statement === undefined) return undefined;
    const page = requests.page(statement, pageState);
    // Whoever awaits it sees the failure; nobody does when the reading has ended before.
    page.catch(() => undefined);
    return page;
  };
  let index = 0;
  let next = ask(index, null);
  while (next !== undefined) {
    const page: RawPage = await next;
    if (page.pageState === null) index += 1;
    next = ask(index, page.pageState);
    yield { ...page, rangesDone: index };
  }
}
