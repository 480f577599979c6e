import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cassandra, connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { createNumbers } from '../../support/export-engine/numbered-table.js';
import { endOf, runCli, startCli } from '../../support/export-engine/run-cli.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

/** `npm run test:export-kills` has 100. */
const kills = Number(process.env.EXPORT_KILLS ?? 3);
const rows = 20_000;
const rowsPerSecond = 20_000;
const kinds = [
  ['csv', 'none'],
  ['ndjson', 'gzip'],
  ['parquet', 'zstd'],
  ['csv', 'zstd'],
  ['ndjson', 'none'],
  ['csv', 'gzip'],
  ['ndjson', 'zstd'],
  ['parquet', 'none'],
  ['parquet', 'gzip'],
] as const;

describe('cassanest export, killed with -9', () => {
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

  it(
    `gives the files of an undisturbed run when it is resumed, after ${kills} kills`,
    async () => {
      for (let done = 0, round = 0; done < kills; round++) {
        const [format, compression] = kinds[round % kinds.length] ?? kinds[0];
        const folder = join(directory.path, `killed-${round}`);
        const args = exportArgs(folder, format, compression);
        const undisturbed = join(directory.path, `${format}-${compression}`);
        const calm = await runCli([...exportArgs(undisturbed, format, compression), '--resume']);
        expect(calm).toMatchObject({ code: 0 });

        for (let times = 1 + (round % 3); times > 0 && done < kills; times--) {
          const child = startCli([...args, '--resume']);
          const end = endOf(child);
          // The process needs some tenths of a second to begin, and about one to read.
          await delay(200 + Math.random() * 1400);
          if (child.kill('SIGKILL')) done += 1;
          await end;
        }
        const resumed = await runCli([...args, '--resume']);

        expect(resumed).toMatchObject({ code: 0 });
        expect(filesOf(folder)).toEqual(filesOf(undisturbed));
        expect(readManifest(folder)).toMatchObject({ rows });
      }
    },
    240_000 + kills * 12_000,
  );

  function exportArgs(folder: string, format: string, compression: string): string[] {
    return [
      'export',
      ...['--keyspace', keyspace.name, '--table', 'numbers', '--to', folder],
      ...['--format', format, '--compression', compression, '--parts', '12'],
      ...['--rows-per-second', String(rowsPerSecond)],
    ];
  }
});

/** Data files and what they hold; beside them only what an export leaves when it is done. */
function filesOf(folder: string): Record<string, string> {
  const own = ['_SUCCESS', 'journal.jsonl', 'manifest-files.jsonl', 'manifest.json', 'plan.json'];
  const names = readdirSync(folder).filter((name) => !own.includes(name));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}

function readManifest(folder: string): unknown {
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as unknown;
}
