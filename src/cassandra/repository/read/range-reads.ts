import type { DriverRow, ResultPage, Statement } from '../../cql/statement.js';
import { selectCql, tokenRangeCql } from '../../cql/select-cql.js';
import { InvalidCursorError } from '../../errors/refused/invalid-cursor.error.js';
import { isRefusedPageState } from '../../errors/translate/is-refused-page-state.js';
import { decodePage } from '../../paging/decoded-rows.js';
import type { PageRetry } from '../../paging/page-retry.js';
import { readPages } from '../../paging/read-pages.js';
import type { PagingSettings } from '../../query/plan/select-request.js';
import type { RangePage } from '../../scan/scan.js';
import type { RangePlace } from '../../scan/scan-positions.js';
import type { TableModel } from '../../table/table-model.js';
import type { RepositoryContext } from '../repository-context.js';

/** Reads ranges of the ring of one table, for a scan. */
export class RangeReads<Entity> {
  constructor(
    private readonly of: {
      readonly keyspace: string;
      readonly model: TableModel;
      readonly context: RepositoryContext;
      readonly decode: (row: DriverRow) => Entity | undefined;
    },
  ) {}

  /** Every row between two tokens. */
  statement(tokens: readonly bigint[]): Statement {
    const { keyspace, model } = this.of;
    const where = tokenRangeCql(model);
    return {
      operation: 'scan',
      table: model.name,
      cql: selectCql({ keyspace, model, where, orderBy: [], hasLimit: false }),
      values: tokens,
      isIdempotent: true,
    };
  }

  /** The pages of a range, from its place on. */
  async *read(
    place: RangePlace,
    settings: PagingSettings,
    retry: PageRetry,
  ): AsyncGenerator<RangePage<Entity>, void, undefined> {
    const { context, decode } = this.of;
    const statement = this.statement([place.range.start, place.range.end]);
    const pageSize = settings.pageSize ?? context.pageSize;
    const request = async (pageState: string | null): Promise<ResultPage> => {
      try {
        return await context.runner.run(statement, settings, { pageSize, pageState });
      } catch (error) {
        const isGiven = pageState !== null && pageState === place.pageState;
        throw isGiven && isRefusedPageState(error)
          ? new InvalidCursorError(statement.table, 'position')
          : error;
      }
    };
    const fetch = async (pageState: string | null): Promise<ResultPage> => {
      const { page } = await retry.run(() => request(pageState), settings.signal);
      return page;
    };
    for await (const page of readPages(fetch, {
      readsAhead: false,
      from: place.pageState,
    })) {
      const { pageState, bytes = 0 } = page;
      yield { rows: await decodePage({ decode }, page), pageState, bytes };
    }
  }
}
