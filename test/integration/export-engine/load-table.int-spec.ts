import fc from 'fast-check';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Cassandra, connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import {
  exportTable,
  FailedRowsError,
  loadTable,
  type LoadTableOptions,
  TableChangedError,
} from '../../../src/export-engine/index.js';
import { anyRow, EveryType } from '../../support/export-engine/every-type.js';
import { linesOf } from '../../support/export-engine/exported-files.js';
import { seed } from '../../support/seed.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const rows = Number(process.env.EXPORT_ROWS ?? 200);

describe(`loadTable (TEST_SEED=${seed})`, () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let folder: string;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [EveryType],
    });
    await run(
      'CREATE TABLE %.people (id int, place int, name text, tags set<text>, team text static, PRIMARY KEY (id, place))',
      'CREATE TABLE %.counters (id int PRIMARY KEY, hits counter)',
    );
  });

  beforeEach(() => {
    folder = directory.next();
  });

  afterEach(async () => {
    await run('TRUNCATE %.people');
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  describe('of an export of every type', () => {
    beforeAll(async () => {
      const table = cassandra.repository(EveryType);
      const [sample = []] = fc.sample(
        fc.uniqueArray(anyRow, { selector: ({ id }) => id, minLength: rows, maxLength: rows }),
        { seed, numRuns: 1 },
      );
      await Promise.all(sample.map((row) => table.insert(row)));
      await run(
        "UPDATE %.every_type SET shared = 'alone' WHERE id = -1",
        'INSERT INTO %.every_type (id, place, tuple, timestamp, date) VALUES (-2, 50554d6e-29bb-11e5-b345-feff819cdc9f, (null, 1.5, null), 9223372036854775807, 4294967295)',
      );
    });

    it.each(
      (['csv', 'ndjson'] as const).flatMap((format) =>
        (['none', 'gzip', 'zstd'] as const).map((compression) => [format, compression] as const),
      ),
    )(
      'brings %s, compressed with %s, back into a table like it, every row equal',
      async (format, compression) => {
        const target = `copy_${format}_${compression}`;
        await createCopy(target);
        const source = { keyspace: keyspace.name, table: 'every_type' };
        await exportTable({
          connection: cassandra,
          source,
          format,
          compression,
          destination: folder,
          parts: 3,
        }).done;

        const result = await load({ table: target, from: folder, journal: `${folder}-journal` });

        expect(result).toMatchObject({ read: rows + 2, written: rows + 2, failed: 0 });
        expect(await rowsOf(target)).toEqual(await rowsOf('every_type'));
      },
    );
  });

  it('reads files of other hands: by a header, by a name, by options', async () => {
    const csv = join(directory.path, 'hand.csv.gz');
    // Of several members, as programs make it that compress side by side; bgzip ends with an empty one.
    const members = ['place;id;name\r\n1;1;"a;\n""b', '"""\r\n2;1;NULL\r\n3;1;"NULL"', ''];
    writeFileSync(csv, Buffer.concat(members.map((member) => gzipSync(member))));
    await load({ from: csv, csv: { delimiter: ';', nullText: 'NULL' } });
    const json = join(directory.path, 'hand.txt');
    writeFileSync(json, '{"id":2,"where":1,"tags":["x"]}\n{"where":2,"id":2,"more":1}\n');
    await load({
      from: json,
      format: 'ndjson',
      columns: ['id', { column: 'place', name: 'where' }, 'tags'],
      maxErrors: 1,
    });

    expect(await rowsOf('people')).toEqual([
      { id: 1, place: 1, name: 'a;\n"b"', tags: null, team: null },
      { id: 1, place: 2, name: null, tags: null, team: null },
      { id: 1, place: 3, name: 'NULL', tags: null, team: null },
      { id: 2, place: 1, name: null, tags: ['x'], team: null },
    ]);
  });

  it('goes on past rows that cannot be loaded, and writes each to the dead letters', async () => {
    const from = join(directory.path, 'bad.ndjson');
    writeFileSync(
      from,
      [
        '{"id":1,"place":1,"name":"good","tags":null}',
        '{"id":1,"place":2,',
        '{"id":1,"place":"3","name":"secret"}',
        '{"id":1,"place":4,"tags":["a",null]}',
        '{"id":1,"place":null,"name":"secret"}',
        '{"id":1,"place":6,"other":1}',
        `{"id":1,"place":7,"name":"${'x'.repeat(16 << 20)}"}`,
        '{"id":1,"place":8,"name":"good"}',
      ].join('\n'),
    );
    await expect(load({ from, maxErrors: 5 })).rejects.toThrow(FailedRowsError);
    const result = await load({ from, maxErrors: 6, resume: true });

    expect(result).toMatchObject({ read: 8, written: 2, failed: 6 });
    const letters = join(journalOf(from), 'dead-letters.jsonl');
    expect(statSync(letters).mode & 0o777).toBe(0o600);
    const file = 'bad.ndjson';
    expect(
      readFileSync(letters, 'utf8')
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { file, row: 2, key: {}, stage: 'parse', reason: 'JSON is wanted' },
      {
        ...{ file, row: 3, key: { id: 1, place: '3' }, stage: 'value', column: 'place' },
        reason: 'a whole number from -2147483648 to 2147483647 is wanted',
      },
      {
        ...{ file, row: 4, key: { id: 1, place: 4 }, stage: 'value', column: 'tags' },
        reason: 'a collection holds no null',
      },
      {
        ...{ file, row: 5, key: { id: 1, place: null }, stage: 'value', column: 'place' },
        reason: 'a key has a value',
      },
      {
        ...{ file, row: 6, key: {}, stage: 'parse' },
        reason: 'a name stands for no column of the load',
      },
      {
        ...{ file, row: 7, key: { id: 1, place: 7 }, stage: 'write' },
        reason: 'the row is longer than 15 MiB',
      },
    ]);
  });

  it('changes nothing when it is repeated, and nothing that was written later', async () => {
    const from = join(directory.path, 'again.csv');
    writeFileSync(from, 'id,place,name,tags\n1,1,old,"[""a"",""b""]"\n1,2,,\n');
    const timestampMicros = 1_000_000_000_000_000n;
    await load({ from, timestampMicros });
    await run("UPDATE %.people SET name = 'new' WHERE id = 1 AND place = 2");
    const before = await rowsOf('people');

    await load({ from, timestampMicros, journal: folder, nulls: 'delete' });

    expect(before).toEqual([
      { id: 1, place: 1, name: 'old', tags: ['a', 'b'], team: null },
      { id: 1, place: 2, name: 'new', tags: null, team: null },
    ]);
    expect(await rowsOf('people')).toEqual(before);
  });

  it('deletes by a null only if asked to', async () => {
    await run("INSERT INTO %.people (id, place, name) VALUES (1, 1, 'there')");
    const from = join(directory.path, 'nulls.csv');
    writeFileSync(from, 'id,place,name\n1,1,\n');
    await load({ from });
    expect(await rowsOf('people')).toMatchObject([{ name: 'there' }]);
    await load({ from, journal: folder, nulls: 'delete' });
    expect(await rowsOf('people')).toMatchObject([{ name: null }]);
  });

  it('is resumed where it was, with the same files only', async () => {
    const from = join(directory.path, 'resumed.csv');
    const line = (row: number): string => `${row % 7},${row},"n ""${row}"""\n`;
    const text = Array.from({ length: 12_000 }, (_, row) => line(row)).join('');
    writeFileSync(from, `id,place,name\n${text}`);
    const stop = new AbortController();
    const options = optionsOf({ from, signal: stop.signal });
    const running = loadTable(options);
    for await (const { read } of running.progress) {
      if (read > 6000) stop.abort(new Error('enough'));
    }
    await expect(running.done).rejects.toThrow('enough');
    expect(readdirSync(journalOf(from)).sort()).toEqual([
      'dead-letters.jsonl',
      'journal.jsonl',
      'load-plan.json',
    ]);

    await expect(load({ from })).rejects.toThrow(/has a load already/);
    await expect(load({ from, resume: true, nulls: 'delete' })).rejects.toThrow(/of nulls/);
    const before = readFileSync(from);
    writeFileSync(from, 'id,place,name\n');
    await expect(load({ from, resume: true })).rejects.toThrow(/another source/);
    writeFileSync(from, before);
    const result = await load({ from, resume: true });

    expect(result).toMatchObject({ read: 12_000, written: 12_000, failed: 0 });
    const { rows: counted } = await cassandra.client.execute(
      `SELECT count(*) FROM ${keyspace.name}.people`,
    );
    expect(Number(counted[0]?.count)).toBe(12_000);
    const journal = readFileSync(join(journalOf(from), 'journal.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(journal).toHaveLength(1 + 3);
    expect(await load({ from, resume: true })).toEqual(result);
  });

  it('ends when the table was truncated meanwhile', async () => {
    const from = join(directory.path, 'truncated.csv');
    writeFileSync(from, 'id,place\n1,1\nx,2\n');
    await expect(load({ from })).rejects.toThrow(FailedRowsError);
    await run('TRUNCATE %.people');
    await expect(load({ from, resume: true })).rejects.toThrow(TableChangedError);
  });

  it.each([
    [
      'a list that is not frozen',
      'every_type',
      'id,place,list\n',
      /"list", a list that is not frozen/,
    ],
    ['counters', 'counters', 'id,hits\n', /has counters/],
    ['a column it has not', 'people', 'id,place,nam\n', /has no column "nam"/],
    ['no key', 'people', 'id,name\n', /has "place" in its key/],
    ['no header', 'people', '', /does not tell the columns/],
    ['no table', 'nothing', 'id\n', /There is no table/],
  ])('refuses %s', async (name, table, text, message) => {
    const from = join(directory.path, `refused ${name}.csv`);
    writeFileSync(from, text);
    await expect(load({ table, from })).rejects.toThrow(message);
  });

  it('refuses an export that is not finished or was changed', async () => {
    await run('INSERT INTO %.people (id, place) VALUES (1, 1)');
    const source = { keyspace: keyspace.name, table: 'people' };
    await exportTable({ connection: cassandra, source, format: 'csv', destination: folder }).done;
    truncateSync(join(folder, 'people.csv'), 3);
    await expect(load({ from: folder })).rejects.toThrow(/people.csv is not what the export/);
    const other = `${folder}-unfinished`;
    mkdirSync(other);
    writeFileSync(join(other, 'plan.json'), readFileSync(join(folder, 'plan.json')));
    await expect(load({ from: other })).rejects.toThrow(/is not finished/);
  });

  it('says that a file is cut off', async () => {
    const from = join(directory.path, 'cut.ndjson.gz');
    writeFileSync(from, gzipSync('{"id":1,"place":1}\n'.repeat(100)).subarray(0, 30));
    await expect(load({ from })).rejects.toThrow(/cut\.ndjson\.gz is cut off or damaged/);
  });

  function optionsOf(
    options: Partial<LoadTableOptions> & Pick<LoadTableOptions, 'from'>,
    table = 'people',
  ): LoadTableOptions {
    return { connection: cassandra, target: { keyspace: keyspace.name, table }, ...options };
  }

  async function load({
    table,
    ...options
  }: Partial<LoadTableOptions> & Pick<LoadTableOptions, 'from'> & { readonly table?: string }) {
    return await loadTable(optionsOf(options, table)).done;
  }

  function journalOf(from: string): string {
    return `${from}.load-${keyspace.name}.people`;
  }

  /** Every row, by its key, as the export tells it. */
  async function rowsOf(table: string): Promise<Record<string, unknown>[]> {
    const destination = directory.next();
    const source = { keyspace: keyspace.name, table };
    const options = { connection: cassandra, source, format: 'ndjson', destination } as const;
    const lines = await linesOf(destination, await exportTable(options).done);
    const key = ({ id, place }: Record<string, unknown>): string => JSON.stringify([id, place]);
    return lines.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }

  /** A table with the same columns, its lists frozen. */
  async function createCopy(table: string): Promise<void> {
    const { rows: columns } = await cassandra.client.execute(
      "SELECT column_name, type, kind FROM system_schema.columns WHERE keyspace_name = ? AND table_name = 'every_type'",
      [keyspace.name],
    );
    const lines = columns.map((column) => {
      const type = String(column.type);
      const frozen = type.startsWith('list<') ? `frozen<${type}>` : type;
      return `"${String(column.column_name)}" ${frozen}${column.kind === 'static' ? ' static' : ''}`;
    });
    await run(`CREATE TABLE %.${table} (${lines.join(', ')}, PRIMARY KEY (id, place))`);
  }

  async function run(...statements: string[]): Promise<void> {
    for (const cql of statements) {
      await cassandra.client.execute(cql.replace('%', keyspace.name));
    }
  }
});
