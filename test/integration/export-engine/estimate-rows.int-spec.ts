import { join } from 'node:path';
import { type Cassandra, connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { exportTable } from '../../../src/export-engine/index.js';
import { estimateRows } from '../../../src/export-engine/plan/estimate-rows.js';
import { requireTableSchema } from '../../../src/export-engine/plan/table-schema.js';
import { createNumbers } from '../../support/export-engine/numbered-table.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const rows = 25_000;

describe('a table that was filled a moment ago', () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra(keyspace.connection);
    await createNumbers(cassandra.client, keyspace.name, rows);
    await createNumbers(cassandra.client, keyspace.name, 100, 'few');
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  it('has its rows estimated by how much of the ring a page of them covers', async () => {
    const estimated = await estimateOf('numbers');

    expect(estimated / rows).toBeGreaterThan(0.9);
    expect(estimated / rows).toBeLessThan(1.1);
  });

  it('has them counted where they are few', async () => {
    expect(await estimateOf('few')).toBe(100);
  });

  it('becomes one file, named after it, when it is small', async () => {
    const { files } = await exportTable({
      connection: cassandra,
      source: { keyspace: keyspace.name, table: 'numbers' },
      format: 'csv',
      destination: join(directory.path, 'one'),
    }).done;

    expect(files).toMatchObject([{ name: 'numbers.csv', rows }]);
  });

  async function estimateOf(table: string): Promise<number> {
    const { client } = cassandra;
    return await estimateRows(client, await requireTableSchema(client, keyspace.name, table));
  }
});
