import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Cassandra, connectCassandra, Decimal } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import {
  exportTable,
  type ExportTableOptions,
  FailedRowsError,
  type OutputRow,
  type RowTransform,
  verifyExport,
} from '../../../src/export-engine/index.js';
import { linesOf } from '../../support/export-engine/exported-files.js';
import { createNumbers } from '../../support/export-engine/numbered-table.js';
import { readParquet } from '../../support/export-engine/read-parquet.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const rows = 2000;

describe('exportTable with a transform', () => {
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

  it('writes what becomes of each row: one, none or several, by the declared columns', async () => {
    const transform: RowTransform = {
      columns: { id: 'int', total: 'decimal', tags: 'set<text>' },
      apply: ({ id, place, tags }) => {
        if (place === 0) return null;
        const row = {
          id,
          total: new Decimal(BigInt(Number(place)), 2),
          tags: new Set((tags as Map<string, number>).keys()),
        };
        return place === 1 ? [row, { ...row, total: null }] : row;
      },
    };

    const result = await start({ transform });

    const perPartition = 20;
    const partitions = rows / perPartition;
    expect(result.manifest).toMatchObject({
      rows,
      columns: { id: 'int', total: 'decimal', tags: 'set' },
      transform: { read: rows, passed: rows - partitions, dropped: partitions, failed: 0 },
    });
    const lines = await linesOf(folder, result);
    expect(lines.filter(({ id }) => id === 7)).toEqual([
      { id: 7, total: '0.01', tags: ['a'] },
      { id: 7, total: null, tags: ['a'] },
      ...Array.from({ length: 18 }, (_, index) => ({
        id: 7,
        total: `0.${String(index + 2).padStart(2, '0')}`,
        tags: ['a'],
      })),
    ]);
    expect(
      await verifyExport({ destination: folder, connection: cassandra, against: 'count' }),
    ).toMatchObject({ findings: [] });
  });

  it('gives values and takes them back, so that an identity changes no byte', async () => {
    const columns = {
      id: 'int',
      place: 'int',
      name: 'text',
      tags: 'map<text, int>',
      value: 'double',
    };
    const plain = await start({});
    const plainFolder = folder;
    folder = `${folder}-transformed`;
    const asynchronous = async (row: object): Promise<object> => {
      await nextTurn();
      return { ...row };
    };
    const transform = { columns, apply: asynchronous as RowTransform['apply'], concurrency: 64 };
    const result = await start({ transform, parts: 1 });

    expect(await linesOf(folder, result)).toEqual(await linesOf(plainFolder, plain));
  });

  it('writes Parquet', async () => {
    const columns = { id: 'int', at: 'time', 'a "name"': 'frozen<list<int>>' };
    const apply = ({ id }: Readonly<Record<string, unknown>>) => ({ id, 'a "name"': [1, 2] });
    await start({ format: 'parquet', transform: { columns, apply } });

    const read = await readParquet(join(folder, 'numbers.parquet'), '*');
    expect(read).toHaveLength(rows);
    expect(read).toContainEqual({ id: 7, at: null, 'a "name"': [1, 2] });
  });

  it('goes on past rows that fail, and writes key, stage and reason of each to dead letters', async () => {
    const transform: RowTransform = {
      columns: { id: 'int', place: 'int' },
      apply: ({ id, place }) => {
        if (id === 3 && place === 4) throw new Error('no such thing');
        if (id === 5 && place === 6) return { id: 'five', place };
        if (id === 5 && place === 7)
          return [
            { id, place },
            { id, places: 1 },
          ];
        return { id, place };
      },
    };

    await expect(start({ transform, maxErrors: 2 })).rejects.toThrow(FailedRowsError);
    expect(readdirSync(folder)).toContain('dead-letters-00000.jsonl');
    const result = await start({ transform, maxErrors: 3, resume: true });

    expect(result.manifest).toMatchObject({
      rows: rows - 3,
      transform: { read: rows, passed: rows - 3, dropped: 0, failed: 3 },
    });
    const letters = join(folder, 'dead-letters-00000.jsonl');
    expect(statSync(letters).mode & 0o777).toBe(0o600);
    const lines = readFileSync(letters, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      expect.arrayContaining([
        { part: 0, key: { id: 3, place: 4 }, stage: 'transform', reason: 'no such thing' },
        {
          part: 0,
          key: { id: 5, place: 6 },
          stage: 'encode',
          reason: '"id": a whole number from -2147483648 to 2147483647 is wanted',
        },
        {
          part: 0,
          key: { id: 5, place: 7 },
          stage: 'encode',
          reason: '"places" is no declared column',
        },
      ]),
    );
    expect(lines).toHaveLength(3);
  });

  it('holds the reading back while an asynchronous transform is not done', async () => {
    let running = 0;
    let most = 0;
    let calls = 0;
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const transform: RowTransform = {
      columns: { id: 'int' },
      concurrency: 5,
      apply: async ({ id }) => {
        calls += 1;
        running += 1;
        most = Math.max(most, running);
        if (calls === 5) setImmediate(release);
        await released;
        running -= 1;
        return { id };
      },
    };

    await start({ transform, parts: 1 });

    expect(most).toBe(5);
    expect(calls).toBe(rows);
  });

  it('does not take the end of the export for a failure of rows', async () => {
    const stop = new AbortController();
    const transform: RowTransform = {
      columns: { id: 'int' },
      apply: ({ id }, { signal }): OutputRow => {
        stop.abort(new Error('enough'));
        signal.throwIfAborted();
        return { id };
      },
    };

    await expect(start({ transform, signal: stop.signal, maxErrors: 9 })).rejects.toThrow('enough');
    expect(existsSync(join(folder, 'dead-letters-00000.jsonl'))).toBe(false);
  });

  it.each([
    [{}, 'transform.columns has one column or more.'],
    [{ id: 'number' }, 'transform.columns has no CQL type for "id": "number".'],
  ])('refuses the columns %j', async (columns, message) => {
    await expect(start({ transform: { columns, apply: () => null } })).rejects.toThrow(message);
  });

  it('is resumed with the same columns only, and its content is not verified without it', async () => {
    const apply = ({ id }: Readonly<Record<string, unknown>>) => ({ id });
    await start({ transform: { columns: { id: 'int' }, apply } });

    const other = { columns: { id: 'bigint' }, apply };
    await expect(start({ transform: other, resume: true })).rejects.toThrow(/another transform/);
    await expect(
      verifyExport({ destination: folder, connection: cassandra, against: 'content' }),
    ).rejects.toThrow(/made by a transform/);
  });

  async function start(options: Partial<ExportTableOptions>) {
    return await exportTable({
      connection: cassandra,
      source: { keyspace: keyspace.name, table: 'numbers' },
      destination: folder,
      format: 'ndjson',
      ...options,
    }).done;
  }
});
