import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ErrorBudget } from '../errors/error-budget.js';
import { BadCellsError } from '../errors/bad-cells.error.js';
import { attempt } from '../files/attempt.js';
import { readText } from '../files/manifest.js';
import { writeWhole } from '../files/write-whole.js';
import { type BadCellReport, type BadCells } from './part-encoder.js';
import { type ExportPlan, fileColumns } from '../plan/export-plan.js';
import { rowKey } from '../values/row-key.js';

export const errorsName = 'errors.ndjson';

/**
 * The cells that were written as null because the format has nothing for them: a line each with the row's key, the column and
 * the reason. The one place besides the files where values of keys stand.
 */
export class BadCellLog {
  #file: Promise<FileHandle> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly folder: string,
    private readonly plan: ExportPlan,
    private readonly budget: ErrorBudget,
  ) {}

  /** What is listed of parts that are not finished, or was being written when the process died, will be listed anew. */
  static async open(
    folder: string,
    plan: ExportPlan,
    budget: ErrorBudget,
    finished: ReadonlySet<number>,
  ): Promise<BadCellLog> {
    const text = await readText(folder, errorsName);
    const lines = text?.split('\n').slice(0, -1) ?? [];
    const kept = lines.filter((line) => finished.has(partOf(line))).map((line) => `${line}\n`);
    if (kept.length > 0) await writeWhole(folder, errorsName, kept.join(''));
    else if (text !== undefined) await attempt(rm(join(folder, errorsName)));
    return new BadCellLog(folder, plan, budget);
  }

  /** Those of one part; `count` is theirs, and after `finish` they are on disk. */
  ofPart(part: number): BadCells & { readonly count: number; finish(): Promise<void> } {
    let count = 0;
    return {
      add: (report) => {
        count += 1;
        this.#add(part, report);
      },
      get count() {
        return count;
      },
      finish: async () => {
        if (count === 0) return;
        await this.#last;
        await attempt((async () => await (await this.#file)?.datasync())());
      },
    };
  }

  async close(): Promise<void> {
    try {
      await this.#last;
    } finally {
      await (await this.#file?.catch(() => undefined))?.close();
    }
  }

  #add(part: number, report: BadCellReport): void {
    const { source, at, column, reason, isRequired = false } = report;
    const key = rowKey(fileColumns(this.plan), source, at);
    const line = `{"part":${String(part)},"key":${key},"column":${JSON.stringify(column)},"reason":${JSON.stringify(reason)}}\n`;
    this.#file ??= attempt(open(join(this.folder, errorsName), 'a', 0o600));
    const file = this.#file;
    this.#last = this.#last.then(async () => {
      await attempt((await file).appendFile(line));
    });
    this.#last.catch(() => undefined);
    if (this.budget.exceed() || isRequired) {
      throw new BadCellsError(this.plan.table, column, reason, isRequired);
    }
  }
}

function partOf(line: string): number {
  return Number(/^\{"part":(\d+),/.exec(line)?.[1] ?? -1);
}
