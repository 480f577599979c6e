import { type Client } from 'cassandra-driver';
import {
  type EmbeddedCassandra,
  EmbeddedCassandraError,
  startEmbeddedCassandra,
} from '../../../src/embedded-cassandra/index.js';
import { clusterDirectory } from '../../support/nodes/cluster-directory.js';
import { openClient } from '../../support/nodes/open-client.js';
import { isProcessRunning } from '../../support/processes.js';
import { waitFor } from '../../support/wait-for.js';

describe('startEmbeddedCassandra', () => {
  const directory = clusterDirectory();
  const dataDirectory = directory.path;
  const endings: string[] = [];
  let cassandra: EmbeddedCassandra;
  let client: Client;

  beforeAll(async () => {
    cassandra = await startEmbeddedCassandra({ dataDirectory });
    client = await openClient(cassandra.connection);
    await client.execute(
      `CREATE KEYSPACE life WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}`,
    );
    await client.execute('CREATE TABLE life.notes (id int PRIMARY KEY, note text)');
  });

  afterAll(async () => {
    try {
      await client.shutdown();
    } finally {
      await cassandra.stop();
      directory.remove();
    }
  });

  it('runs the version it says', async () => {
    const row = (await client.execute('SELECT release_version FROM system.local')).first();

    expect(row.get('release_version')).toBe('5.0.9');
  });

  it('gives applications a role that is no superuser and creates keyspaces of its own', async () => {
    const superuser = await openClient({
      ...cassandra.connection,
      credentials: cassandra.superuser,
    });
    const roles = await superuser.execute(
      'SELECT role, can_login, is_superuser FROM system_auth.roles',
    );
    await superuser.shutdown();

    const found = roles.rows.map(
      (row) => [row.get('role'), row.get('can_login'), row.get('is_superuser')] as const,
    );
    expect(new Set(found)).toEqual(
      new Set([
        ['cassandra', false, false],
        [cassandra.superuser.username, true, true],
        [cassandra.connection.credentials.username, true, false],
      ]),
    );
    await expect(client.execute("CREATE ROLE nobody WITH PASSWORD = 'x'")).rejects.toThrow(
      /sufficient privileges/,
    );
  });

  it('does not let the password that Cassandra comes with in', async () => {
    const credentials = { username: 'cassandra', password: 'cassandra' };

    await expect(openClient({ ...cassandra.connection, credentials })).rejects.toThrow(
      /All host\(s\) tried/,
    );
  });

  it('refuses a second launcher on the same directory, and names the first', async () => {
    const second = startEmbeddedCassandra({ dataDirectory });

    await expect(second).rejects.toThrow(EmbeddedCassandraError);
    await expect(second).rejects.toMatchObject({
      code: 'data-directory-in-use',
      message: expect.stringContaining(`in use by process ${process.pid}`) as string,
    });
    expect(cassandra.nodes[0]?.isRunning()).toBe(true);
  });

  it('keeps every acknowledged write through kill -9', async () => {
    const [node] = cassandra.nodes;
    if (node === undefined) throw new Error('no node');
    for (let id = 0; id < 200; id++) {
      await client.execute('INSERT INTO life.notes (id, note) VALUES (?, ?)', [id, `note ${id}`], {
        prepare: true,
      });
    }

    // A driver whose node dies under it can be shut down only once it has found the node again.
    await client.shutdown();
    await node.kill();
    expect(node.isRunning()).toBe(false);
    await cassandra.startNode(node);
    client = await openClient(cassandra.connection);

    const rows = await client.execute('SELECT id FROM life.notes');
    expect(rows.rowLength).toBe(200);
  });

  it('starts no node twice', async () => {
    const [node] = cassandra.nodes;
    if (node === undefined) throw new Error('no node');
    const { pid } = node;

    await expect(cassandra.startNode(node)).rejects.toThrow(
      /127\.0\.0\.1 runs\. Stop or kill it first/,
    );
    expect(node.pid).toBe(pid);
  });

  it('comes back on the same port with the same data and credentials', async () => {
    const { connection } = cassandra;
    const pid = cassandra.nodes[0]?.pid;

    await client.shutdown();
    await cassandra.stop();
    expect(isProcessRunning(pid)).toBe(false);
    cassandra = await startEmbeddedCassandra({
      dataDirectory,
      onUnexpectedEnd: (message) => endings.push(message),
    });

    expect(cassandra.connection).toEqual(connection);
    client = await openClient(connection);
    expect((await client.execute('SELECT id FROM life.notes')).rowLength).toBe(200);
  });

  it('reports a node that ends by itself, with its log', async () => {
    const [node] = cassandra.nodes;
    if (typeof node?.pid !== 'number') throw new Error('no process');
    await client.shutdown();
    expect(endings).toEqual([]);

    process.kill(node.pid, 'SIGKILL');

    await waitFor('the message', () => endings.length > 0);
    expect(endings).toEqual([
      expect.stringMatching(
        /The Cassandra node at 127\.0\.0\.1 ended by itself \(SIGKILL\)\. Start it again; its log: /,
      ),
    ]);
  });
});
