import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  type Cassandra,
  connectCassandra,
  double,
  int,
  Table,
  text,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import {
  DamagedExportError,
  type ExportHandle,
  ExportRefusedError,
  exportTable,
  type ExportTableOptions,
  TableChangedError,
  verifyExport,
} from '../../../src/export-engine/index.js';
import { createNumbers } from '../../support/export-engine/numbered-table.js';
import { linesOf } from '../../support/export-engine/exported-files.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

type Where = NonNullable<ExportTableOptions['where']>;

const rows = 4000;

class RenamedRow extends Table('numbers', {
  columns: { id: int(), place: int(), rowName: text().named('name') },
  partitionKey: ['id'],
  clusteringKey: ['place'],
}) {}

class NumberRow extends Table('numbers', {
  columns: { id: int(), place: int(), name: text(), value: double() },
  partitionKey: ['id'],
  clusteringKey: ['place'],
}) {}

describe('exportTable', () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let folder: string;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra(keyspace.connection);
    await createNumbers(cassandra.client, keyspace.name, rows);
  });

  beforeEach(() => {
    folder = directory.next();
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  it('tells how far it is, up to the end', async () => {
    const running = start();
    const seen = [];
    for await (const progress of running.progress) seen.push(progress);
    const { manifest, files } = await running.done;

    expect(files).toHaveLength(6);
    expect(manifest.rows).toBe(rows);
    expect(seen.at(-1)).toMatchObject({ rows });
    expect(seen.at(-1)?.ringFraction).toBeCloseTo(1, 9);
  });

  it('reads the columns, the partition and the rows that are asked for', async () => {
    const one = await start({
      columns: ['place', { column: 'name', name: 'text' }],
      where: { cql: 'id = ?', values: [7] },
    }).done;
    const lines = await linesOf(folder, one);
    expect(lines).toHaveLength(20);
    expect(lines[3]).toEqual({ place: 3, text: 'row 7, "3"' });

    const filtered = join(directory.path, 'filtered');
    const some = await start({
      destination: filtered,
      where: { cql: 'place = ?', values: [4], allowFiltering: true },
    }).done;
    expect(some.manifest.rows).toBe(rows / 20);
  });

  it('reads the columns of properties where the source is a class', async () => {
    const columns = ['place', 'rowName', { column: 'rowName', name: 'text' }];
    const where = { cql: 'id = 7 AND place = 3' };
    const one = await start({ source: RenamedRow, columns, where }).done;

    const name = 'row 7, "3"';
    expect(await linesOf(folder, one)).toEqual([{ place: 3, rowName: name, text: name }]);
  });

  it('reads the rows of a filter of the repository, and is resumed by the same one', async () => {
    const numbers = cassandra.repository(NumberRow);
    const where = (id: number): Where => numbers.filter({ id, place: { gte: 3, lt: 6 } });
    const typed = { source: NumberRow, columns: ['id', 'place'] };

    const done = await start({ ...typed, where: where(7) }).done;

    expect(await linesOf(folder, done)).toEqual([3, 4, 5].map((place) => ({ id: 7, place })));
    await expect(start({ ...typed, where: where(8), resume: true }).done).rejects.toThrow(
      /another where/,
    );
    const again = await start({ ...typed, where: where(7), resume: true }).done;
    expect(again.files).toEqual(done.files);
  });

  it('binds every kind of value a filter can have', async () => {
    const numbers = cassandra.repository(NumberRow);
    const anyhow = numbers.allowFiltering();
    const rowsOf = async (where: Where, to: string): Promise<number> => {
      const destination = join(folder, to);
      return (await start({ source: NumberRow, where, destination }).done).manifest.rows;
    };
    expect(await rowsOf(numbers.filter({ id: { in: [1, 2] } }), 'in')).toBe(40);
    expect(await rowsOf(anyhow.filter({ name: 'row 7, "3"' }), 'text')).toBe(1);
    expect(await rowsOf(anyhow.filter({ value: -0 }), 'zero')).toBe(0);
    expect(await rowsOf(anyhow.filter({ value: { lt: Infinity } }), 'infinity')).toBe(rows);
  });

  it('refuses a query that says more than a filter, and one of another table', () => {
    const numbers = cassandra.repository(NumberRow);
    const query = numbers.filter({ id: 7 });
    for (const more of [query.limit(1), query.select('id'), query.orderBy({ place: 'desc' })]) {
      const where = more as Where;
      expect(() => start({ source: NumberRow, where })).toThrow(/nothing beside it/);
    }
    expect(() => start({ source: { keyspace: 'x', table: 'y' }, where: query })).toThrow(
      /filter of "numbers"/,
    );
  });

  it('does not read while it is paused, and stops when it is cancelled', async () => {
    const running = start({ rowsPerSecond: 1000 });
    await someRows(running);
    running.pause();
    running.setRates({});
    running.cancel(new Error('enough'));

    await expect(running.done).rejects.toThrow('enough');
    expect(readdirSync(folder)).not.toContain('_SUCCESS');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    const { manifest } = await start({ resume: true }).done;
    expect(manifest.rows).toBe(rows);
  });

  it('refuses a folder with an export, another export in it, and what it does not know', async () => {
    await start().done;

    await expect(start().done).rejects.toThrow(ExportRefusedError);
    await expect(start({ resume: true, format: 'csv' }).done).rejects.toThrow(/another format/);
    expect(() => start({ format: 'xlsx' as 'csv' })).toThrow(ExportRefusedError);
    expect(() => start({ consistency: 'local_one' as 'ONE' })).toThrow(ExportRefusedError);
    await expect(
      start({ destination: join(folder, 'x'), source: { keyspace: keyspace.name, table: 'no' } })
        .done,
    ).rejects.toThrow(/There is no table/);
  });

  it.each<[NonNullable<ExportTableOptions['columns']>]>([
    [['id', 'name', 'id']],
    [['id', { column: 'place', name: 'id' }]],
  ])('refuses the columns %j, of which two have one name in the files', async (columns) => {
    const refused = start({ columns }).done;
    await expect(refused).rejects.toThrow(ExportRefusedError);
    await expect(refused).rejects.toThrow('columns: two of them have the name "id" in the files.');
  });

  it('refuses a second export into the folder while one runs', async () => {
    const running = start({ rowsPerSecond: 1000 });
    await someRows(running);

    await expect(start({ resume: true }).done).rejects.toThrow(/Another process/);
    running.cancel(new Error('enough'));
    await expect(running.done).rejects.toThrow('enough');
  });

  it('reads a part again whose file was changed, and a journal to its last whole line', async () => {
    const { files } = await start().done;
    const before = files.map(({ name }) => readFileSync(join(folder, name), 'utf8'));
    for (const name of ['_SUCCESS', 'manifest.json', 'manifest-files.jsonl']) {
      rmSync(join(folder, name));
    }
    truncateSync(join(folder, files[2]?.name ?? ''), 100);
    const journal = readFileSync(join(folder, 'journal.jsonl'));
    truncateSync(join(folder, 'journal.jsonl'), journal.length - 30);

    await start({ resume: true }).done;

    expect(files.map(({ name }) => readFileSync(join(folder, name), 'utf8'))).toEqual(before);
  });

  it.each([
    ['journal.jsonl', (text: string) => text.replace('"rows":', '"rows":1')],
    ['plan.json', (text: string) => text.slice(0, -10)],
    ['plan.json', (text: string) => text.replace('"numbers"', '"others"')],
  ])('leaves a damaged %s as it is', async (name, damage) => {
    await start().done;
    rmSync(join(folder, '_SUCCESS'));
    const text = damage(readFileSync(join(folder, name), 'utf8'));
    writeFileSync(join(folder, name), text);

    const failure: unknown = await start({ resume: true }).done.catch((error: unknown) => error);

    expect(failure instanceof DamagedExportError || failure instanceof ExportRefusedError).toBe(
      true,
    );
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  describe('verifyExport', () => {
    it('finds a flipped byte, a missing file, and a row deleted from the table', async () => {
      await createNumbers(cassandra.client, keyspace.name, 2000, 'checked');
      const source = { keyspace: keyspace.name, table: 'checked' };
      const { files } = await start({ source }).done;
      const check = (against: 'files' | 'count' | 'content') =>
        verifyExport({ destination: folder, connection: cassandra, against });
      expect(await check('content')).toEqual({ files: 6, rows: 2000, findings: [] });

      const path = join(folder, files[1]?.name ?? '');
      const bytes = readFileSync(path);
      bytes[50] = (bytes[50] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      rmSync(join(folder, files[2]?.name ?? ''));
      expect((await check('files')).findings.map(({ problem }) => problem)).toEqual([
        'checksum',
        'missing',
      ]);

      await cassandra.client.execute(
        `UPDATE ${keyspace.name}.checked SET value = 0.5 WHERE id = 1 AND place = 1`,
      );
      expect((await check('content')).findings.map(({ problem }) => problem)).toContain('content');
      await cassandra.client.execute(
        `DELETE FROM ${keyspace.name}.checked WHERE id = 1 AND place = 1`,
      );
      expect((await check('count')).findings.map(({ problem }) => problem)).toContain('rows');
    });
  });

  it.each([
    ['manifest.json', (text: string) => text.replace('"rows": 4', '"rows": 5')],
    ['manifest-files.jsonl', (text: string) => text.replace(/.*\n/, '')],
  ])('does not verify an export whose %s was changed', async (name, change) => {
    await start().done;
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, change(text));

    expect(readFileSync(path, 'utf8')).not.toBe(text);
    await expect(verifyExport({ destination: folder })).rejects.toThrow(/do not agree/);
  });

  describe('a table that changes', () => {
    it.each([
      ['is dropped', 'DROP TABLE %', /was dropped\./],
      ['is truncated', 'TRUNCATE %', /truncated/],
      ['loses a column', 'ALTER TABLE % DROP name', /column "name" was dropped/],
    ])('ends the export when it %s', async (_, cql, message) => {
      const table = `changing_${basename(folder)}`;
      await createNumbers(cassandra.client, keyspace.name, 2000, table);
      const running = start({
        source: { keyspace: keyspace.name, table },
        rowsPerSecond: 100, // for 20 s: far beyond what the change takes
        checkEveryMs: 50,
      });
      await someRows(running);

      await cassandra.client.execute(cql.replace('%', `${keyspace.name}.${table}`));

      const failure: unknown = await running.done.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(TableChangedError);
      expect(String(failure)).toMatch(message);
      expect(readdirSync(folder)).not.toContain('_SUCCESS');
    });

    it('cannot be resumed when it was made anew', async () => {
      await createNumbers(cassandra.client, keyspace.name, 2000, 'anew');
      const source = { keyspace: keyspace.name, table: 'anew' };
      const running = start({ source, rowsPerSecond: 1000 });
      await someRows(running);
      running.cancel(new Error('enough'));
      await running.done.catch(() => undefined);
      await cassandra.client.execute(`DROP TABLE ${keyspace.name}.anew`);
      await createNumbers(cassandra.client, keyspace.name, 2000, 'anew');

      await expect(start({ source, resume: true }).done).rejects.toThrow(/made anew/);
    });
  });

  function start(options: Partial<ExportTableOptions> = {}): ExportHandle {
    return exportTable({
      connection: cassandra,
      source: { keyspace: keyspace.name, table: 'numbers' },
      format: 'ndjson',
      destination: folder,
      parts: 6,
      ...options,
    });
  }
});

async function someRows({ progress }: ExportHandle): Promise<void> {
  for await (const { rows: count } of progress) if (count > 0) return;
}
