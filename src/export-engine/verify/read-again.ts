import { type Cassandra, mapConcurrent } from '../../cassandra/index.js';
import { ContentDigest } from '../files/content-digest.js';
import { type FinishedPart } from '../files/journal.js';
import { exportPart } from '../part/export-part.js';
import { encoderMaker, type MakeEncoder } from '../part/encoder-maker.js';
import { type ExportPlan } from '../plan/export-plan.js';
import { Limits } from '../reading/pace/limits.js';
import { PartPages } from '../reading/part-pages.js';
import { type VerifyFinding } from './verify-finding.js';

interface Reading {
  readonly connection: Cassandra;
  readonly against: 'count' | 'content';
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
}

/** Reads every part from the table once more and compares it with what was written. */
export async function readAgain(
  { connection, against, concurrency = 4, signal }: Reading,
  plan: ExportPlan,
  files: readonly FinishedPart[],
): Promise<readonly VerifyFinding[]> {
  const options = { concurrency, memoryPerWorkerMiB: 32, retryForMs: 120_000 };
  const makeEncoder = await encoderMaker(plan);
  let pages: PartPages | undefined;
  const findings = await mapConcurrent(
    files,
    concurrency,
    async (file, stop): Promise<VerifyFinding[]> => {
      pages ??= new PartPages(connection.client, plan, options, new Limits({}), stop);
      const { rows, crc32 } =
        against === 'count'
          ? { rows: await countRows(pages, file.part), crc32: file.contentCrc32 }
          : await digest(plan, pages, makeEncoder, file.part, stop);
      return compare(file, rows, crc32);
    },
    signal === undefined ? {} : { signal },
  );
  return findings.flat();
}

async function countRows(pages: PartPages, part: number): Promise<number> {
  let rows = 0;
  for await (const { length } of pages.pages(part)) rows += length;
  return rows;
}

async function digest(
  plan: ExportPlan,
  pages: PartPages,
  makeEncoder: MakeEncoder,
  part: number,
  signal: AbortSignal,
): Promise<{ readonly rows: number; readonly crc32: string }> {
  const sink = new ContentDigest();
  const rows = await exportPart({
    ranges: plan.parts[part] ?? [],
    pages: pages.pages(part),
    encoder: makeEncoder({ add: () => undefined }),
    sink,
    signal,
    onPage: () => undefined,
  });
  return { rows, crc32: sink.crc32 };
}

function compare(file: FinishedPart, rows: number, crc32: string): VerifyFinding[] {
  const { name } = file;
  const read = file.transform?.read ?? file.rows;
  if (rows !== read) {
    const message = `${name} has ${String(read)} rows, the table has ${String(rows)} there: it differs, or was changed since.`;
    return [{ name, problem: 'rows', message }];
  }
  if (crc32 === file.contentCrc32) return [];
  const message = `${name} has as many rows as the table, but not the same: it differs, or was changed since.`;
  return [{ name, problem: 'content', message }];
}
