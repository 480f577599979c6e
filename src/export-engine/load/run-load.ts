import { type Client } from 'cassandra-driver';
import { mapConcurrent } from '../../cassandra/index.js';
import { ErrorBudget } from '../errors/error-budget.js';
import { ExportError } from '../errors/export.error.js';
import { FailedRowsError } from '../errors/failed-rows.error.js';
import { TableChangedError } from '../errors/table-changed.error.js';
import { Journal } from '../files/journal.js';
import { inFolder } from '../files/in-folder.js';
import { removeTemporaries } from '../files/keep-whole.js';
import { checkFingerprint } from '../plan/fingerprint.js';
import { TableWatch } from '../plan/table-watch.js';
import { LoadLetters, loadLettersName } from './load-letters.js';
import { openLoadPlan, type StoredLoad } from './load-plan.js';
import { type LoadBoard } from './load-progress.js';
import { type LoadResult, readLoadResult, writeLoadResult } from './load-result.js';
import { type ResolvedLoad } from './resolve-load.js';
import { RowReader } from './rows/row-reader.js';
import { RowWriter } from './rows/row-writer.js';
import { type Chunk, chunksOf } from './source/chunks.js';

export interface LoadRun {
  readonly client: Client;
  readonly options: ResolvedLoad;
  readonly board: LoadBoard;
  readonly signal: AbortSignal;
}

/** Rows that are in the table or in the dead letters: a line of the journal. `read = written + failed`. */
export interface FinishedChunk {
  readonly part: number;
  /** The number of the file, and its rows up to the end of the chunk. */
  readonly file: number;
  readonly row: number;
  readonly read: number;
  readonly written: number;
  readonly failed: number;
  /** Of the dead letters up to here. */
  readonly deadLetterBytes: number;
}

/** One load from its plan, or from where it was interrupted, to its end. */
export async function runLoad(run: LoadRun): Promise<LoadResult> {
  return await inFolder(run.options.journal, () => runLocked(run));
}

async function runLocked(run: LoadRun): Promise<LoadResult> {
  const { client, options, board } = run;
  const stored = await openLoadPlan(client, options);
  const { plan } = stored;
  const done = stored.isNew ? undefined : await readLoadResult(options.journal);
  if (done !== undefined) return done;
  const check = (): Promise<void> => checkFingerprint(client, plan, plan.fingerprint, 'load');
  if (!stored.isNew) await check();
  const { journal, finished } = await Journal.open<FinishedChunk>(options.journal, stored.hash);
  const watch = new TableWatch(check, options.checkEveryMs, isChange);
  try {
    await removeTemporaries(options.journal);
    board.begin(plan.source.files, finished);
    const signal = AbortSignal.any([run.signal, watch.signal]);
    await loadRest({ ...run, signal }, stored, journal, finished);
    await check();
    return await writeLoadResult(options.journal, stored, board.now);
  } catch (error) {
    // A table that is gone or altered shows as some refusal of the server: say what it was.
    const mayBeTheTable = !(error instanceof ExportError) || error instanceof FailedRowsError;
    if (mayBeTheTable && !run.signal.aborted) await check();
    throw error;
  } finally {
    watch.end();
    await journal.close();
  }
}

function isChange(error: unknown): boolean {
  return error instanceof TableChangedError;
}

/** The chunks that are not finished, one after the other: the rows of each side by side. */
async function loadRest(
  { client, options, board, signal }: LoadRun,
  { plan, folder }: StoredLoad,
  journal: Journal<FinishedChunk>,
  finished: readonly FinishedChunk[],
): Promise<void> {
  const last = finished.at(-1);
  const letters = await LoadLetters.open(options.journal, last?.deadLetterBytes ?? 0);
  const failedBefore = finished.reduce((sum, { failed }) => sum + failed, 0);
  const budget = new ErrorBudget(options.maxErrors, failedBefore);
  const reader = new RowReader(plan);
  const writer = new RowWriter({ ...options, client, plan });
  let part = finished.length;
  try {
    for (const [index, file] of plan.source.files.entries()) {
      if (index < (last?.file ?? 0)) continue;
      const skip = index === last?.file ? last.row : 0;
      const onBytes = (bytes: number): void => {
        board.read(bytes);
      };
      for await (const chunk of chunksOf(plan, folder, file, skip, onBytes)) {
        signal.throwIfAborted();
        const failed = await loadChunk(chunk, file.name);
        const read = chunk.records.length;
        const counts = { read, written: read - failed, failed };
        const place = { part, file: index, row: chunk.row };
        await journal.add({ ...place, ...counts, deadLetterBytes: letters.bytes });
        board.finish(counts);
        part += 1;
      }
    }
  } finally {
    await letters.close();
  }

  async function loadChunk({ row, records }: Chunk, file: string): Promise<number> {
    const lines: { readonly row: number; readonly text: string }[] = [];
    const before = row - records.length;
    const load = async (index: number, stop: AbortSignal): Promise<void> => {
      const found = reader.read(records[index] ?? Buffer.alloc(0));
      let failure = 'stage' in found ? found : undefined;
      if ('cells' in found) {
        const reason = await writer.write(found, stop);
        if (reason === undefined) board.written();
        else failure = { key: found.key(), stage: 'write', reason };
      }
      if (failure === undefined) return;
      const place = before + index + 1;
      lines.push({ row: place, text: JSON.stringify({ file, row: place, ...failure }) });
      if (budget.exceed()) {
        throw new FailedRowsError('load', plan.table, failure.stage, loadLettersName);
      }
    };
    try {
      await mapConcurrent(records.keys(), options.concurrency, load, { signal });
    } finally {
      await letters.add(lines.sort((a, b) => a.row - b.row).map(({ text }) => text));
    }
    return lines.length;
  }
}
