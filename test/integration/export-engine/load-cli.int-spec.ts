import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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

const rows = 12_000;

describe('cassanest load', () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let exported: string;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra(keyspace.connection);
    await createNumbers(cassandra.client, keyspace.name, rows);
    await createNumbers(cassandra.client, keyspace.name, 0, 'copy');
    exported = join(directory.path, 'exported');
    const to = ['--to', exported, '--compression', 'zstd', '--parts', '3'];
    expect(await runCli(['export', ...table('numbers'), ...to])).toMatchObject({ code: 0 });
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  it('ends cleanly at Ctrl-C, says how to go on, and brings every row back', async () => {
    const args = ['load', ...table('copy'), '--from', exported];
    const journal = `${exported}.load-${keyspace.name}.copy`;
    const child = startCli([...args, '--concurrency', '4']);
    const end = endOf(child);
    await waitFor('a chunk to be finished', () => journalLines(journal) > 1);
    child.kill('SIGINT');

    const { code, errors } = await end;
    expect(code).toBe(130);
    expect(errors).toContain(`npx cassanest load --keyspace ${keyspace.name}`);
    expect(errors).toContain('--resume');
    expect(existsSync(join(journal, '.lock'))).toBe(false);
    const resumed = await runCli([...args, '--resume']);
    expect(resumed).toMatchObject({ code: 0, errors: '' });
    expect(resumed.output).toMatch(/^12 000 rows: 12 000 written, .*\n$/);
    const back = join(directory.path, 'back');
    const again = ['export', ...table('copy'), '--to', back, '--parts', '1', '--format', 'ndjson'];
    expect((await runCli(again)).output).toContain('12 000 rows in 1 file');
  });

  it('says where the rows are that it could not load', async () => {
    const from = join(directory.path, 'bad.csv');
    writeFileSync(from, 'id,place,value\n-1,1,1.5\n-1,2,one\n');
    const args = ['load', ...table('copy'), '--from', from];

    const refused = await runCli(args);
    expect(refused).toMatchObject({ code: 1, output: '' });
    expect(refused.errors).toBe(
      'Cannot load "copy": a row failed (value). dead-letters.jsonl says which and why. Mend it, or allow for such rows with maxErrors.\n',
    );
    const allowed = await runCli([...args, '--resume', '--max-errors', '1']);
    expect(allowed.output).toMatch(/^2 rows: 1 written, 1 in dead-letters.jsonl, /);
  });

  it.each([
    [['--from', 'x'], '--keyspace is missing.'],
    [['--keyspace', 'x', '--timestamp', 'now'], '--timestamp is a whole number.'],
    [
      ['--keyspace', 'x', '--columns', 'a,,b'],
      '--columns is names of columns with commas between them',
    ],
    [['--colour', 'red'], "Unknown option '--colour'"],
  ])('ends %j with 2', async (args, message) => {
    const named = args.includes('--keyspace') ? ['--table', 'x', '--from', 'x'] : [];
    const { code, errors } = await runCli(['load', ...args, ...named]);
    expect(code).toBe(2);
    expect(errors).toContain(message);
    expect(errors).toContain('Usage: cassanest load');
  });

  function table(name: string): string[] {
    return ['--keyspace', keyspace.name, '--table', name];
  }
});

function journalLines(folder: string): number {
  const path = join(folder, 'journal.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}
