import { join } from 'node:path';
import { type Cassandra } from '../../cassandra/index.js';
import { DamagedExportError } from '../errors/damaged-export.error.js';
import { ExportRefusedError } from '../errors/export-refused.error.js';
import { fileSums } from '../files/file-sums.js';
import { type FinishedPart } from '../files/journal.js';
import {
  type FinishedExport,
  manifestFilesName,
  manifestName,
  readManifest,
} from '../files/manifest.js';
import { type ExportPlan } from '../plan/export-plan.js';
import { readPlan } from '../plan/open-plan.js';
import { readAgain } from './read-again.js';
import { type VerifyFinding } from './verify-finding.js';

/** How an export is verified. */
export interface VerifyOptions {
  /** The folder of a finished export. */
  readonly destination: string;
  /** Needed for `against` only. */
  readonly connection?: Cassandra;
  /**
   * Also reads the table again: `count` compares the number of rows in each part, `content` every byte. Costs a full scan. On a
   * table that is written to, a difference may be a change since the export.
   *
   * @default 'files': the table is not read
   */
  readonly against?: 'files' | 'count' | 'content';
  /** Parts read side by side. @default 4 */
  readonly concurrency?: number;
  /** Aborting it ends the verification with its reason. */
  readonly signal?: AbortSignal;
}

/** The findings, and what was looked at. */
export interface VerifyResult {
  /** Files that were looked at. */
  readonly files: number;
  /** Rows in them. */
  readonly rows: number;
  /** Empty: everything is as it was written. */
  readonly findings: readonly VerifyFinding[];
}

/** Compares the files of a finished export with its manifest, and the table with both if asked to. */
export async function verifyExport(options: VerifyOptions): Promise<VerifyResult> {
  const { destination: folder, connection, against = 'files' } = options;
  const stored = await readPlan(folder);
  const done = await readManifest(folder);
  if (stored === undefined || done === undefined) {
    throw new ExportRefusedError('The folder has no finished export.');
  }
  if (done.manifest.planHash !== stored.hash) {
    throw new DamagedExportError('The plan in the folder is not the one of its manifest.');
  }
  requireAgreement(stored.plan, done);
  if (against === 'content' && stored.plan.transform !== undefined) {
    throw new ExportRefusedError(
      'The files were made by a transform, which is not here to be asked again. Verify the count.',
    );
  }
  if (against === 'content' && stored.plan.columns.some(({ metadata }) => metadata === 'ttl')) {
    throw new ExportRefusedError(
      'The files have how long cells live, which is less each time they are read. Verify the count.',
    );
  }
  const findings: VerifyFinding[] = [];
  for (const file of done.files) {
    findings.push(...(await compareFile(folder, file)));
    const { deadLetters } = file.transform ?? {};
    if (deadLetters !== undefined) findings.push(...(await compareFile(folder, deadLetters)));
  }
  if (against !== 'files') {
    if (connection === undefined) {
      throw new ExportRefusedError('Reading the table again needs a connection.');
    }
    findings.push(
      ...(await readAgain({ ...options, connection, against }, stored.plan, done.files)),
    );
  }
  return { files: done.files.length, rows: done.manifest.rows, findings };
}

/** No line of the list of files was lost, and no sum changed. */
function requireAgreement({ parts }: ExportPlan, { manifest, files }: FinishedExport): void {
  const rows = files.reduce((sum, file) => sum + file.rows, 0);
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const isEach = files.every(({ part }, index) => part === index) && files.length === parts.length;
  if (isEach && rows === manifest.rows && bytes === manifest.bytes) return;
  throw new DamagedExportError(
    `${manifestName} and ${manifestFilesName} do not agree: one of them was changed.`,
  );
}

async function compareFile(
  folder: string,
  { name, bytes, crc32, sha256 }: Pick<FinishedPart, 'name' | 'bytes' | 'crc32' | 'sha256'>,
): Promise<readonly VerifyFinding[]> {
  const now = await fileSums(join(folder, name), sha256 !== undefined);
  if (now === undefined) return [{ name, problem: 'missing', message: `${name} is missing.` }];
  if (now.bytes !== bytes) {
    const message = `${name} has ${String(now.bytes)} bytes instead of ${String(bytes)}.`;
    return [{ name, problem: 'size', message }];
  }
  if (now.crc32 === crc32 && now.sha256 === sha256) return [];
  return [{ name, problem: 'checksum', message: `${name} was changed.` }];
}
