import cassandraDriver from 'cassandra-driver';
import { mapConcurrent } from 'cassanest';

const { types } = cassandraDriver;
const rowsPerPatient = 100;
const rowsPerBatch = 25;
const day = 86_400_000;
const kinds = [
  ['8302-2', 'Body Height', 'cm', 'vital-signs'],
  ['29463-7', 'Body Weight', 'kg', 'vital-signs'],
  ['72514-3', 'Pain severity - 0-10 verbal numeric rating', '{score}', 'vital-signs'],
  ['8480-6', 'Systolic Blood Pressure', 'mm[Hg]', 'vital-signs'],
  ['4548-4', 'Hemoglobin A1c/Hemoglobin.total in Blood', '%', 'laboratory'],
];

/** So many health observations, about 148 bytes each as CSV, a hundred in a partition. */
export async function createObservations(client, keyspace, table, rows) {
  await client.execute(
    `CREATE TABLE ${keyspace}.${table} (patient uuid, effective_at timestamp, id uuid, code text, description text, value double, unit text, category text, PRIMARY KEY (patient, effective_at, id))`,
  );
  const query = `INSERT INTO ${keyspace}.${table} (patient, effective_at, id, code, description, value, unit, category) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
  const patients = Array(Math.ceil(rows / rowsPerPatient)).keys();
  await mapConcurrent(patients, 64, async (number) => {
    const patient = types.Uuid.random();
    const count = Math.min(rowsPerPatient, rows - number * rowsPerPatient);
    const queries = Array.from({ length: count }, (_, index) => {
      const [code, description, unit, category] = kinds[index % kinds.length];
      const at = new Date(1.4e12 + index * 3 * day + (number % 1000) * 77_777);
      const value = ((number * 31 + index * 17) % 20_000) / 100;
      return {
        query,
        params: [patient, at, types.Uuid.random(), code, description, value, unit, category],
      };
    });
    for (let from = 0; from < count; from += rowsPerBatch) {
      await client.batch(queries.slice(from, from + rowsPerBatch), {
        prepare: true,
        logged: false,
      });
    }
  });
}
