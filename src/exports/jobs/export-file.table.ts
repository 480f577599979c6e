import { bigint, int, Table, text, uuid } from '../../cassandra/index.js';

/** The files that one instance has written or adopted; they count once the job has succeeded with this fence. */
export class ExportFileRow extends Table('export_files', {
  columns: {
    jobId: uuid(),
    fence: int(),
    part: int(),
    name: text(),
    bytes: bigint(),
    rows: bigint(),
    crc32: text(),
    /** Only where it was asked for. */
    sha256: text().nullable(),
  },
  partitionKey: ['jobId', 'fence'],
  clusteringKey: ['part'],
}) {}
