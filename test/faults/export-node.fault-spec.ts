import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cassandra, connectCassandra } from '../../src/cassandra/index.js';
import {
  createTestKeyspace,
  startCassandra,
  type TestCassandra,
  type TestKeyspace,
} from '../../src/embedded-cassandra/testing/index.js';
import { exportTable, type ExportHandle } from '../../src/export-engine/index.js';
import { createNumbers } from '../support/export-engine/numbered-table.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

/** `npm run test:export-kills` has more. */
const nodeKills = Number(process.env.EXPORT_NODE_KILLS ?? 1);
const downMs = process.env.LONG_TESTS === undefined ? 2000 : 30_000;
const rows = 20_000;
const kinds = [
  ['csv', 'gzip'],
  ['parquet', 'zstd'],
  ['ndjson', 'none'],
  ['csv', 'zstd'],
] as const;

describe('an export whose node is killed with -9', () => {
  const directory = temporaryDirectory();
  let cluster: TestCassandra;
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;

  beforeAll(async () => {
    cluster = await startCassandra({ profile: 'durable' });
    keyspace = await createTestKeyspace(cluster.connection);
    cassandra = await connectCassandra(keyspace.connection);
    await createNumbers(cassandra.client, keyspace.name, rows);
  });

  afterAll(async () => {
    await cassandra.close();
    await cluster.stop();
    directory.remove();
  });

  it(
    `waits for it, or ends and is resumed, and has the files of an undisturbed run (${nodeKills} kills)`,
    async () => {
      for (let round = 0; round < nodeKills; round++) {
        const kind = kinds[round % kinds.length] ?? kinds[0];
        await start(`calm-${round}`, kind).done;
        const slow = { rowsPerSecond: 10_000 };
        const patient = start(`patient-${round}`, kind, slow);
        const impatient = start(`impatient-${round}`, kind, { ...slow, retryForMs: 500 });
        const failed = impatient.done.catch((error: unknown) => error);
        await rowsCame(patient, 1 + Math.random() * 0.5 * rows);

        await killAndStart();

        expect(String(await failed)).toMatch(/no node could be reached|did not answer/);
        expect(readdirSync(join(directory.path, `impatient-${round}`))).not.toContain('_SUCCESS');
        const resumed = start(`impatient-${round}`, kind, { resume: true });
        for (const { done } of [patient, resumed]) {
          expect((await done).manifest.rows).toBe(rows);
        }
        expect(filesOf(`patient-${round}`)).toEqual(filesOf(`calm-${round}`));
        expect(filesOf(`impatient-${round}`)).toEqual(filesOf(`calm-${round}`));
      }
    },
    240_000 + nodeKills * 240_000,
  );

  async function killAndStart(): Promise<void> {
    const [node] = cluster.nodes;
    if (node === undefined) throw new Error('no node');
    await node.kill();
    await delay(downMs);
    await cluster.startNode(node);
  }

  function start(
    name: string,
    [format, compression]: (typeof kinds)[number],
    more: Partial<Parameters<typeof exportTable>[0]> = {},
  ): ExportHandle {
    return exportTable({
      connection: cassandra,
      source: { keyspace: keyspace.name, table: 'numbers' },
      destination: join(directory.path, name),
      parts: 8,
      format,
      compression,
      ...more,
    });
  }

  /** Data files and what they hold. */
  function filesOf(name: string): Record<string, string> {
    const folder = join(directory.path, name);
    const names = readdirSync(folder).filter((one) => one.startsWith('numbers'));
    return Object.fromEntries(
      names.map((one) => [one, readFileSync(join(folder, one)).toString('base64')]),
    );
  }
});

async function rowsCame({ progress }: ExportHandle, wanted: number): Promise<void> {
  for await (const { rows: count } of progress) if (count >= wanted) return;
}
