import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
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
import { readParquet } from '../../support/export-engine/read-parquet.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

describe('exportTable writes', () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let folder: string;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra(keyspace.connection);
  });

  beforeEach(() => {
    folder = directory.next();
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

  it('decimals and varints with a precision in Parquet, exactly, and null for what has none', async () => {
    const nines = '9'.repeat(38);
    await create(
      'amounts',
      'price decimal PRIMARY KEY, id int, total varint, small varint, parts list<decimal>',
    );
    await run(
      `INSERT INTO %.amounts (id, price, total, small, parts) VALUES (1, 12.5, ${nines}, 99, [1.5])`,
      `INSERT INTO %.amounts (id, price, total, small) VALUES (2, -0.0001, -${nines}, -99)`,
      'INSERT INTO %.amounts (id, price, total, small) VALUES (3, 0, 0, 0)',
      'INSERT INTO %.amounts (id, price) VALUES (4, 9999999999999999.9999)',
      'INSERT INTO %.amounts (id, price, total) VALUES (5, 3E+3, 1)',
      'INSERT INTO %.amounts (id, price, small) VALUES (6, 1.23450000, 100)',
      'INSERT INTO %.amounts (id, price) VALUES (7, 1.23456)',
      'INSERT INTO %.amounts (id, price) VALUES (8, 10000000000000000)',
    );
    const parquet = {
      decimals: {
        price: { precision: 20, scale: 4 },
        total: { precision: 38 },
        small: { precision: 2, scale: 0 },
      },
    };
    const options = { format: 'parquet', parquet } as const;
    await expect(start('amounts', { ...options, maxErrors: 2 })).rejects.toThrow(BadCellsError);

    const { manifest } = await start('amounts', { ...options, maxErrors: 3, resume: true });

    const texts = 'id, price::VARCHAR AS price, total::VARCHAR AS total, small::VARCHAR AS small';
    const read = await readParquet(join(folder, 'amounts.parquet'), `${texts}, parts`);
    expect(read.toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual([
      { id: 1, price: '12.5000', total: nines, small: '99', parts: ['1.5'] },
      { id: 2, price: '-0.0001', total: `-${nines}`, small: '-99', parts: null },
      { id: 3, price: '0.0000', total: '0', small: '0', parts: null },
      { id: 4, price: '9999999999999999.9999', total: null, small: null, parts: null },
      { id: 5, price: '3000.0000', total: '1', small: null, parts: null },
      { id: 6, price: '1.2345', total: null, small: null, parts: null },
      { id: 7, price: null, total: null, small: null, parts: null },
      { id: 8, price: null, total: null, small: null, parts: null },
    ]);
    const kinds = 'DISTINCT typeof(price) AS price, typeof(total) AS total, typeof(small) AS small';
    expect(await readParquet(join(folder, 'amounts.parquet'), kinds)).toEqual([
      { price: 'DECIMAL(20,4)', total: 'DECIMAL(38,0)', small: 'DECIMAL(2,0)' },
    ]);
    expect(manifest.badCells).toBe(3);
    const lines = readFileSync(join(folder, 'errors.ndjson'), 'utf8').trimEnd().split('\n');
    const cells = lines.map((line) => JSON.parse(line) as { column: string; reason: string });
    expect(cells.map(({ column, reason }) => `${column}: ${reason}`).sort()).toEqual([
      'price: more digits than DECIMAL(20, 4) has room for',
      'price: more than 4 places behind the point',
      'small: more digits than DECIMAL(2, 0) has room for',
    ]);
    expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toContain('"version": 2,');
    const verified = { destination: folder, connection: cassandra, against: 'content' } as const;
    expect(await verifyExport(verified)).toEqual({ files: 1, rows: 8, findings: [] });
    await expect(start('amounts', { format: 'parquet', resume: true })).rejects.toThrow(
      'another precision of decimals',
    );
  });

  it('no decimals with a precision there cannot be', async () => {
    await create('prices', 'id int PRIMARY KEY, price decimal, total varint, parts list<decimal>');
    const refused = async (
      decimals: Record<string, { precision: number; scale?: number }>,
      reason: string,
      format: 'csv' | 'parquet' = 'parquet',
    ): Promise<void> => {
      await expect(start('prices', { format, parquet: { decimals } })).rejects.toMatchObject({
        code: 'export-refused',
        message: expect.stringContaining(reason) as unknown,
      });
    };

    await refused({ price: { precision: 9 } }, 'Only Parquet', 'csv');
    await refused({ price: { precision: 39 } }, 'from 1 to 38');
    await refused({ price: { precision: 9, scale: 10 } }, 'from 0 to 9');
    await refused({ cost: { precision: 9 } }, 'The files have id, parts, price, total.');
    await refused({ parts: { precision: 9 } }, 'of type list');
    await refused({ price: null as never }, 'decimals: "price" has a precision and a scale.');
    await refused(null as never, 'decimals has columns, each with');
    await refused({ total: { precision: 9, scale: 2 } }, 'is a varint');
  });

  it('null in Parquet for what has no form in a clustering column, and nothing for it in a partition key', async () => {
    const none = 'blob_as_time(0x7fffffffffffffff)';
    const noon = '12:00:00.000000000';
    await create('shifts', 'id int, at time, place time, PRIMARY KEY ((id, at), place)');
    await run(
      `INSERT INTO %.shifts (id, at, place) VALUES (1, '${noon}', '${noon}')`,
      `INSERT INTO %.shifts (id, at, place) VALUES (2, '${noon}', ${none})`,
    );
    const parquet = { format: 'parquet', maxErrors: 9 } as const;
    await start('shifts', parquet);

    const file = join(folder, 'shifts.parquet');
    expect((await readParquet(file, '*')).toSorted((a, b) => Number(a.id) - Number(b.id))).toEqual([
      { id: 1, at: noon, place: noon },
      { id: 2, at: noon, place: null },
    ]);

    for (const [id, at, key] of [
      ['3', none, { id: 3, at: null, place: noon }],
      ['blob_as_int(0x)', `'${noon}'`, { id: null, at: noon, place: noon }],
    ] as const) {
      folder = `${folder}-next`;
      const where = `id = ${id} AND at = ${at}`;
      await run(`INSERT INTO %.shifts (id, at, place) VALUES (${id}, ${at}, '${noon}')`);
      await expect(start('shifts', { ...parquet, where: { cql: where } })).rejects.toThrow(
        'a partition key holds no null in Parquet',
      );
      expect(readdirSync(folder)).not.toContain('shifts.parquet');
      expect(JSON.parse(readFileSync(join(folder, 'errors.ndjson'), 'utf8'))).toMatchObject({
        key,
      });
    }
    folder = `${folder}-text`;
    const result = await start('shifts', { format: 'ndjson', maxErrors: 2 });
    expect(await linesOf(folder, result)).toEqual(
      expect.arrayContaining([
        { id: 3, at: null, place: noon },
        { id: null, at: noon, place: noon },
      ]),
    );
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
