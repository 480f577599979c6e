import {
  type ExportCompression,
  type ExportFormat,
  type ExportProgress,
  type FinishedPart,
} from '../export-engine/index.js';
import { type ExportSource } from './export-sources.js';

/**
 * Where a job is: QUEUED by the request that made it, RUNNING when its turn has come, and at the end one of SUCCEEDED, FAILED
 * and CANCELLED, the last by the end of the process.
 */
export type ExportState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** A file of a finished export, as clients see it. */
export type ExportedFile = Pick<FinishedPart, 'name' | 'bytes' | 'rows' | 'crc32'>;

/** One export, as it is now. */
export interface ExportJob {
  readonly id: string;
  readonly state: ExportState;
  readonly source: ExportSource;
  readonly format: ExportFormat;
  readonly compression: ExportCompression;
  readonly progress: ExportProgress;
  /** Empty until the job has succeeded. */
  readonly files: readonly ExportedFile[];
  /** Null unless the job has failed. */
  readonly error: JobError | null;
}

/** Why a job failed: in words for everyone, without CQL or any value. */
export interface JobError {
  readonly code: string;
  readonly message: string;
}
