import { Table, text, timestamp, uuid } from '../../cassandra/index.js';

/**
 * A test result that somebody is about to add. An erasure finds its row in `test_results_by_code` by it, where that in
 * `test_results` is not there yet. It disappears by itself, long after the result came to be or did not.
 */
export class TestResultIntent extends Table('test_result_intents', {
  columns: { patientId: uuid(), id: uuid(), code: text(), effectiveAt: timestamp() },
  partitionKey: ['patientId'],
  clusteringKey: ['id'],
  defaultTtlSeconds: 86_400,
}) {}
