import { boolean, Table, text, timestamp, uuid } from '../../cassandra/index.js';

/** A schedule. Written by lightweight transactions alone. */
export class ExportScheduleRow extends Table('export_schedules', {
  columns: {
    id: uuid(),
    /** What is exported, as JSON. */
    request: text(),
    cron: text(),
    timeZone: text(),
    overlap: text(),
    enabled: boolean(),
    createdAt: timestamp(),
    /** The last planned time that was dealt with; all up to it are. */
    plannedUntil: timestamp(),
    /** The job that was made last. */
    lastJob: uuid().nullable(),
  },
  partitionKey: ['id'],
}) {
  declare overlap: Overlap;
}

/** What becomes of a planned time while the schedule's last job has not ended: nothing, or one more job in the queue. */
export type Overlap = 'skip' | 'queue';
