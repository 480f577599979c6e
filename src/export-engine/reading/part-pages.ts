import { type Client } from 'cassandra-driver';
import { Logger } from '@nestjs/common';
import { type TokenRange } from '../../cassandra/index.js';
import { type ResolvedOptions } from '../options/resolve-options.js';
import { TableChangedError } from '../errors/table-changed.error.js';
import { type ExportPlan } from '../plan/export-plan.js';
import { exportStatement } from '../plan/export-statement.js';
import { Concurrency } from './pace/concurrency.js';
import { type Limits } from './pace/limits.js';
import { onlyRows } from './only-rows.js';
import { type PagedStatement, PageRequests } from './page-requests.js';
import { PageSize } from './pace/page-size.js';
import { installRawPages } from './raw-pages.js';
import { type PartPage, readPart } from './read-part.js';

/** Measured: with 4 MiB a server takes a tenth less time for a row, and Parquet as much memory as an export may have. */
const largestPageBytes = 3 << 20;
/** A worker holds a page, the one ahead, the parts that one comes in, and blocks. */
const pagesPerBudget = 8;
const timeoutMs = 12_000;

/** Reads the parts of one plan, all with the same limits. */
export class PartPages {
  readonly #requests: PageRequests;

  constructor(
    client: Client,
    private readonly plan: ExportPlan,
    options: Pick<ResolvedOptions, 'concurrency' | 'memoryPerWorkerMiB' | 'retryForMs'>,
    limits: Limits,
    signal: AbortSignal,
  ) {
    if (!installRawPages()) {
      new Logger('ExportEngine').warn(
        'Raw pages are not known for this version of cassandra-driver: exports read row objects, about ten times slower.',
      );
    }
    const budget = (options.memoryPerWorkerMiB << 20) / pagesPerBudget;
    this.#requests = new PageRequests({
      client,
      table: plan.table,
      consistency: plan.consistency,
      retryForMs: options.retryForMs,
      timeoutMs,
      limits,
      pageSize: new PageSize(Math.min(largestPageBytes, budget)),
      concurrency: new Concurrency(options.concurrency),
      signal,
      checkColumns: columnCheck(plan),
    });
  }

  async *pages(part: number): AsyncGenerator<PartPage, void, undefined> {
    const { parts, rowMark, columns } = this.plan;
    const statementOf = (range: TokenRange): PagedStatement => exportStatement(this.plan, range);
    for await (const page of readPart(this.#requests, parts[part] ?? [], statementOf)) {
      yield rowMark === undefined ? page : { ...page, ...onlyRows(page, columns.length) };
    }
  }
}

/** Every page tells its columns: a type that was altered meanwhile shows there first. */
function columnCheck({
  table,
}: ExportPlan): (columns: readonly unknown[]) => TableChangedError | undefined {
  let first: string | undefined;
  return (columns) => {
    const types = JSON.stringify(columns);
    first ??= types;
    return types === first
      ? undefined
      : new TableChangedError(table, 'the type of a column was altered.');
  };
}
