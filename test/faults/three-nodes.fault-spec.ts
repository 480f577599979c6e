import { type Client, types } from 'cassandra-driver';
import { startCassandra, type TestCassandra } from '../../src/embedded-cassandra/testing/index.js';
import { openClient } from '../support/open-client.js';
import { waitFor } from '../support/wait-for.js';

/**
 * Writes and reads at LOCAL_QUORUM without pause, and remembers what was acknowledged. Until a killed node is known to be
 * dead, requests may wait for it in vain: those time-outs are repeated, for an insert twice is an insert once.
 */
class Traffic {
  readonly acknowledged: number[] = [];
  #next = 0;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(private readonly client: Client) {}

  start(): void {
    this.#running = this.#run();
    this.#running.catch(() => undefined); // seen in stop()
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /** Resolves once `count` more writes have been acknowledged and read back. */
  async progress(count: number): Promise<void> {
    const goal = this.acknowledged.length + count;
    await waitFor(`${count} more round trips`, () => this.acknowledged.length >= goal);
  }

  async #run(): Promise<void> {
    const options = {
      prepare: true,
      consistency: types.consistencies.localQuorum,
      isIdempotent: true,
    };
    while (!this.#stopped) {
      const id = this.#next++;
      await this.#untilAnswered(() =>
        this.client.execute('INSERT INTO three.notes (id) VALUES (?)', [id], options),
      );
      const read = await this.#untilAnswered(() =>
        this.client.execute('SELECT id FROM three.notes WHERE id = ?', [id], options),
      );
      if (read.rowLength !== 1) throw new Error(`Row ${id} was acknowledged and is not there`);
      this.acknowledged.push(id);
    }
  }

  async #untilAnswered(request: () => Promise<types.ResultSet>): Promise<types.ResultSet> {
    return waitFor('an answer at LOCAL_QUORUM', request);
  }
}

describe('a cluster of three nodes', () => {
  let cassandra: TestCassandra;
  let client: Client;

  beforeAll(async () => {
    cassandra = await startCassandra({ nodes: 3, profile: 'durable' });
    client = await openClient(cassandra.connection);
    await client.execute(
      `CREATE KEYSPACE three WITH replication = {'class': 'NetworkTopologyStrategy', 'datacenter1': 3}`,
    );
    await client.execute('CREATE TABLE three.notes (id int PRIMARY KEY)');
  }, 240_000);

  afterAll(async () => {
    try {
      await client.shutdown();
    } finally {
      await cassandra.stop();
    }
  });

  it('goes on reading and writing at LOCAL_QUORUM while one node is killed and comes back', async () => {
    const [, victim] = cassandra.nodes;
    if (victim === undefined) throw new Error('no second node');
    const hostOf = (): boolean | undefined =>
      client.hosts
        .values()
        .find((host) => host.address.startsWith(victim.address))
        ?.isUp();
    const traffic = new Traffic(client);

    traffic.start();
    await traffic.progress(20);
    await victim.kill();
    await traffic.progress(50);
    await waitFor('the driver to see the node down', () => hostOf() === false);
    expect(victim.isRunning()).toBe(false);

    await cassandra.startNode(victim);
    await waitFor('the driver to see the node up', () => hostOf() === true);
    await traffic.progress(50);
    await traffic.stop();

    const rows = await client.execute('SELECT id FROM three.notes', [], {
      consistency: types.consistencies.all,
      fetchSize: 5000,
    });
    expect(rows.rows.map((row) => row.get('id') as number).sort((a, b) => a - b)).toEqual(
      traffic.acknowledged,
    );
  }, 120_000);

  it('lets its role log in while a node is down', async () => {
    const [victim] = cassandra.nodes;
    if (victim === undefined) throw new Error('no first node');
    await client.shutdown();
    await victim.kill();

    client = await waitFor('a login', () => openClient(cassandra.connection));
    expect(client.hosts.length).toBe(3);

    await cassandra.startNode(victim);
  }, 120_000);
});
