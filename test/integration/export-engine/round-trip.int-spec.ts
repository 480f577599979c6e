import fc from 'fast-check';
import { join } from 'node:path';
import {
  type Cassandra,
  connectCassandra,
  mapConcurrent,
  type NewRow,
  type Repository,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { exportTable, type ExportTableOptions } from '../../../src/export-engine/index.js';
import { anyRow, EveryType } from '../../support/export-engine/every-type.js';
import { linesOf } from '../../support/export-engine/exported-files.js';
import { nullText, readByPython } from '../../support/export-engine/read-by-python.js';
import { fromParquet, readParquet } from '../../support/export-engine/read-parquet.js';
import { readTexts } from '../../support/export-engine/read-texts.js';
import { seed } from '../../support/seed.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const rows = Number(process.env.EXPORT_ROWS ?? 200);
/** Set by `npm run test:export-round-trip`. */
const python = process.env.EXPORT_PYTHON;
const compressions = ['none', 'gzip', 'zstd'] as const;

describe(`an export of every type of column (TEST_SEED=${seed})`, () => {
  const directory = temporaryDirectory();
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let table: Repository<EveryType>;
  const expected = new Map<string, Record<string, unknown>>();

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    cassandra = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [EveryType],
    });
    table = cassandra.repository(EveryType);
    const sample =
      fc.sample(
        fc.uniqueArray(anyRow, { selector: ({ id }) => id, minLength: rows, maxLength: rows }),
        { seed, numRuns: 1 },
      )[0] ?? [];
    await mapConcurrent(
      [...sample.slice(1), ...sample.slice(0, 1).map(withLargeCells)],
      64,
      (row) => table.insert(row),
    );
    // As the driver and the library's codecs read them: sets and maps are sorted by the server.
    for await (const row of table.scan()) expected.set(String(row.id), jsonOf(row));
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  it.each(compressions)('to NDJSON, compressed with %s, has every value', async (compression) => {
    const { folder, result } = await run({ format: 'ndjson', compression });

    const lines = await linesOf(folder, result);

    expect(lines).toHaveLength(rows);
    expect(result.manifest.rows).toBe(rows);
    for (const line of lines) expect(rounded(line)).toEqual(expected.get(String(line.id)));
  });

  it.each(compressions)('to CSV, compressed with %s, reads back in DuckDB', async (compression) => {
    const { folder, result } = await run({ format: 'csv', compression });

    const cells = await readTexts(join(folder, 'every_type-*.csv*'), columns);

    expect(cells).toHaveLength(rows);
    expect(result.manifest.rows).toBe(rows);
    for (const row of cells) expect(fromCsv(row)).toEqual(expected.get(String(row.id)));
  });

  it.each(compressions)(
    'to Parquet, compressed with %s, reads back in DuckDB',
    async (compression) => {
      const { folder } = await run({ format: 'parquet', compression });

      const read = await readParquet(join(folder, 'every_type-*.parquet'));

      expect(read).toHaveLength(rows);
      for (const row of read) {
        const values = expected.get(String(Number(row.id)));
        // DuckDB shows an empty map as it does an empty list.
        expect(rounded(fromParquet(row))).toEqual(JSON.parse(JSON.stringify(values), noObject));
      }
    },
  );

  if (python !== undefined) {
    it.each(
      (['csv', 'ndjson', 'parquet'] as const).flatMap((format) =>
        compressions.map((compression) => ({ format, compression })),
      ),
    )('to $format, compressed with $compression, reads back in Python', async (how) => {
      const { folder } = await run({ ...how, csv: { nullText } });

      const read = await readByPython(python, how.format, join(folder, 'every_type-*'));

      expect(read).toHaveLength(rows);
      for (const row of read) {
        const values = how.format === 'csv' ? fromCsv(row as Record<string, string>) : rounded(row);
        expect(values).toEqual(expected.get(String(row.id)));
      }
    });
  }

  async function run(
    options: Pick<ExportTableOptions, 'format'> & Partial<ExportTableOptions>,
  ): Promise<{ folder: string; result: Awaited<ReturnType<typeof exportTable>['done']> }> {
    const folder = directory.next();
    const running = exportTable({
      connection: cassandra,
      source: EveryType,
      destination: folder,
      parts: 5,
      ...options,
    });
    return { folder, result: await running.done };
  }
});

/** Cells of a megabyte and more: alone, in a collection, and of characters that each format writes in a way of its own. */
function withLargeCells(row: NewRow<EveryType>): NewRow<EveryType> {
  const text = 'é"\n,\\😀'.repeat(120_000);
  const blob = Uint8Array.from({ length: 1 << 20 }, (_, index) => (index * 31) & 255);
  return { ...row, text, blob, list: ['', text], varint: 7n ** 3000n };
}

function noObject(_: string, value: unknown): unknown {
  const isObject = typeof value === 'object' && value !== null;
  return isObject && Object.keys(value).length === 0 ? [] : value;
}

/** What a row's JSON is, told by the library; but an empty collection that is not frozen is stored as null. */
function jsonOf(row: EveryType): Record<string, unknown> {
  const json = JSON.parse(JSON.stringify(row)) as Record<string, unknown>;
  for (const name of ['list', 'set', 'map', 'listOfMaps', 'mapOfSets', 'mapByTuple', 'people']) {
    const value = json[name];
    if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) {
      json[name] = null;
    }
  }
  return rounded(json);
}

/** Of 32 bits, the export writes the shortest text, JavaScript that of the double. */
function rounded(json: Record<string, unknown>): Record<string, unknown> {
  const round = (value: unknown): unknown =>
    typeof value === 'number' ? Math.fround(value) : value;
  const floats = json.floats as unknown[] | null;
  const rounded = { ...json, float: round(json.float), floats: floats?.map(round) ?? null };
  // JSON.stringify has no -0, which the files have.
  return JSON.parse(JSON.stringify(rounded)) as Record<string, unknown>;
}

const columns = Object.keys(EveryType.definition.columns);
/** Their text is no JSON, or their JSON is a text. */
const textKinds = new Set([
  'ascii',
  'bigint',
  'blob',
  'date',
  'decimal',
  'duration',
  'inet',
  'text',
  'time',
  'timestamp',
  'timeuuid',
  'uuid',
  'varint',
]);
const kinds = new Map(
  Object.entries(EveryType.definition.columns).map(([name, { kind }]) => [name, kind as string]),
);

function fromCsv(row: Record<string, string | null>): Record<string, unknown> {
  const json = Object.entries(row).map(([name, text]) => {
    const isText = textKinds.has(kinds.get(name) ?? '') || /^(NaN|-?Infinity)$/.test(text ?? '');
    return [name, text === null || isText ? text : (JSON.parse(text) as unknown)];
  });
  return rounded(Object.fromEntries(json) as Record<string, unknown>);
}
