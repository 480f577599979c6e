import { execFile, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  connectionToEnvironment,
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { findOrphan } from '../../../src/embedded-cassandra/node/cassandra-node.js';
import { clusterDirectory } from '../../support/nodes/cluster-directory.js';
import { isProcessRunning } from '../../support/processes.js';
import { openClient } from '../../support/nodes/open-client.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { waitFor } from '../../support/wait-for.js';

const root = join(import.meta.dirname, '../../..');
const cli = join(root, 'dist/cli/main.js');

interface Ended {
  readonly code: number;
  readonly output: string;
  readonly complaint: string;
}

describe('cassanest', () => {
  const directory = temporaryDirectory();
  const tables = join(directory.path, 'tables.mjs');
  let keyspace: TestKeyspace;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    // The package by its path, as the folder lies outside of it. What it keeps open must not keep a command from ending.
    writeFileSync(
      tables,
      `import { int, Table, text } from '${join(root, 'dist/cassandra/index.js')}';
       export class City extends Table('cities', { columns: { id: int(), name: text() }, partitionKey: ['id'], indexes: ['name'] }) {}
       export const notATable = setInterval(() => undefined, 1000);`,
    );
  });

  afterAll(async () => {
    await keyspace.drop();
    directory.remove();
  });

  function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ended> {
    const env = {
      ...process.env,
      NODE_OPTIONS: '',
      ...connectionToEnvironment(keyspace.connection),
      CASSANDRA_KEYSPACE: keyspace.name,
      ...environment,
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [cli, ...args], { env }, (error, output, complaint) => {
        resolve({ code: error === null ? 0 : Number(error.code), output, complaint });
      });
    });
  }

  it('schema diff prints the CQL and fails, schema apply runs it, schema diff is content then', async () => {
    const before = await run(['schema', 'diff', '--tables', tables]);
    expect(before.code).toBe(3);
    expect(before.output).toContain(`CREATE TABLE IF NOT EXISTS "${keyspace.name}"."cities"`);
    expect(before.output).toContain('CREATE INDEX');
    expect(await run(['schema', 'apply', '--tables', tables])).toMatchObject({ code: 0 });
    expect(await run(['schema', 'diff', '--tables', tables])).toEqual({
      code: 0,
      output: '1 tables: the schema is as declared.\n',
      complaint: '',
    });
  });

  it('takes an empty variable as absent', async () => {
    const empty = { CASSANDRA_LOCAL_DATACENTER: '', CASSANDRA_TLS: '', CASSANDRA_TLS_CA: '' };
    const apply = ['schema', 'apply', '--tables', tables];
    expect(await run(apply, empty)).toMatchObject({ code: 0, complaint: '' });
    const nowhere = await run(apply, { CASSANDRA_CONTACT_POINTS: '' });
    expect(nowhere).toMatchObject({ code: 2 });
    expect(nowhere.complaint).toContain('Name a node with --host.');
  });

  it('takes spaces in the list of nodes, and no empty name', async () => {
    const [node = ''] = keyspace.connection.contactPoints;
    const apply = ['schema', 'apply', '--tables', tables];
    const two = await run(apply, { CASSANDRA_CONTACT_POINTS: `${node}, ${node}` });
    expect(two).toMatchObject({ code: 0 });
    const none = await run(apply, { CASSANDRA_CONTACT_POINTS: `${node},` });
    expect(none).toMatchObject({ code: 2 });
    expect(none.complaint).toContain('CASSANDRA_CONTACT_POINTS has an empty name.');
  });

  it('reconcile tells what a projection lacks, and fills it', async () => {
    const projected = join(directory.path, 'projected.mjs');
    writeFileSync(
      projected,
      `import { int, Projection, Table, text } from '${join(root, 'dist/cassandra/index.js')}';
       export class Town extends Table('towns', { columns: { id: int(), name: text() }, partitionKey: ['id'], writes: 'versioned' }) {}
       export const ByName = Projection(Town, 'towns_by_name', { partitionKey: ['name'], clusteringKey: ['id'] });`,
    );
    expect(await run(['schema', 'apply', '--tables', projected])).toMatchObject({ code: 0 });
    const client = await openClient(keyspace.connection);
    await client.execute(`INSERT INTO ${keyspace.name}.towns (id, name) VALUES (1, 'Metz')`);
    const reconcile = ['reconcile', '--tables', projected];
    expect((await run([...reconcile, '--dry-run'])).code).toBe(3);
    const filled = await run([...reconcile, '--backfill']);
    expect(filled).toMatchObject({ code: 0, complaint: '' });
    expect(filled.output).toContain('towns: 1 rows and 1 projected ones');
    expect(await run([...reconcile, '--dry-run'])).toMatchObject({ code: 0 });
    await client.shutdown();
  });

  it('says what is wrong with its arguments, and ends with 2', async () => {
    for (const [args, complaint] of [
      [['schema', 'diff'], 'Give --tables.'],
      [['schema', 'drop', '--tables', tables], 'Say diff or apply.'],
      [['schema', 'diff', '--tables', './nowhere.js'], 'There is no file'],
      [['schema', 'diff', '--tabels', tables], "Unknown option '--tabels'"],
      [['schema', 'diff', '--tables', ''], '--tables is empty.'],
      [['node', '--port', 'cql'], '--port: give 1 to 65535.'],
      [['node', '--data-dir', ''], '--data-dir is empty.'],
      [['migrate'], 'cassanest <command>'],
    ] as const) {
      expect(await run(args)).toMatchObject({
        code: 2,
        complaint: expect.stringContaining(complaint) as string,
      });
    }
    expect((await run(['--help'])).output).toMatch(/schema +compares the cluster/);
  });

  it('fails with one sentence where it cannot connect, and no password in it', async () => {
    const password = { CASSANDRA_PASSWORD: 'not the right one' };
    const { code, complaint } = await run(['schema', 'diff', '--tables', tables], password);
    expect(code).toBe(1);
    expect(complaint).toContain('the credentials were refused');
    expect(complaint).not.toMatch(/not the right one|\n\s+at /);
  });

  it('node leaves none behind at Ctrl-C while it still starts', async () => {
    const data = clusterDirectory();
    const nodePid = (): number | null => findOrphan(join(data.path, 'node1'))?.pid ?? null;
    const node = spawn(process.execPath, [cli, 'node', '--data-dir', data.path]);
    let code: number | null = null;
    node.on('exit', (ended) => (code = ended ?? -1));
    try {
      await waitFor('the node', () => nodePid() !== null || code !== null);
      const pid = nodePid();
      node.kill('SIGINT');
      await waitFor('its end', () => code !== null);
      expect(code).toBe(130);
      await waitFor('the end of the node', () => !isProcessRunning(pid));
    } finally {
      node.kill('SIGKILL');
      data.remove();
    }
  });

  it('node runs one in the foreground and stops it at Ctrl-C', async () => {
    const data = clusterDirectory();
    const node = spawn(process.execPath, [cli, 'node', '--data-dir', data.path, '--tls']);
    let output = '';
    let code: number | null = null;
    node.stdout.on('data', (text: Buffer) => (output += text.toString()));
    node.on('exit', (ended) => (code = ended ?? -1));
    try {
      await waitFor('the node', () => output.includes('Ctrl-C stops it') || code !== null);
      expect(output).toMatch(/CASSANDRA_PASSWORD=\S+/);
      const [, authority = ''] = /CASSANDRA_TLS_CA='(.+)'/.exec(output) ?? [];
      expect(readFileSync(authority, 'utf8')).toContain('BEGIN CERTIFICATE');
      node.kill('SIGINT');
      await waitFor('its end', () => code !== null);
      expect(code).toBe(0);
    } finally {
      node.kill('SIGKILL');
      data.remove();
    }
  });
});
