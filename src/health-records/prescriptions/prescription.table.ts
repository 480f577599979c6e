import { Table, text, timestamp, uuid } from '../../cassandra/index.js';

/** What a patient was prescribed, newest first. */
export class Prescription extends Table('prescriptions', {
  columns: {
    patientId: uuid(),
    prescribedAt: timestamp(),
    id: uuid(),
    code: text(),
    description: text(),
    reason: text().nullable(),
    stop: timestamp().nullable(),
    /** Set while the patient is being erased, and for a time after. */
    erasedAt: timestamp().static(),
  },
  partitionKey: ['patientId'],
  clusteringKey: ['prescribedAt', 'id'],
  clusteringOrder: { prescribedAt: 'desc' },
}) {
  override toJSON(): Record<string, unknown> {
    const { erasedAt, ...json } = super.toJSON();
    return json;
  }
}
