import {
  type Cassandra,
  type CassandraRequestError,
  CassandraUnavailableError,
  CassandraUnreachableError,
} from '../../../src/cassandra/index.js';
import { Note } from '../../support/nodes/repository-traffic.js';
import { ThreeNodes } from '../../support/nodes/three-nodes.js';
import { waitFor } from '../../support/wait-for.js';

describe('A cluster whose nodes are all gone', () => {
  let cluster: ThreeNodes;
  let cassandra: Cassandra;
  const timeouts = { connectMs: 1500, readMs: 1500, writeMs: 1500 };

  beforeAll(async () => {
    // A node alone cannot look up what a role may do: it has to remember it from before.
    const config = { permissions_validity: '3600s', roles_validity: '3600s' };
    cluster = await ThreeNodes.start([Note], config);
    cassandra = await cluster.create({ timeouts });
    const notes = cassandra.repository(Note);
    const ids = Array.from({ length: 100 }, (_, id) => id);
    await waitFor('rows at all replicas', async () => {
      await Promise.all(ids.map((id) => notes.insert({ id, of: 1 }, { consistency: 'ALL' })));
      await Promise.all(ids.map((id) => notes.findOne({ id })));
      return true;
    });
  });

  afterAll(async () => {
    await cassandra.close();
    await cluster.stop();
  });

  it('names what is missing while two of three nodes are gone, all are, and goes on when they are back', async () => {
    const notes = cassandra.repository(Note);
    await cluster.kill(1, 2);
    await Promise.all([cluster.sees(cassandra, 1, false), cluster.sees(cassandra, 2, false)]);
    // The remaining node takes a moment to know that the others are gone.
    const unavailable = await waitFor('a refusal', async () => {
      const error = await notes.insert({ id: -1, of: 1 }).catch((thrown: unknown) => thrown);
      if (error instanceof CassandraUnavailableError) return error;
      throw error;
    });
    expect(unavailable).toMatchObject({ required: 2, alive: 1, mayBeApplied: false });
    const ofOne = { consistency: 'ONE', timeoutMs: 60_000 } as const;
    await expect(notes.findOne({ id: 1 }, ofOne)).resolves.not.toBeNull();

    // It cannot check a password either, which is no wrong one.
    await expect(cluster.connect({ timeouts, connectTries: 1 })).rejects.toThrow(
      CassandraUnreachableError,
    );

    await cluster.kill(0);
    await cluster.sees(cassandra, 0, false);
    for (const request of [notes.findOne({ id: 1 }), notes.insert({ id: -2, of: 1 })]) {
      const error = await request.catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(CassandraUnreachableError);
      expect((error as CassandraRequestError).mayBeApplied).toBe(false);
    }

    const late = await cluster.connect({
      timeouts,
      connect: 'background',
      connectRetryDelayMs: 200,
      schema: 'sync',
    });
    await expect(late.ping()).rejects.toThrow(CassandraUnreachableError);

    await cluster.startAgain(0, 1, 2);
    await late.connected;
    await expect(late.ping({ timeoutMs: 60_000 })).resolves.toBeUndefined();
    await late.close();
    await waitFor('answers again', async () => (await notes.findOne({ id: 1 })) !== null);
    await waitFor('writes again', async () => {
      await notes.insert({ id: -3, of: 1 });
      return true;
    });
  }, 900_000);
});
