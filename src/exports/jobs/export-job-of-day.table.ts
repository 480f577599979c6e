import { date, Table, timestamp, uuid } from '../../cassandra/index.js';

/** The jobs made on a day (UTC), newest first. Written before the job: one without a job of its time is passed over. */
export class ExportJobOfDay extends Table('export_jobs_by_day', {
  columns: { day: date(), createdAt: timestamp(), id: uuid() },
  partitionKey: ['day'],
  clusteringKey: ['createdAt', 'id'],
  clusteringOrder: { createdAt: 'desc' },
}) {}
