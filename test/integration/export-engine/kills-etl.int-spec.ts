import { type ChildProcess, spawn } from 'node:child_process';
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
const kills = Number(process.env.EXPORT_KILLS ?? 2);
const rows = 12_000;
const script = join(import.meta.dirname, '../../support/export-engine/export-with-transform.mjs');

describe('ETL, killed with -9', () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra(keyspace.connection);
    await createNumbers(cassandra.client, keyspace.name, rows);
    await createNumbers(cassandra.client, keyspace.name, 0, 'copy');
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  it(
    `counts and writes what an undisturbed export with a transform does, after ${kills} kills`,
    async () => {
      const undisturbed = join(directory.path, 'undisturbed');
      expect(await endOf(transformTo(undisturbed))).toMatchObject({ code: 0, errors: '' });
      for (let done = 0, round = 0; done < kills; round++) {
        const folder = join(directory.path, `killed-${round}`);
        for (let times = 1 + (round % 3); times > 0 && done < kills; times--) {
          if (await killed(transformTo(folder), 1600)) done += 1;
        }
        expect(await endOf(transformTo(folder))).toMatchObject({ code: 0, errors: '' });

        expect(filesOf(folder)).toEqual(filesOf(undisturbed));
        const tenth = rows / 10;
        expect(readJson(join(folder, 'manifest.json'))).toMatchObject({
          rows: rows - 2 * tenth + tenth,
          transform: { read: rows, passed: rows - 2 * tenth, dropped: tenth, failed: tenth },
        });
        expect(deadLettersIn(folder)).toBe(tenth);
      }
    },
    240_000 + kills * 12_000,
  );

  it(
    `loads every row and counts it once, after ${kills} kills`,
    async () => {
      const from = join(directory.path, 'numbers');
      const to = ['--to', from, '--format', 'ndjson', '--compression', 'gzip', '--parts', '2'];
      expect(await runCli(['export', ...table('numbers'), ...to])).toMatchObject({ code: 0 });
      for (let done = 0, round = 0; done < kills; round++) {
        await cassandra.client.execute(`TRUNCATE ${keyspace.name}.copy`);
        const journal = join(directory.path, `journal-${round}`);
        const args = ['load', ...table('copy'), '--from', from, '--journal', journal, '--resume'];
        for (let times = 1 + (round % 3); times > 0 && done < kills; times--) {
          if (await killed(startCli(args), 4000)) done += 1;
        }
        expect(await runCli(args)).toMatchObject({ code: 0, errors: '' });

        expect(readJson(join(journal, 'load.json'))).toMatchObject({
          ...{ read: rows, written: rows, failed: 0 },
        });
        const { rows: counted } = await cassandra.client.execute(
          `SELECT count(*), sum(place) AS places FROM ${keyspace.name}.copy`,
        );
        expect(counted[0]).toMatchObject({ places: (rows / 20) * 190 });
        expect(Number(counted[0]?.count)).toBe(rows);
      }
    },
    240_000 + kills * 24_000,
  );

  function transformTo(destination: string): ChildProcess {
    const options = {
      connection: { ...keyspace.connection, cursorSecrets: ['x'.repeat(64)] },
      source: { keyspace: keyspace.name, table: 'numbers' },
      ...{ destination, format: 'ndjson', compression: 'gzip', parts: 12, rowsPerSecond: rows },
    };
    const env = { ...process.env, NODE_OPTIONS: '' };
    const args = [script, JSON.stringify(options)];
    return spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  function table(name: string): string[] {
    return ['--keyspace', keyspace.name, '--table', name];
  }
});

/** At a random moment; the process needs some tenths of a second to begin. Gives whether it was still there. */
async function killed(child: ChildProcess, withinMs: number): Promise<boolean> {
  const end = endOf(child);
  await Promise.race([end, delay(200 + Math.random() * withinMs)]);
  const wasThere = child.kill('SIGKILL');
  await end;
  return wasThere;
}

/** Data files and dead letters and what they hold; beside them only what an export leaves when it is done. */
function filesOf(folder: string): Record<string, string> {
  const own = ['_SUCCESS', 'journal.jsonl', 'manifest-files.jsonl', 'manifest.json', 'plan.json'];
  const names = readdirSync(folder).filter((name) => !own.includes(name));
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(folder, name)).toString('base64')]),
  );
}

function deadLettersIn(folder: string): number {
  return readdirSync(folder)
    .filter((name) => name.startsWith('dead-letters-'))
    .map((name) => readFileSync(join(folder, name), 'utf8').split('\n').length - 1)
    .reduce((sum, lines) => sum + lines, 0);
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8')) as unknown;
}
