import {
  type ExportedFile,
  type ExportFormat,
  type ExportProgress,
} from '../export-engine/index.js';
import { type ExportSource } from './export-sources.js';

/**
 * Where a job is: QUEUED by the request that made it, RUNNING when its turn has come, and at the end one of SUCCEEDED, FAILED
 * and CANCELLED, the last by the end of the process.
 */
export type ExportState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';

/** One export, as it is now. */
export interface ExportJob {
  readonly id: string;
  readonly state: ExportState;
  readonly source: ExportSource;
  readonly format: ExportFormat;
  readonly progress: ExportProgress;
  /** Empty until the job has succeeded. */
  readonly files: readonly ExportedFile[];
  /** Null unless the job has failed. */
  readonly error: ExportError | null;
}

/** Why a job failed: in words for everyone, without CQL or any value. */
export interface ExportError {
  readonly code: string;
  readonly message: string;
}
