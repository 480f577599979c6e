import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cassandra, connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import {
  DamagedExportError,
  ExportRefusedError,
  type ExportResult,
  exportTable,
  type ExportTableOptions,
  loadTable,
  type SourceRow,
  verifyExport,
} from '../../../src/export-engine/index.js';
import { contentOf, linesOf } from '../../support/export-engine/exported-files.js';
import { readParquet } from '../../support/export-engine/read-parquet.js';
import { runCli } from '../../support/export-engine/run-cli.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const ttlSeconds = 86_400;
const micros = '1700000000000001';
const staticMicros = '1700000000000002';

describe('exportTable with write times and times to live', () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let folder: string;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra(keyspace.connection);
    const { name } = keyspace;
    await execute(
      `CREATE TABLE ${name}.cells (id int, place int, owner text static, "Name" text, marks frozen<list<int>>, tags set<text>, PRIMARY KEY (id, place))`,
      `CREATE TABLE ${name}.hits (id int PRIMARY KEY, hits counter)`,
      `CREATE TABLE ${name}.odd (id int PRIMARY KEY, a int, "ttl(a)" int)`,
      `INSERT INTO ${name}.cells (id, owner) VALUES (1, 'ada') USING TIMESTAMP ${staticMicros}`,
      `INSERT INTO ${name}.cells (id, place, "Name", tags) VALUES (1, 1, 'one', {'x', 'y'}) USING TTL ${String(ttlSeconds)} AND TIMESTAMP ${micros}`,
      `INSERT INTO ${name}.cells (id, place, marks) VALUES (1, 2, [7]) USING TIMESTAMP ${micros}`,
      `INSERT INTO ${name}.cells (id, owner) VALUES (2, 'bob') USING TIMESTAMP ${staticMicros}`,
      `UPDATE ${name}.hits SET hits = hits + 1 WHERE id = 1`,
    );
  });

  beforeEach(() => {
    folder = directory.next();
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  it('has both in NDJSON, for every column that can tell, behind the others', async () => {
    const result = await start({ writetime: true, ttl: true });

    expect(result.manifest.columns).toMatchObject({
      'writetime(owner)': 'bigint',
      'ttl(Name)': 'int',
    });
    const rows = byKey(await linesOf(folder, result));
    const [first] = rows;
    expect(Object.keys(first ?? {})).toEqual([
      ...['id', 'place', 'owner', 'Name', 'marks', 'tags'],
      ...['writetime(owner)', 'writetime(Name)', 'writetime(marks)'],
      ...['ttl(owner)', 'ttl(Name)', 'ttl(marks)'],
    ]);
    expect(rows).toEqual([
      expect.objectContaining({
        Name: 'one',
        'writetime(owner)': staticMicros,
        'writetime(Name)': micros,
        'writetime(marks)': null,
        'ttl(owner)': null,
        'ttl(marks)': null,
      }),
      expect.objectContaining({
        marks: [7],
        'writetime(Name)': null,
        'writetime(marks)': micros,
        'ttl(Name)': null,
        'ttl(marks)': null,
      }),
      expect.objectContaining({ id: 2, place: null, 'writetime(owner)': staticMicros }),
    ]);
    expectRunningDown(first?.['ttl(Name)']);
  });

  it('has both in Parquet', async () => {
    await start({ format: 'parquet', writetime: true, ttl: ['Name'] });

    const rows = byKey(await readParquet(join(folder, 'cells.parquet'), '*'));
    expect(rows[0]).toMatchObject({ 'writetime(Name)': micros, 'writetime(marks)': null });
    expect(rows[1]).toMatchObject({ 'writetime(marks)': micros, 'ttl(Name)': null });
    expect(rows[0]).not.toHaveProperty(['ttl(owner)']);
    expectRunningDown(rows[0]?.['ttl(Name)']);
  });

  it('has both in CSV of the command line', async () => {
    const { code, errors } = await runCli([
      ...['export', '--keyspace', keyspace.name, '--table', 'cells', '--to', folder],
      ...['--columns', 'place,owner,Name', '--writetime', 'all', '--ttl', 'Name'],
    ]);

    expect([code, errors]).toEqual([0, '']);
    const files = [{ name: 'cells.csv' }] as unknown as ExportResult['files'];
    const [header, ...lines] = contentOf(folder, { files } as ExportResult)
      .trimEnd()
      .split('\n');
    expect(header).toBe('place,owner,Name,writetime(owner),writetime(Name),ttl(Name)');
    const [, first, second] = lines.sort();
    expect(first).toMatch(new RegExp(`^1,ada,one,${staticMicros},${micros},8\\d{4}$`));
    expect(second).toBe(`2,ada,,${staticMicros},,`);
  });

  it('gives a transform both, without rows that only a static column makes', async () => {
    const seen: SourceRow[] = [];
    await start({
      columns: ['place', { column: 'Name', name: 'name' }],
      writetime: ['name'],
      ttl: ['name'],
      transform: {
        columns: { place: 'int' },
        apply: (row) => {
          seen.push(row);
          return row.place === 1 ? { place: 1 } : null;
        },
      },
    });

    const [first, second, ...more] = seen.sort((a, b) => Number(a.place) - Number(b.place));
    expect(more).toEqual([]);
    expect(first).toMatchObject({ name: 'one', 'writetime(name)': BigInt(micros) });
    expectRunningDown(first?.['ttl(name)']);
    expect(second).toEqual({ place: 2, name: null, 'writetime(name)': null, 'ttl(name)': null });
  });

  it('has the write time of a counter', async () => {
    const source = { keyspace: keyspace.name, table: 'hits' };
    const result = await start({ source, writetime: true, ttl: true });

    const [row] = await linesOf(folder, result);
    expect(row).toEqual({
      id: 1,
      hits: '1',
      'writetime(hits)': expect.stringMatching(/^\d{16}$/) as unknown,
    });
  });

  it('is resumed with the same ones only, and compares the content of write times', async () => {
    const asked = { columns: ['id', 'place', 'Name'], writetime: ['Name'] };
    const { files } = await start(asked);
    expect((await start({ ...asked, resume: true })).files).toEqual(files);
    await expect(start({ ...asked, writetime: true, resume: true })).rejects.toThrow(
      'another writetime than asked for',
    );
    await expect(start({ ...asked, ttl: true, resume: true })).rejects.toThrow('another ttl than');
    const against = 'content';
    expect(
      await verifyExport({ destination: folder, connection: cassandra, against }),
    ).toMatchObject({ findings: [] });
  });

  it('has a plan of a version that earlier programs refuse, unless no column can tell', async () => {
    await start({ columns: ['id', 'place'], writetime: true });
    expect(planText()).toContain('"version": 1,');

    folder = `${folder}-cells`;
    const { files } = await start({ writetime: true });
    const plan = planText();
    expect(plan).toContain('"version": 2,');
    folder = `${folder}-again`;
    const next = plan.replace('"version": 2', '"version": 3');
    await expect(start({ writetime: true, handover: { plan: next } })).rejects.toThrow(
      DamagedExportError,
    );
    expect((await start({ writetime: true, handover: { plan } })).files).toEqual(files);
  });

  it('verifies the count of files with a ttl, and refuses to compare their content', async () => {
    await start({ ttl: ['Name'] });
    const how = { destination: folder, connection: cassandra };

    expect(await verifyExport({ ...how, against: 'count' })).toMatchObject({ findings: [] });
    await expect(verifyExport({ ...how, against: 'content' })).rejects.toThrow('Verify the count');
  });

  it('is loaded without them, when the columns are named', async () => {
    await start({
      columns: ['id', 'place', 'Name'],
      where: { cql: 'id = ?', values: [1] },
      ttl: true,
    });
    await execute(
      `CREATE TABLE ${keyspace.name}.copies (id int, place int, "Name" text, PRIMARY KEY (id, place))`,
    );
    const target = { keyspace: keyspace.name, table: 'copies' };
    const load = { connection: cassandra, target, from: folder };

    await expect(loadTable(load).done).rejects.toThrow(
      'Table "copies" has no column "ttl(Name)". It has id, place, Name. Say with columns',
    );
    const columns = ['id', 'place', 'Name'];
    expect(await loadTable({ ...load, columns }).done).toMatchObject({ written: 2 });
  });

  it.each<[Partial<ExportTableOptions>, string]>([
    [{ writetime: ['place'] }, '"place" has no writetime: it is part of the key'],
    [{ ttl: ['Name', 'tags'] }, '"tags" has no ttl: it is a set that is not frozen'],
    [{ writetime: ['name'] }, 'writetime: the export has no column "name". It has id, place,'],
    [{ columns: ['id'], ttl: ['Name'] }, 'ttl: the export has no column "Name". It has id.'],
  ])('refuses %j', async (options, message) => {
    await expect(start(options)).rejects.toThrow(message);
    await expect(start(options)).rejects.toThrow(ExportRefusedError);
  });

  it('refuses the ttl of a counter, a name that is taken, and what is no list', async () => {
    const hits = { keyspace: keyspace.name, table: 'hits' };
    await expect(start({ source: hits, ttl: ['hits'] })).rejects.toThrow('does not expire');
    const odd = { keyspace: keyspace.name, table: 'odd' };
    await expect(start({ source: odd, ttl: ['a'] })).rejects.toThrow('a column of its own');
    expect(() => start({ ttl: 'Name' as never })).toThrow('ttl is true or an array of columns.');
  });

  function start(options: Partial<ExportTableOptions>): Promise<ExportResult> {
    return exportTable({
      connection: cassandra,
      source: { keyspace: keyspace.name, table: 'cells' },
      format: 'ndjson',
      destination: folder,
      ...options,
    }).done;
  }

  function planText(): string {
    return readFileSync(join(folder, 'plan.json'), 'utf8');
  }

  async function execute(...statements: readonly string[]): Promise<void> {
    for (const cql of statements) await cassandra.client.execute(cql);
  }
});

/** Less than at first, but not by the time a test takes. */
function expectRunningDown(seconds: unknown): void {
  expect(seconds).toEqual(expect.any(Number));
  expect(Number(seconds)).toBeLessThanOrEqual(ttlSeconds);
  expect(Number(seconds)).toBeGreaterThan(ttlSeconds - 3600);
}

function byKey<Row extends Readonly<Record<string, unknown>>>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) =>
    `${String(a.id)} ${String(a.place)}` < `${String(b.id)} ${String(b.place)}` ? -1 : 1,
  );
}
