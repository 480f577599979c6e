import { type ExportRequest } from '../jobs/export-request.js';
import { type ExportScheduleRow, type Overlap } from './export-schedule.table.js';
import { nextTime } from './planned-time.js';

/** A schedule, as clients see it. */
export interface ExportSchedule {
  readonly id: string;
  readonly export: ExportRequest;
  readonly cron: string;
  readonly timeZone: string;
  readonly overlap: Overlap;
  readonly enabled: boolean;
  readonly createdAt: Date;
  /** Null while it is not enabled. */
  readonly nextAt: Date | null;
  /** The job that was made last, or null. */
  readonly lastJob: string | null;
}

/** What a client says of a schedule. */
export type ScheduleParts = Pick<
  ExportSchedule,
  'export' | 'cron' | 'timeZone' | 'overlap' | 'enabled'
>;

export function exportSchedule(row: ExportScheduleRow): ExportSchedule {
  const { id, cron, timeZone, overlap, enabled, createdAt, plannedUntil, lastJob } = row;
  return {
    id,
    export: JSON.parse(row.request) as ExportRequest,
    cron,
    timeZone,
    overlap,
    enabled,
    createdAt,
    nextAt: enabled ? nextTime(cron, timeZone, plannedUntil) : null,
    lastJob,
  };
}
