import { blob, boolean, int, Table, text, timestamp, uuid } from '../../cassandra/index.js';
import { type ExportState } from './job-state.js';

/** A job. Written by lightweight transactions alone, so that of two who change it at once one learns that it came second. */
export class ExportJobRow extends Table('export_jobs', {
  columns: {
    id: uuid(),
    state: text(),
    /** True while an instance has something to do with it, else null: what is asked for by index stays few. */
    isOpen: boolean().nullable(),
    /** What is exported, as JSON. */
    request: text(),
    /** Tells a repeated request from another one with the same key. */
    requestHash: text(),
    principal: text(),
    scheduleId: uuid().nullable(),
    createdAt: timestamp(),
    endedAt: timestamp().nullable(),
    /** How often it was taken. An instance holds it for as long as this is the number it has set. */
    fence: int(),
    /** The process that took it last; null once it has given it back. */
    owner: text().nullable(),
    /** The machine whose disk has the files of this fence. */
    instance: text().nullable(),
    /** New with every change, also when nothing else is: a lease that is renewed, and how a writer finds its own write. */
    beat: uuid(),
    /** The engine's plan, gzipped: there from RUNNING on. */
    plan: blob().nullable(),
    errorCode: text().nullable(),
    errorMessage: text().nullable(),
  },
  partitionKey: ['id'],
  indexes: ['isOpen'],
}) {
  declare state: ExportState;
}
