import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import {
  type EmbeddedCassandra,
  startEmbeddedCassandra,
} from '../../../src/embedded-cassandra/index.js';
import { clusterDirectory } from '../../support/nodes/cluster-directory.js';
import { openClient } from '../../support/nodes/open-client.js';
import { isProcessRunning } from '../../support/processes.js';

describe('startEmbeddedCassandra after a kill -9 of its process', () => {
  const directory = clusterDirectory();
  let orphan: number;
  let cassandra: EmbeddedCassandra | null = null;

  beforeAll(async () => {
    const script = join(import.meta.dirname, '../../support/launch-node.mjs');
    const launcher = fork(script, [directory.path], { execArgv: [] });
    [orphan] = (await once(launcher, 'message')) as [number];
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
  });

  afterAll(async () => {
    await cassandra?.stop();
    if (isProcessRunning(orphan)) process.kill(orphan, 'SIGKILL');
    directory.remove();
  });

  it('ends the node that was left, and has its data', async () => {
    expect(isProcessRunning(orphan)).toBe(true);
    const messages: string[] = [];

    cassandra = await startEmbeddedCassandra({
      dataDirectory: directory.path,
      onProgress: (message) => messages.push(message),
    });

    expect(isProcessRunning(orphan)).toBe(false);
    expect(messages).toContainEqual(
      expect.stringContaining('Ending the node that an earlier run left'),
    );
    const client = await openClient(cassandra.connection);
    const keyspaces = await client.execute(
      "SELECT * FROM system_schema.keyspaces WHERE keyspace_name = 'made_before_the_kill'",
    );
    await client.shutdown();
    expect(keyspaces.rowLength).toBe(1);
  });
});
