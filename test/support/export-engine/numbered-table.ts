import { type Client } from 'cassandra-driver';
import { mapConcurrent } from '../../../src/cassandra/index.js';

/** A table with so many rows, a few in each partition. */
export async function createNumbers(
  client: Client,
  keyspace: string,
  rows: number,
  table = 'numbers',
): Promise<void> {
  await client.execute(
    `CREATE TABLE ${keyspace}.${table} (id int, place int, name text, value double, tags map<text, int>, PRIMARY KEY (id, place))`,
  );
  const cql = `INSERT INTO ${keyspace}.${table} (id, place, name, value, tags) VALUES (?, ?, ?, ?, ?)`;
  const perPartition = 20;
  await mapConcurrent(Array(rows / perPartition).keys(), 32, async (id) => {
    const queries = Array.from({ length: perPartition }, (_, place) => ({
      query: cql,
      params: [id, place, `row ${id}, "${place}"`, id / 7, new Map([['a', place]])],
    }));
    await client.batch(queries, { prepare: true, logged: false });
  });
}
