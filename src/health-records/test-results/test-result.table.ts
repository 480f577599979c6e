import { double, Table, text, timestamp, uuid } from '../../cassandra/index.js';

/** What was measured or observed of a patient, newest first. It has a value or a text. */
export class TestResult extends Table('test_results', {
  columns: {
    patientId: uuid(),
    effectiveAt: timestamp(),
    id: uuid(),
    code: text(),
    description: text(),
    value: double().nullable(),
    text: text().nullable(),
    unit: text().nullable(),
    category: text().nullable(),
    /** Set while the patient is being erased, and for a time after. */
    erasedAt: timestamp().static(),
  },
  partitionKey: ['patientId'],
  clusteringKey: ['effectiveAt', 'id'],
  clusteringOrder: { effectiveAt: 'desc' },
  indexes: ['code'],
}) {
  override toJSON(): Record<string, unknown> {
    const { erasedAt, ...json } = super.toJSON();
    return json;
  }
}
