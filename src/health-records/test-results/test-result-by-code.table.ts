import { double, Table, text, timestamp, uuid } from '../../cassandra/index.js';

/** The same results by code and month, of all patients; `TestResultsService` writes both. */
export class TestResultByCode extends Table('test_results_by_code', {
  columns: {
    code: text(),
    /** Of `effectiveAt` in UTC, such as 2026-11. */
    month: text(),
    effectiveAt: timestamp(),
    id: uuid(),
    patientId: uuid(),
    description: text(),
    value: double().nullable(),
    text: text().nullable(),
    unit: text().nullable(),
    category: text().nullable(),
  },
  partitionKey: ['code', 'month'],
  clusteringKey: ['effectiveAt', 'id'],
  clusteringOrder: { effectiveAt: 'desc' },
}) {
  override toJSON(): Record<string, unknown> {
    const { month, ...json } = super.toJSON();
    return json;
  }
}
