import { type ExportTableOptions } from './options/export-options.js';
import { ratesOf, resolveOptions } from './options/resolve-options.js';
import { type ExportProgress, ProgressBoard } from './export-progress.js';
import { Limits, type RateLimits } from './reading/pace/limits.js';
import { type ExportResult, runExport } from './run-export.js';

/** A running export. */
export interface ExportHandle {
  /** How far it is, whenever that has changed; ends with the export. Looking on is optional and holds nothing up. */
  readonly progress: AsyncIterable<ExportProgress>;
  /** How far it is now. */
  readonly current: ExportProgress;
  /** Resolves when the manifest is on disk; rejects with what ended the export. */
  readonly done: Promise<ExportResult>;
  /** Asks for no more pages until `resume()`; those on their way are still written. */
  pause(): void;
  /** Goes on after `pause()`. */
  resume(): void;
  /** Ends it: `done` rejects with the reason. What is finished stays, to be resumed. */
  cancel(reason?: Error): void;
  /** Other limits, from the next page on. */
  setRates(rates: RateLimits): void;
}

/**
 * Writes every row of a table to files in a folder, and beside them what is needed to go on after a crash and to prove them
 * right: plan.json, journal.jsonl, manifest.json, manifest-files.jsonl, _SUCCESS. Reads parts of the ring side by side, pages
 * as they come from the server; memory does not grow with the table.
 *
 * An export is no snapshot: a row that is there unchanged all the time is in the files once, one that is written or deleted
 * meanwhile once or not at all, none twice. Of a table that does not change the files are the same bytes however often the
 * export was killed and resumed.
 *
 * Costs a full scan of the table at the consistency asked for. `done` rejects with ExportRefusedError, TableChangedError,
 * DamagedExportError, BadCellsError or ExportFileError, and with what reading throws.
 */
export function exportTable(options: ExportTableOptions): ExportHandle {
  const resolved = resolveOptions(options);
  const board = new ProgressBoard();
  const limits = new Limits(resolved.rates);
  const cancelled = new AbortController();
  const signals = options.signal === undefined ? [] : [options.signal];
  const done = runExport({
    client: options.connection.client,
    options: resolved,
    limits,
    board,
    signal: AbortSignal.any([...signals, cancelled.signal]),
  }).finally(() => {
    board.end();
  });
  // Whoever awaits it sees the failure; whoever only looks at the progress must not be ended by it.
  done.catch(() => undefined);
  return {
    progress: { [Symbol.asyncIterator]: () => board.changes() },
    get current() {
      return board.now;
    },
    done,
    pause: () => {
      limits.pause();
    },
    resume: () => {
      limits.resume();
    },
    cancel: (reason) => {
      cancelled.abort(reason);
    },
    setRates: (rates) => {
      limits.rates = ratesOf(rates);
    },
  };
}
