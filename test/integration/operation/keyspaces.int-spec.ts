import { connectCassandra, int, Table, text } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';

describe('A table with a keyspace of its own', () => {
  let home: TestKeyspace;
  let audit: TestKeyspace;

  beforeAll(async () => {
    home = await createTestKeyspace();
    audit = await createTestKeyspace();
  });

  afterAll(async () => {
    await home.drop();
    await audit.drop();
  });

  it('is made, written and read there, beside tables of the connection', async () => {
    const columns = { id: int(), name: text() };
    const Here = Table('entries', { columns, partitionKey: ['id'] });
    const There = Table('entries', { columns, partitionKey: ['id'], keyspace: audit.name });
    const options = { ...home.connection, tables: [Here, There] };
    const cassandra = await connectCassandra({ ...options, schema: 'sync' });
    await cassandra.repository(Here).insert({ id: 1, name: 'here' });
    await cassandra.repository(There).insert({ id: 1, name: 'there' });
    expect((await cassandra.repository(Here).findOne({ id: 1 }))?.name).toBe('here');
    expect((await cassandra.repository(There).findOne({ id: 1 }))?.name).toBe('there');
    const raw = await cassandra.client.execute(`SELECT name FROM "${audit.name}"."entries"`);
    expect(raw.first().get('name')).toBe('there');
    await cassandra.batch('logged', (batch) => {
      batch.insert(Here, { id: 2, name: 'in a batch, here' });
      batch.insert(There, { id: 2, name: 'in a batch, there' });
    });
    expect((await cassandra.repository(Here).findOne({ id: 2 }))?.name).toBe('in a batch, here');
    expect((await cassandra.repository(There).findOne({ id: 2 }))?.name).toBe('in a batch, there');
    await cassandra.close();
    const validated = await connectCassandra({ ...options, schema: 'validate' });
    await validated.close();
  });
});
