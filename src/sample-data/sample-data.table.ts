import { int, Table, text, timestamp } from '../cassandra/index.js';

/** Which sample data is completely loaded. */
export class SampleDataSet extends Table('sample_data', {
  columns: { name: text(), rows: int(), loadedAt: timestamp() },
  partitionKey: ['name'],
}) {}
