import { type LoadTableOptions } from './load-options.js';
import { LoadBoard, type LoadProgress } from './load-progress.js';
import { type LoadResult } from './load-result.js';
import { resolveLoad } from './resolve-load.js';
import { runLoad } from './run-load.js';

/** A running load. */
export interface LoadHandle {
  /** How far it is, whenever that has changed; ends with the load. Looking on is optional and holds nothing up. */
  readonly progress: AsyncIterable<LoadProgress>;
  /** How far it is now. */
  readonly current: LoadProgress;
  /** Resolves when every row is in the table or in the dead letters; rejects with what ended the load. */
  readonly done: Promise<LoadResult>;
  /** Ends it: `done` rejects with the reason. What is finished stays, to be resumed. */
  cancel(reason?: Error): void;
}

/**
 * Brings CSV and NDJSON files that `exportTable` has written, plain or compressed, back into a table. Types come from the
 * server; a value its column cannot hold exactly is refused, never changed. Every row is written at one fixed timestamp, so a
 * load that is repeated, in part or as a whole, changes nothing: what a crash interrupted is written again by chunks of 5 000
 * rows. Lists that are not frozen and counters, of which that is not true, are refused.
 *
 * A row that cannot be loaded goes to dead-letters.jsonl beside the journal, `maxErrors` decides whether the load goes on;
 * `read = written + failed`.
 *
 * Costs one INSERT a row at the consistency asked for. `done` rejects with ExportRefusedError, FailedRowsError,
 * TableChangedError, DamagedExportError or ExportFileError, and with what writing throws.
 */
export function loadTable(options: LoadTableOptions): LoadHandle {
  const resolved = resolveLoad(options);
  const board = new LoadBoard();
  const cancelled = new AbortController();
  const signals = options.signal === undefined ? [] : [options.signal];
  const done = runLoad({
    client: options.connection.client,
    options: resolved,
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
    cancel: (reason) => {
      cancelled.abort(reason);
    },
  };
}
