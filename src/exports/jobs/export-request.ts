import { createHash, randomUUID } from 'node:crypto';
import { uuidV5 } from '../../common/uuid-v5.js';
import { type JsonFilter } from '../../common/query-string/parameters-from-json.js';
import {
  type CellMetadata,
  type ExportCompression,
  type ExportFormat,
  type ParquetOptions,
} from '../../export-engine/index.js';

/** What is to be exported; `writetime` and `ttl` as the engine has them. */
export interface ExportRequest extends CellMetadata {
  readonly source: string;
  readonly format: ExportFormat;
  readonly compression: ExportCompression;
  /** Properties, in the order of the files. @default all that the source lets out when the job is made */
  readonly columns?: readonly string[];
  /** Which rows, as the client wrote it. @default all */
  readonly where?: JsonFilter;
  /** Of Parquet: what is DECIMAL instead of text. @default nothing */
  readonly decimals?: NonNullable<ParquetOptions['decimals']>;
  /** Files. @default by the estimated size of the table */
  readonly parts?: number;
  /** How fast it may read. @default as fast as it can */
  readonly rowsPerSecond?: number;
  /** Also take the SHA-256 of each file. @default false */
  readonly sha256?: boolean;
}

/** Who made it and how it is known again. */
export interface JobOrigin {
  readonly id: string;
  readonly principal: string;
  readonly scheduleId: string | null;
}

/** The same for the same request, however its properties were ordered. */
export function hashOf(request: ExportRequest): string {
  return createHash('sha256').update(JSON.stringify(request, inOrder)).digest('hex');
}

/** For JSON.stringify: every object as its entries, by their names. */
function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

const keys = '0b6a2b0e-6f0c-4f5f-9d61-2f6f9f3c1a57';

/** One job for each key of a principal; without a key, one for each call. */
export function originOf(principal: string, key: string = randomUUID()): JobOrigin {
  return { id: uuidV5(uuidV5(keys, principal), key), principal, scheduleId: null };
}

/** One job for each planned time of a schedule, however many instances see it come. */
export function scheduledOrigin(scheduleId: string, occasion: string): JobOrigin {
  return { id: uuidV5(scheduleId, occasion), principal: `schedule ${scheduleId}`, scheduleId };
}
