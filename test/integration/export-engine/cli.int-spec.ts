import { readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Cassandra, connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { createNumbers } from '../../support/export-engine/numbered-table.js';
import { endOf, runCli, startCli } from '../../support/export-engine/run-cli.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';
import { waitFor } from '../../support/wait-for.js';

const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };
const rows = 2000;

describe('cassanest', () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra(keyspace.connection);
    await createNumbers(cassandra.client, keyspace.name, rows);
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  it('exports, verifies, and ends with 3 when a file was changed', async () => {
    const folder = join(directory.path, 'whole');
    const exported = await runCli(['export', ...source(), '--to', folder, '--verify']);
    expect(exported).toMatchObject({ code: 0, errors: '' });
    expect(exported.output).toMatch(/^2 000 rows in 1 file, .*\nVerified: 1 file, 2 000 rows\.\n$/);

    writeFileSync(join(folder, 'numbers.csv'), 'changed');
    const verified = await runCli(['verify', folder]);
    expect(verified).toMatchObject({ code: 3, output: '' });
    expect(verified.errors).toContain('numbers.csv has 7 bytes');
  });

  it('ends an export cleanly at Ctrl-C and says how to go on', async () => {
    const folder = join(directory.path, 'interrupted');
    const slow = ['export', ...source(), '--to', folder, '--rows-per-second', '500'];
    const child = startCli([...slow, '--parts', '4']);
    const end = endOf(child);
    await waitFor('a part to be finished', () =>
      Promise.resolve(readFolder(folder).some((name) => name.endsWith('.csv')) || null),
    );
    child.kill('SIGINT');

    const { code, errors } = await end;
    expect(code).toBe(130);
    expect(errors).toContain(`npx cassanest export --keyspace ${keyspace.name}`);
    expect(errors).toContain('--resume');
    expect(readFolder(folder).filter((name) => /part$|lock/.test(name))).toEqual([]);
    const resumed = await runCli(['export', ...source(), '--to', folder, '--resume']);
    expect(resumed).toMatchObject({ code: 0 });
    expect(resumed.output).toContain('2 000 rows in 4 files');
  });

  it.each([
    [['export'], '--keyspace is missing.'],
    [['export', '--colour'], "Unknown option '--colour'"],
    [['verify'], 'Name one folder.'],
    [['export', '--ttl', 'all', '--verify'], '--verify compares the content'],
    [['export', '--format', 'xml'], 'format is one of "csv", "ndjson", "parquet".'],
    [['export', '--columns', 'id,'], '--columns is names of columns with commas between them'],
    [['export', '--columns', ''], '--columns is empty.'],
    [['export', '--tls-ca', ''], '--tls-ca is empty.'],
    [['load', '--journal', ''], '--journal is empty.'],
    [['verify', ''], 'One of the arguments is empty.'],
    [
      ['export', '--writetime', ','],
      '--writetime is all, or names of columns with commas between them',
    ],
    [['export', '--where', ' '], '--where is what follows WHERE.'],
    [['export', '--decimal', 'n=9'], 'Only Parquet has decimals of a fixed precision'],
    [['load', '--from', '.', '--nulls', 'keep'], 'nulls is one of "unset", "delete".'],
  ])('ends %j with 2', async (args, message) => {
    const all = args.length > 2 ? [...args, ...source(), '--to', directory.path] : args;
    const { code, errors } = await runCli(args[0] === 'load' ? all.slice(0, -2) : all);
    expect(code).toBe(2);
    expect(errors).toContain(message);
    expect(errors).toContain('Usage: cassanest');
  });

  it('ends with 1 and the reason when there is no such table', async () => {
    const to = join(directory.path, 'none');
    const { code, errors } = await runCli([
      ...['export', '--keyspace', keyspace.name, '--table', 'nothing', '--to', to],
    ]);
    expect(code).toBe(1);
    expect(errors).toBe(
      `There is no table "${keyspace.name}"."nothing". Views and virtual tables are neither exported nor loaded.\n`,
    );
  });

  it('says why the server refuses a filter, and takes another one for the same folder', async () => {
    const to = ['--to', join(directory.path, 'filtered'), '--where'];
    const refused = await runCli(['export', ...source(), ...to, 'value = 1']);
    expect(refused.code).toBe(1);
    expect(refused.errors).toMatch(
      /^The server refuses to read "numbers" by this filter.*\n.*FILTER/,
    );
    expect(refused.errors).not.toContain('--resume');

    const exported = await runCli(['export', ...source(), ...to, 'id = 1 AND place = 1']);
    expect(exported.code).toBe(0);
    expect(exported.output).toMatch(/^1 row in 1 file/);
  });

  it('tells its version', async () => {
    expect(await runCli(['--version'])).toEqual({ code: 0, errors: '', output: `${version}\n` });
  });

  function source(): string[] {
    return ['--keyspace', keyspace.name, '--table', 'numbers'];
  }
});

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
