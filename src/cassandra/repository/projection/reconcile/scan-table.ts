import { selectCql, tokenRangeCql } from '../../../cql/select-cql.js';
import type { DriverRow, Statement, StatementRunner } from '../../../cql/statement.js';
import { PageRetry } from '../../../paging/page-retry.js';
import { readPages } from '../../../paging/read-pages.js';
import { planRing } from '../../../scan/token-range.js';
import type { WriteTarget } from '../../write/write-target.js';

const pageSize = 500;
const ranges = 32;

/** Where a table is read from. */
export interface ScanSource {
  readonly runner: StatementRunner;
  readonly nodeTokens: () => readonly bigint[];
}

/** The undecoded rows of a whole table, page by page, hidden columns too. */
export async function* scanTable(
  { runner, nodeTokens }: ScanSource,
  { keyspace, model }: WriteTarget,
  terms: readonly string[] | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly DriverRow[], void, undefined> {
  const cql = selectCql({
    keyspace,
    model,
    terms,
    where: tokenRangeCql(model),
    orderBy: [],
    hasLimit: false,
  });
  const retry = new PageRetry({});
  const settings = signal === undefined ? {} : { signal };
  for (const { start, end } of planRing(nodeTokens(), ranges)) {
    const statement: Statement = {
      operation: 'scan',
      table: model.name,
      cql,
      values: [start, end],
      isIdempotent: true,
    };
    const fetch = async (pageState: string | null): ReturnType<StatementRunner['run']> => {
      const request = (): ReturnType<StatementRunner['run']> =>
        runner.run(statement, settings, { pageSize, pageState });
      return (await retry.run(request, signal)).page;
    };
    for await (const page of readPages(fetch, { readsAhead: true })) yield page.rows;
  }
}
