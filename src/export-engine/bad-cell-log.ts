import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { BadCellsError } from './errors/bad-cells.error.js';
import { attempt } from './files/attempt.js';
import { type BadCellReport, type BadCells } from './part-encoder.js';
import { type ExportPlan } from './plan/export-plan.js';
import { jsonWriter, writeJsonCell } from './text/json-text.js';
import { TextOut } from './text/text-out.js';

export const errorsName = 'errors.ndjson';

/**
 * The cells that were written as null because the format has nothing for them: a line each with the row's key, the column and
 * the reason. The one place besides the files where values of keys stand. A part read again may report a cell again.
 */
export class BadCellLog {
  #count: number;
  #file: Promise<FileHandle> | undefined;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly folder: string,
    private readonly plan: ExportPlan,
    private readonly maxErrors: number,
    before: number,
  ) {
    this.#count = before;
  }

  /** Those of one part; `count` is theirs. */
  ofPart(part: number): BadCells & { readonly count: number } {
    let count = 0;
    return {
      add: (report) => {
        count += 1;
        this.#add(part, report);
      },
      get count() {
        return count;
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
    this.#count += 1;
    const { column, reason } = report;
    const line = `{"part":${String(part)},"key":${this.#keyOf(report)},"column":${JSON.stringify(column)},"reason":${JSON.stringify(reason)}}\n`;
    this.#file ??= attempt(open(join(this.folder, errorsName), 'a', 0o600));
    const file = this.#file;
    this.#last = this.#last.then(async () => {
      await attempt((await file).appendFile(line));
    });
    this.#last.catch(() => undefined);
    if (this.#count > this.maxErrors) throw new BadCellsError(this.plan.table, column, reason);
  }

  #keyOf({ source, at: start }: BadCellReport): string {
    const out = new TextOut(256);
    let at = start;
    let separator = '{';
    for (const { name, type, kind } of this.plan.columns) {
      const length = source.readInt32BE(at);
      at += 4;
      if (kind === 'partition_key' || kind === 'clustering') {
        out.utf8(`${separator}${JSON.stringify(name)}:`);
        writeJsonCell(jsonWriter(type), type.kind, out, source, at, length);
        separator = ',';
      }
      if (length > 0) at += length;
    }
    return separator === '{' ? '{}' : `${out.written.toString()}}`;
  }
}
