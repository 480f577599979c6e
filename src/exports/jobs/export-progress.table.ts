import { bigint, double, int, Table, uuid } from '../../cassandra/index.js';

/** How far a job is, by the instance that holds this fence: plainly written, for nobody else writes this row. */
export class ExportProgressRow extends Table('export_progress', {
  columns: {
    jobId: uuid(),
    fence: int(),
    rows: bigint(),
    bytes: bigint(),
    ringFraction: double(),
  },
  partitionKey: ['jobId', 'fence'],
}) {}
