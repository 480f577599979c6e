import { randomUUID } from 'node:crypto';
import { mapConcurrent } from 'cassanest';

const rowsPerPatient = 100;
const rowsPerBatch = 50;
const loadsInFlight = 64;
const day = 86_400_000;
const kinds = [
  ['8302-2', 'Body Height', 'cm', 'vital-signs'],
  ['29463-7', 'Body Weight', 'kg', 'vital-signs'],
  ['8480-6', 'Systolic Blood Pressure', 'mm[Hg]', 'vital-signs'],
  ['4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood', '%', 'laboratory'],
];

/** So many test results of patients that nobody asks for, about 150 bytes each as CSV, in the backend's own table. */
export async function loadTestResults(client, keyspace, rows) {
  const query = `INSERT INTO ${keyspace}.test_results (patient_id, effective_at, id, code, description, value, unit, category) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
  await mapConcurrent(Array(rows / rowsPerPatient).keys(), loadsInFlight, async (number) => {
    const patient = randomUUID();
    const queries = Array.from({ length: rowsPerPatient }, (_, index) => {
      const [code, description, unit, category] = kinds[index % kinds.length];
      const at = new Date(1.4e12 + index * 3 * day + (number % 1000) * 77_777);
      const value = ((number * 31 + index * 17) % 20_000) / 100;
      return {
        query,
        params: [patient, at, randomUUID(), code, description, value, unit, category],
      };
    });
    for (let from = 0; from < rowsPerPatient; from += rowsPerBatch) {
      const some = queries.slice(from, from + rowsPerBatch);
      await client.batch(some, { prepare: true, logged: false });
    }
  });
}
