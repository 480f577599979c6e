import { type Client } from 'cassandra-driver';
import { mapConcurrent } from '../cassandra/index.js';
import { BadCellLog } from './part/bad-cell-log.js';
import { ErrorBudget } from './errors/error-budget.js';
import { ExportError } from './errors/export.error.js';
import { TableChangedError } from './errors/table-changed.error.js';
import { type ResolvedOptions } from './options/resolve-options.js';
import { type ProgressBoard } from './export-progress.js';
import { adoptParts } from './files/adopt-parts.js';
import { compressor } from './compression/compress.js';
import { type FinishedPart, Journal } from './files/journal.js';
import { inFolder } from './files/in-folder.js';
import { keepWhole, removeTemporaries } from './files/keep-whole.js';
import { type Manifest, readManifest, writeManifest } from './files/manifest.js';
import { requireThere } from './files/require-there.js';
import { manifestOf } from './manifest-of.js';
import { checkFingerprint } from './plan/fingerprint.js';
import { openPlan, requireSamePlan, type StoredPlan } from './plan/open-plan.js';
import { TableWatch } from './plan/table-watch.js';
import { type Limits } from './reading/pace/limits.js';
import { PartPages } from './reading/part-pages.js';
import { openTransforms } from './transform/part-transforms.js';
import { tryAgain } from './reading/try-again.js';
import { encoderMaker } from './part/encoder-maker.js';
import { progressOf, writePart } from './part/write-part.js';

/** A finished export: what its manifest says, and its files in the ring's order. */
export interface ExportResult {
  /** What was exported, as manifest.json has it. */
  readonly manifest: Manifest;
  /** The files, in the order of the ring. */
  readonly files: readonly FinishedPart[];
}

export interface ExportRun {
  readonly client: Client;
  readonly options: ResolvedOptions;
  readonly limits: Limits;
  readonly board: ProgressBoard;
  readonly signal: AbortSignal;
}

/** One export from its plan, or from where it was interrupted, to its manifest. */
export async function runExport(run: ExportRun): Promise<ExportResult> {
  return await inFolder(run.options.destination, () => runLocked(run));
}

async function runLocked(run: ExportRun): Promise<ExportResult> {
  const { client, options } = run;
  const { destination: folder, handover } = options;
  const stored = await openPlan(client, options);
  const { plan } = stored;
  if (!stored.isNew) {
    const done = await readManifest(folder);
    if (done !== undefined) return done;
    await tryAgain(() => checkFingerprint(client, plan, plan.fingerprint), {
      forMs: options.retryForMs,
      signal: run.signal,
    });
  }
  await handover.onPlan?.(stored.text);
  const { journal, finished } = await Journal.open(folder, stored.hash);
  try {
    await removeTemporaries(folder);
    const kept = await keepWhole(folder, finished);
    const adopted = await adoptParts(folder, stored.hash, handover.adoptFrom ?? [], kept);
    for (const part of adopted) await journal.add(part);
    const files = await readRest(run, stored, journal, [...kept, ...adopted]);
    await requireSamePlan(folder, stored);
    await requireThere(folder, files);
    const manifest = manifestOf(stored, files);
    await handover.beforeManifest?.();
    await writeManifest(folder, manifest, files);
    return { manifest, files };
  } finally {
    await journal.close();
  }
}

/** Reads the parts that are not finished; gives all of them. */
async function readRest(
  { client, options, limits, board, signal }: ExportRun,
  { plan }: StoredPlan,
  journal: Journal,
  kept: readonly FinishedPart[],
): Promise<readonly FinishedPart[]> {
  const files = new Map(kept.map((part) => [part.part, part]));
  for (const part of kept) board.set(part.part, progressOf(plan, part));
  const open = plan.parts.flatMap((_, part) => (files.has(part) ? [] : [part]));
  const before = kept.reduce((sum, one) => sum + one.badCells + (one.transform?.failed ?? 0), 0);
  const budget = new ErrorBudget(options.maxErrors, before);
  const badCells = await BadCellLog.open(options.destination, plan, budget, new Set(files.keys()));
  const transforms = await openTransforms(plan, options, budget, open);
  const compress = plan.format === 'parquet' ? undefined : await compressor(plan.compression);
  const makeEncoder = await encoderMaker(plan);
  const check = (): Promise<void> => checkFingerprint(client, plan, plan.fingerprint);
  const watch = new TableWatch(check, options.checkEveryMs, isChange);
  try {
    const { destination: folder, sha256, concurrency } = options;
    let pages: PartPages | undefined;
    await mapConcurrent(
      open,
      concurrency,
      async (part, stop) => {
        // The signal is the same for all parts.
        pages ??= new PartPages(client, plan, options, limits, stop);
        const task = {
          plan,
          part,
          pages,
          folder,
          sha256,
          compress,
          makeEncoder,
          badCells,
          transforms,
          board,
          signal: stop,
        };
        const file = await writePart(task);
        await journal.add(file);
        files.set(part, file);
      },
      { signal: AbortSignal.any([signal, watch.signal]) },
    );
    // A node that is down just now is waited for, as it is while pages are read.
    await tryAgain(check, { forMs: options.retryForMs, signal });
  } catch (error) {
    // A table that is gone or altered shows as some refusal of the server, or in a page's columns: say what it was.
    const mayBeTheTable = !(error instanceof ExportError) || error instanceof TableChangedError;
    if (mayBeTheTable && !signal.aborted) await check();
    throw error;
  } finally {
    watch.end();
    await badCells.close();
  }
  return [...files.values()].sort((a, b) => a.part - b.part);
}

function isChange(error: unknown): boolean {
  return error instanceof TableChangedError;
}
