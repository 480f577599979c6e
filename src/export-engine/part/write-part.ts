import { ringShare } from '../../cassandra/index.js';
import { type BadCellLog } from './bad-cell-log.js';
import { exportPart } from './export-part.js';
import { type ExportProgress, type ProgressBoard } from '../export-progress.js';
import { type Compress } from '../compression/compress.js';
import { type FinishedPart } from '../files/journal.js';
import { PartFile } from '../files/part-file.js';
import { type MakeEncoder } from './encoder-maker.js';
import { type ExportPlan, fileNameOf } from '../plan/export-plan.js';
import { type PartTransforms } from '../transform/part-transforms.js';
import { type PartPages } from '../reading/part-pages.js';

export interface PartTask {
  readonly plan: ExportPlan;
  readonly part: number;
  readonly pages: PartPages;
  readonly folder: string;
  readonly sha256: boolean;
  readonly compress: Compress | undefined;
  readonly makeEncoder: MakeEncoder;
  readonly badCells: BadCellLog;
  readonly transforms: PartTransforms | undefined;
  readonly board: ProgressBoard;
  readonly signal: AbortSignal;
}

/** One part from the table into its file. When it fails or is aborted, nothing of it is left. */
export async function writePart(task: PartTask): Promise<FinishedPart> {
  const { plan, part, pages, folder, sha256, compress, board, signal } = task;
  const name = fileNameOf(plan, part);
  const badCells = task.badCells.ofPart(part);
  const transform = task.transforms?.ofPart(part);
  const encoder = task.makeEncoder(badCells);
  const onWritten = (block: Buffer): void => encoder.reuse?.(block);
  const file = await PartFile.create({ folder, name, compress, sha256, onWritten });
  try {
    const rows = await exportPart({
      ranges: plan.parts[part] ?? [],
      pages: transform?.pages(pages.pages(part), signal) ?? pages.pages(part),
      encoder,
      sink: file,
      signal,
      onPage: (count, ringFraction) => {
        board.set(part, { rows: count, bytes: file.contentBytes, ringFraction });
      },
    });
    await badCells.finish();
    const finished = {
      ...{ part, name, rows, badCells: badCells.count },
      ...(transform !== undefined && { transform: await transform.finish() }),
      ...(await file.finish()),
    };
    board.set(part, progressOf(plan, finished));
    return finished;
  } catch (error) {
    board.remove(part);
    // What went wrong first is the one to be told of.
    await file.discard().catch(() => undefined);
    await transform?.abandon(error).catch(() => undefined);
    throw error;
  }
}

/** What a finished part counts for. */
export function progressOf(plan: ExportPlan, file: FinishedPart): ExportProgress {
  const ringFraction = (plan.parts[file.part] ?? []).reduce((sum, one) => sum + ringShare(one), 0);
  return { rows: file.rows, bytes: file.contentBytes, ringFraction };
}
