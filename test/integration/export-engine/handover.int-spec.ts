import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Cassandra, connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import {
  type ExportHandover,
  type ExportResult,
  exportTable,
  verifyExport,
} from '../../../src/export-engine/index.js';
import { createNumbers } from '../../support/export-engine/numbered-table.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const rows = 4000;
const parts = 8;

/** One export that goes from folder to folder, as it does when instances take it over. */
describe('exportTable({ handover })', () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let plan: string;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra(keyspace.connection);
    await createNumbers(cassandra.client, keyspace.name, rows);
    await expect(run('first', { onPlan }, parts / 2)).rejects.toThrow('enough');
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  const folder = (name: string): string => join(directory.path, name);
  const inode = (name: string, file: string): number => statSync(join(folder(name), file)).ino;
  const onPlan = (text: string): Promise<void> => {
    plan = text;
    return Promise.resolve();
  };

  /** Ends when so many parts are finished. */
  async function run(
    name: string,
    handover: ExportHandover,
    enough = Infinity,
  ): Promise<ExportResult> {
    mkdirSync(folder(name));
    const running = exportTable({
      connection: cassandra,
      source: { keyspace: keyspace.name, table: 'numbers' },
      format: 'csv',
      destination: folder(name),
      parts,
      concurrency: 1,
      handover,
    });
    for await (const { ringFraction } of running.progress) {
      if (ringFraction >= enough / parts) running.cancel(new Error('enough'));
    }
    return await running.done;
  }

  function finished(name: string): string[] {
    const lines = readFileSync(join(folder(name), 'journal.jsonl'), 'utf8')
      .trim()
      .split('\n');
    return lines.slice(1).map((line) => (JSON.parse(line.slice(9)) as { name: string }).name);
  }

  it('goes on with the plan and the finished parts of another folder, without copying them', async () => {
    const before = finished('first');
    const { files, manifest } = await run('second', { plan, adoptFrom: [folder('first')] });
    const calm = await run('calm', { plan });

    expect(before.length).toBeGreaterThan(1);
    expect(before.length).toBeLessThan(parts);
    expect(manifest.rows).toBe(rows);
    expect(files).toEqual(calm.files);
    const linked = files.filter(({ name }) => before.includes(name));
    expect(linked.map(({ name }) => inode('second', name))).toEqual(
      linked.map(({ name }) => inode('first', name)),
    );
    const { findings } = await verifyExport({
      destination: folder('second'),
      connection: cassandra,
      against: 'content',
    });
    expect(findings).toEqual([]);
  });

  it('reads again what is not whole there, and takes nothing of another plan or from nowhere', async () => {
    await expect(run('damaged', { plan }, parts / 2)).rejects.toThrow('enough');
    const [name = '', ...whole] = finished('damaged');
    appendFileSync(join(folder('damaged'), name), 'x');
    await run('foreign', {});

    const adoptFrom = [folder('nowhere'), folder('foreign'), folder('damaged')];
    const { files } = await run('third', { plan, adoptFrom });

    expect(files).toEqual((await run('calm again', { plan })).files);
    expect(inode('third', name)).not.toBe(inode('damaged', name));
    for (const one of whole) expect(inode('third', one)).toBe(inode('damaged', one));
  });

  it('writes no manifest when it may not', async () => {
    const refuse = (): Promise<void> => Promise.reject(new Error('not yours'));

    await expect(run('lost', { plan, beforeManifest: refuse })).rejects.toThrow('not yours');

    expect(existsSync(join(folder('lost'), 'manifest.json'))).toBe(false);
    expect(existsSync(join(folder('lost'), '_SUCCESS'))).toBe(false);
  });
});
