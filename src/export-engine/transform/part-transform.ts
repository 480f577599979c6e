import { types } from 'node:util';
import { type ErrorBudget } from '../errors/error-budget.js';
import { FailedRowsError } from '../errors/failed-rows.error.js';
import { type ExportPlan } from '../plan/export-plan.js';
import { type PartPage } from '../reading/read-part.js';
import { rowKey } from '../values/row-key.js';
import { type DeadLetterFile, DeadLetters, deadLettersName } from './dead-letters.js';
import { type RowTransform, type TransformCounts } from './row-transform.js';
import { RowTransformer, type TransformedRow } from './transform-row.js';

/** Rows after which what became of them is handed on: other work of the process gets its turn there. */
const rowsPerPage = 256;

/** What the journal has of the transform of a part. */
export interface FinishedTransform extends TransformCounts {
  /** The rows that failed, if any did. */
  readonly deadLetters?: DeadLetterFile;
}

interface Pending {
  readonly at: number;
  readonly outcome: TransformedRow | Promise<TransformedRow>;
}

/** The rows of one part through the transform: pages of the table in, pages of rows for the files out, in their order. */
export class PartTransform {
  readonly #transformer: RowTransformer;
  readonly #concurrency: number;
  readonly #deadLetters: DeadLetters;
  readonly #counts = { read: 0, passed: 0, dropped: 0, failed: 0 };
  #out: Buffer[] = [];

  constructor(
    private readonly plan: ExportPlan,
    private readonly part: number,
    transform: RowTransform,
    folder: string,
    private readonly budget: ErrorBudget,
  ) {
    this.#transformer = new RowTransformer(plan.columns, plan.transform?.columns ?? [], transform);
    this.#concurrency = transform.concurrency ?? 1;
    this.#deadLetters = new DeadLetters(folder, part);
  }

  async *pages(
    pages: AsyncIterable<PartPage>,
    signal: AbortSignal,
  ): AsyncGenerator<PartPage, void, undefined> {
    let rangesBefore = 0;
    for await (const page of pages) {
      const { buffer, length, rangesDone } = page;
      const pending: Pending[] = [];
      let at = page.offset;
      for (let row = 0; row < length; row++) {
        pending.push({ at, outcome: this.#transformer.run(buffer, at, signal) });
        at = this.#endOf(buffer, at);
        if (pending.length >= this.#concurrency)
          await this.#settle(buffer, pending.shift(), signal);
        if (row % rowsPerPage === rowsPerPage - 1) yield this.#take(page, rangesBefore);
      }
      while (pending.length > 0) await this.#settle(buffer, pending.shift(), signal);
      yield this.#take(page, rangesDone);
      rangesBefore = rangesDone;
    }
  }

  /** The part has no more rows: its dead letters are on disk. */
  async finish(): Promise<FinishedTransform> {
    const deadLetters = await this.#deadLetters.finish();
    return { ...this.#counts, ...(deadLetters !== undefined && { deadLetters }) };
  }

  /** The part is thrown away. Of rows that ended the export the dead letters stay, to be looked at, until it is resumed. */
  async abandon(error: unknown): Promise<void> {
    if (error instanceof FailedRowsError) await this.#deadLetters.finish();
    else await this.#deadLetters.discard();
  }

  #endOf(buffer: Buffer, start: number): number {
    let at = start;
    for (let left = this.plan.columns.length; left > 0; left--) {
      at += 4 + Math.max(0, buffer.readInt32BE(at));
    }
    return at;
  }

  async #settle(buffer: Buffer, next: Pending | undefined, signal: AbortSignal): Promise<void> {
    if (next === undefined) return;
    const { outcome: started } = next;
    const outcome = types.isPromise(started) ? await started : started;
    // What ends with the export has not failed.
    signal.throwIfAborted();
    this.#counts.read += 1;
    if ('rows' in outcome) {
      if (outcome.rows.length === 0) this.#counts.dropped += 1;
      else this.#counts.passed += 1;
      this.#out.push(...outcome.rows);
      return;
    }
    const { stage, reason } = outcome;
    const { plan, part } = this;
    this.#counts.failed += 1;
    await this.#deadLetters.add(
      `{"part":${String(part)},"key":${rowKey(plan.columns, buffer, next.at)},"stage":"${stage}","reason":${JSON.stringify(reason)}}`,
    );
    if (!this.budget.exceed()) return;
    throw new FailedRowsError('export', plan.table, stage, deadLettersName(part));
  }

  #take(page: PartPage, rangesDone: number): PartPage {
    const rows = this.#out;
    this.#out = [];
    const { pageState } = page;
    return { buffer: Buffer.concat(rows), offset: 0, length: rows.length, pageState, rangesDone };
  }
}
