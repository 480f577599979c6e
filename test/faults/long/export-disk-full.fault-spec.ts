import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  startCassandra,
  type TestCassandra,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { createNumbers } from '../../support/export-engine/numbered-table.js';
import { endOf } from '../../support/export-engine/run-cli.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const cli = join(import.meta.dirname, '../../../dist/cli/main.js');
const rows = 20_000;

/** A disk of half a MiB that only this shell and what it starts can see; larger for the second try. */
const script = `
disk="$1"; shift
mount -t tmpfs -o size=512k disk "$disk" || exit 99
"$@"; echo "first $?"; ls "$disk/export"
mount -o remount,size=64m "$disk"
"$@" --resume; echo "second $?"; ls "$disk/export"`;

describe('an export to a disk that is full', () => {
  const directory = temporaryDirectory();
  let cluster: TestCassandra;
  let keyspace: TestKeyspace;

  beforeAll(async () => {
    cluster = await startCassandra();
    keyspace = await createTestKeyspace(cluster.connection);
    const cassandra = await connectCassandra(keyspace.connection);
    await createNumbers(cassandra.client, keyspace.name, rows);
    await cassandra.close();
  });

  afterAll(async () => {
    await cluster.stop();
    directory.remove();
  });

  it('says so, keeps what is finished, and goes on when there is room', async () => {
    const disk = join(directory.path, 'disk');
    mkdirSync(disk);
    const { contactPoints, port, localDataCenter, credentials } = cluster.connection;
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      CASSANDRA_CONTACT_POINTS: contactPoints.join(),
      CASSANDRA_PORT: String(port),
      CASSANDRA_LOCAL_DATACENTER: localDataCenter,
      CASSANDRA_USERNAME: credentials.username,
      CASSANDRA_PASSWORD: credentials.password,
    };
    const source = ['--keyspace', keyspace.name, '--table', 'numbers', '--parts', '16'];
    const command = [process.execPath, cli, 'export', ...source, '--to', join(disk, 'export')];
    const unshared = ['--map-root-user', '--mount', 'sh', '-c', script, 'sh', disk, ...command];

    const { output, errors } = await endOf(
      spawn('unshare', unshared, { env, stdio: ['ignore', 'pipe', 'pipe'] }),
    );

    expect(errors).toContain('the disk is full (ENOSPC)');
    expect(errors).toContain('--resume');
    const [first = '', second = ''] = output.split('second 0');
    expect(first).toContain('first 1');
    expect(first).not.toContain('_SUCCESS');
    expect(first).toContain('numbers-00000.csv');
    expect(second).toContain('_SUCCESS');
    expect(first).toContain('20 000 rows in 16 files');
  });
});
