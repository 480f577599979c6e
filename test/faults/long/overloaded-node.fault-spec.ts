import {
  type Cassandra,
  CassandraOverloadedError,
  CassandraRequestError,
  connectCassandra,
} from '../../../src/cassandra/index.js';
import {
  startCassandra,
  type TestCassandra,
} from '../../../src/embedded-cassandra/testing/index.js';
import { Note } from '../../support/repository-traffic.js';

describe('A node with more requests than it can take (0x1001)', () => {
  let node: TestCassandra;
  let cassandra: Cassandra;

  beforeAll(async () => {
    node = await startCassandra({
      config: { native_transport_timeout: '100ms', native_transport_max_threads: 1 },
    });
    cassandra = await connectCassandra({
      ...node.connection,
      keyspace: 'busy',
      schema: 'sync',
      replication: { class: 'SimpleStrategy', replicationFactor: 1 },
      tables: [Note],
    });
  });

  afterAll(async () => {
    await cassandra.close();
    await node.stop();
  });

  it('is told from one that failed, and has not begun what it refused', async () => {
    const notes = cassandra.repository(Note);
    const ids = Array.from({ length: 1000 }, (_, id) => id);
    const refused = new Set<number>();
    for (let round = 0; round < 100 && refused.size === 0; round++) {
      const write = async (id: number): Promise<void> => {
        const row = { id: round * ids.length + id, of: 1 };
        await notes.insert(row).catch((error: unknown) => {
          expect(error).toBeInstanceOf(CassandraRequestError);
          const isOverload = error instanceof CassandraOverloadedError;
          // What had begun when its time was over is a write time-out.
          expect(error).toMatchObject({ mayBeApplied: !isOverload });
          if (isOverload) refused.add(row.id);
        });
      };
      await Promise.all(ids.map(write));
    }
    expect(refused.size).toBeGreaterThan(0);
    for (const id of refused) expect(await notes.findOne({ id })).toBeNull();
  });
});
