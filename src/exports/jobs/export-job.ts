import {
  type ExportCompression,
  type ExportFormat,
  type ExportProgress,
  type FinishedPart,
} from '../../export-engine/index.js';
import { type ExportFileRow } from './export-file.table.js';
import { type ExportJobRow, type ExportState } from './export-job.table.js';
import { type ExportProgressRow } from './export-progress.table.js';
import { type ExportRequest } from './export-request.js';

/** A file of a finished export, as clients see it. */
export type ExportedFile = Pick<FinishedPart, 'name' | 'bytes' | 'rows' | 'crc32' | 'sha256'>;

/** One export, as it is now, without its files. */
export interface ListedExport {
  readonly id: string;
  readonly state: ExportState;
  readonly source: string;
  readonly format: ExportFormat;
  readonly compression: ExportCompression;
  readonly createdAt: Date;
  /** Null until it has ended. */
  readonly endedAt: Date | null;
  /** The schedule that made it, or null. */
  readonly schedule: string | null;
  /** How often an instance took it: more than once after a takeover, a restart or a pause. */
  readonly attempts: number;
  /** The machine that has the files, or null before there are any. */
  readonly instance: string | null;
  readonly progress: ExportProgress;
  /** Null unless the job has failed. */
  readonly error: JobError | null;
}

/** One export, as it is now. */
export interface ExportJob extends ListedExport {
  /** Empty until the job has succeeded. */
  readonly files: readonly ExportedFile[];
}

/** Why a job failed: in words for everyone, without CQL or any value. */
export interface JobError {
  readonly code: string;
  readonly message: string;
}

export function listedExport(row: ExportJobRow, progress: ExportProgressRow | null): ListedExport {
  const { source, format, compression } = JSON.parse(row.request) as ExportRequest;
  const { id, state, createdAt, endedAt, scheduleId, fence, instance, errorCode } = row;
  return {
    id,
    state,
    source,
    format,
    compression,
    createdAt,
    endedAt,
    schedule: scheduleId,
    attempts: fence,
    instance,
    progress: {
      rows: Number(progress?.rows ?? 0),
      bytes: Number(progress?.bytes ?? 0),
      ringFraction: progress?.ringFraction ?? 0,
    },
    error: errorCode === null ? null : { code: errorCode, message: row.errorMessage ?? '' },
  };
}

export function exportedFile({ name, bytes, rows, crc32, sha256 }: ExportFileRow): ExportedFile {
  const sums = { crc32, ...(sha256 !== null && { sha256 }) };
  return { name, bytes: Number(bytes), rows: Number(rows), ...sums };
}
