import { int, Table, text, timestamp } from '../cassandra/index.js';

/** Which sample data is loaded, or being loaded: its row is there before the first other one is. */
export class SampleDataSet extends Table('sample_data', {
  columns: {
    name: text(),
    rows: int(),
    /** Null until every row is there. */
    loadedAt: timestamp().nullable(),
  },
  partitionKey: ['name'],
}) {}
