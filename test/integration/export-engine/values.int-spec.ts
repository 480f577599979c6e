import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cassandra, connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import {
  BadCellsError,
  exportTable,
  type ExportTableOptions,
  verifyExport,
} from '../../../src/export-engine/index.js';
import { contentOf, linesOf } from '../../support/export-engine/exported-files.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

describe('exportTable writes', () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let folder: string;
  let folders = 0;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra(keyspace.connection);
  });

  beforeEach(() => {
    folders += 1;
    folder = join(directory.path, String(folders));
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  it('the first and the last value of types that JavaScript has no room for', async () => {
    await create('extremes', 'id int PRIMARY KEY, at timestamp, day date');
    await run(
      'INSERT INTO %.extremes (id, at, day) VALUES (1, 9223372036854775807, 4294967295)',
      'INSERT INTO %.extremes (id, at, day) VALUES (2, -9223372036854775808, 0)',
      "INSERT INTO %.extremes (id, at, day) VALUES (3, '9999-12-31T23:59:59.999Z', '9999-12-31')",
    );

    const lines = await linesOf(folder, await start('extremes', { format: 'ndjson' }));

    expect(lines.sort((a, b) => Number(a.id) - Number(b.id))).toEqual([
      { id: 1, at: '+292278994-08-17T07:12:55.807Z', day: '5881580-07-11' },
      { id: 2, at: '-292275055-05-16T16:47:04.192Z', day: '-5877641-06-23' },
      { id: 3, at: '9999-12-31T23:59:59.999Z', day: '9999-12-31' },
    ]);
  });

  it('counters, static columns of a partition without rows, and names that need quotes', async () => {
    await create('hits', 'id text PRIMARY KEY, "Hits ""x""" counter');
    await create('statics', 'id int, place int, shared text static, PRIMARY KEY (id, place)');
    await run(
      `UPDATE %.hits SET "Hits ""x""" = "Hits ""x""" + 9007199254740993 WHERE id = 'a'`,
      "INSERT INTO %.statics (id, shared) VALUES (1, 'alone')",
    );

    expect(contentOf(folder, await start('hits', { format: 'csv' }))).toBe(
      'id,"Hits ""x"""\na,9007199254740993\n',
    );
    folder = `${folder}-statics`;
    expect(await linesOf(folder, await start('statics', { format: 'ndjson' }))).toEqual([
      { id: 1, place: null, shared: 'alone' },
    ]);
  });

  it.each([['id'], ['id', 'value'], ['place', 'id']])(
    'no line for a partition that has static columns alone, where only %s are asked for',
    async (...columns) => {
      const table = `rows_of_${columns.join('_')}`;
      await create(
        table,
        'id int, place int, shared text static, value text, PRIMARY KEY (id, place)',
      );
      await run(
        `INSERT INTO %.${table} (id, shared) VALUES (1, 'alone')`,
        `INSERT INTO %.${table} (id, place, shared) VALUES (2, 20, 'too')`,
        `INSERT INTO %.${table} (id, place, value) VALUES (2, 21, 'more')`,
      );

      const result = await start(table, { format: 'ndjson', columns });

      const rows = [
        { id: 2, place: 20, value: null },
        { id: 2, place: 21, value: 'more' },
      ];
      expect(await linesOf(folder, result)).toEqual(
        rows.map((row) =>
          Object.fromEntries(columns.map((name) => [name, Reflect.get(row, name)])),
        ),
      );
      const verified = { destination: folder, connection: cassandra, against: 'content' } as const;
      expect(await verifyExport(verified)).toEqual({ files: 1, rows: 2, findings: [] });
    },
  );

  it('CSV as it is asked for', async () => {
    await create('texts', 'id int PRIMARY KEY, text text');
    await run(
      "INSERT INTO %.texts (id, text) VALUES (1, '=SUM(A1;A2)')",
      "INSERT INTO %.texts (id, text) VALUES (2, 'NULL')",
      'INSERT INTO %.texts (id) VALUES (3)',
    );

    const csv = { delimiter: ';', header: false, nullText: 'NULL', escapeFormulas: true };
    const text = contentOf(folder, await start('texts', { format: 'csv', csv }));

    expect(text.trimEnd().split('\n').sort()).toEqual([
      `"1";"'=SUM(A1;A2)"`,
      '"2";"NULL"',
      '"3";NULL',
    ]);
  });

  it.each(['csv', 'ndjson', 'parquet'] as const)(
    'an empty table as files that are whole, in %s',
    async (format) => {
      await create(`empty_${format}`, 'id int PRIMARY KEY, text text');

      const { manifest, files } = await start(`empty_${format}`, { format });

      expect(manifest.rows).toBe(0);
      const text = readFileSync(join(folder, files[0]?.name ?? ''), 'latin1');
      expect(text).toMatch({ csv: /^id,text\n$/, ndjson: /^$/, parquet: /^PAR1.*PAR1$/s }[format]);
    },
  );

  it('cells that have no form as null, up to a number, and names each in a file of its own', async () => {
    await create('times', 'id int PRIMARY KEY, spare int, at time');
    await run(
      'INSERT INTO %.times (id, spare, at) VALUES (7, 1, blob_as_time(0x7fffffffffffffff))',
      "INSERT INTO %.times (id, spare, at) VALUES (8, 2, '01:02:03')",
    );

    await expect(start('times', { format: 'ndjson' })).rejects.toThrow(BadCellsError);
    folder = `${folder}-allowed`;
    const result = await start('times', { format: 'ndjson', maxErrors: 1 });

    expect(result.manifest.badCells).toBe(1);
    expect(await linesOf(folder, result)).toEqual(
      expect.arrayContaining([
        { id: 7, spare: 1, at: null },
        { id: 8, spare: 2, at: '01:02:03.000000000' },
      ]),
    );
    expect(JSON.parse(readFileSync(join(folder, 'errors.ndjson'), 'utf8'))).toEqual({
      part: 0,
      key: { id: 7 },
      column: 'at',
      reason: 'the day has no such time',
    });
    folder = `${folder}-parquet`;
    const parquet = await start('times', { format: 'parquet', maxErrors: 1 });
    expect(parquet.manifest).toMatchObject({ badCells: 1, rows: 2 });
  });

  it('each cell without a form once, though the export was cut off and resumed', async () => {
    await create('many_times', 'id int PRIMARY KEY, at time');
    const ids = Array.from({ length: 40 }, (_, id) => id);
    await run(
      ...ids.map(
        (id) =>
          `INSERT INTO %.many_times (id, at) VALUES (${id}, blob_as_time(0x7fffffffffffffff))`,
      ),
    );
    const many = { format: 'csv', parts: 4, concurrency: 1 } as const;
    await expect(start('many_times', { ...many, maxErrors: 25 })).rejects.toThrow(BadCellsError);
    // As a process leaves it that is killed while it writes.
    appendFileSync(join(folder, 'errors.ndjson'), '{"part":0,"key":{"id"');

    const result = await start('many_times', { ...many, maxErrors: 40, resume: true });

    expect(result.manifest.badCells).toBe(40);
    const lines = readFileSync(join(folder, 'errors.ndjson'), 'utf8').trimEnd().split('\n');
    const listed = lines.map((line) => (JSON.parse(line) as { key: { id: number } }).key.id);
    expect(listed.toSorted((a, b) => a - b)).toEqual(ids);
  });

  async function create(table: string, columns: string): Promise<void> {
    await run(`CREATE TABLE %.${table} (${columns})`);
  }

  async function run(...statements: string[]): Promise<void> {
    for (const cql of statements) {
      await cassandra.client.execute(cql.replace('%', keyspace.name));
    }
  }

  async function start(
    table: string,
    options: Pick<ExportTableOptions, 'format'> & Partial<ExportTableOptions>,
  ) {
    return await exportTable({
      connection: cassandra,
      source: { keyspace: keyspace.name, table },
      destination: folder,
      ...options,
    }).done;
  }
});
