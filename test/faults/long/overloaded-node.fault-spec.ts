import {
  type Cassandra,
  CassandraOverloadedError,
  CassandraRequestError,
  CassandraWriteTimeoutError,
  connectCassandra,
} from '../../../src/cassandra/index.js';
import {
  startCassandra,
  type TestCassandra,
} from '../../../src/embedded-cassandra/testing/index.js';
import { Note } from '../../support/nodes/repository-traffic.js';
import { waitFor } from '../../support/wait-for.js';

describe('A node with more requests than it can take (0x1001)', () => {
  let node: TestCassandra;
  let cassandra: Cassandra;

  beforeAll(async () => {
    node = await startCassandra({
      config: { native_transport_timeout: '100ms', native_transport_max_threads: 1 },
    });
    // It may refuse that too.
    cassandra = await waitFor('a connection', () =>
      connectCassandra({
        ...node.connection,
        keyspace: 'busy',
        schema: 'sync',
        replication: { class: 'SimpleStrategy', replicationFactor: 1 },
        tables: [Note],
      }),
    );
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
          if (error instanceof CassandraOverloadedError) {
            expect(error.mayBeApplied).toBe(false);
            refused.add(row.id);
          }
          // What had begun when its time was over.
          if (error instanceof CassandraWriteTimeoutError) expect(error.mayBeApplied).toBe(true);
        });
      };
      await Promise.all(ids.map(write));
    }
    expect(refused.size).toBeGreaterThan(0);
    for (const id of refused) {
      const { found } = await waitFor('an answer', async () => ({
        found: await notes.findOne({ id }),
      }));
      expect(found).toBeNull();
    }
  });
});
