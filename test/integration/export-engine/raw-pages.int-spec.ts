import { Logger } from '@nestjs/common';
import driver from 'cassandra-driver';
import fc from 'fast-check';
import { join } from 'node:path';
import { type Cassandra, connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { exportTable } from '../../../src/export-engine/index.js';
import { RowsAsPages } from '../../../src/export-engine/reading/encode-rows.js';
import {
  installRawPages,
  isRaw,
  rawPageMark,
  type RawRows,
} from '../../../src/export-engine/reading/raw-pages.js';
import { anyRow, EveryType } from '../../support/export-engine/every-type.js';
import { contentOf } from '../../support/export-engine/exported-files.js';
import '../../support/seed.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

/** What the hook promises, on the driver it is used with: a new version of the driver is taken in when this passes. */
describe('raw pages', () => {
  let keyspace: TestKeyspace;
  let cassandra: Cassandra;
  let table: string;
  const directory = temporaryDirectory();

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    const tables = [EveryType];
    cassandra = await connectCassandra({ ...keyspace.connection, schema: 'sync', tables });
    table = `"${keyspace.name}"."every_type"`;
    const repository = cassandra.repository(EveryType);
    await Promise.all(fc.sample(anyRow, 100).map((row) => repository.insert(row)));
  });

  afterAll(async () => {
    await cassandra.close();
    await keyspace.drop();
    directory.remove();
  });

  // First: once they are installed they are there.
  it('are made of rows, with a warning and to the same files, where the driver is not known', async () => {
    const { version } = driver;
    const warnings: string[] = [];
    Logger.overrideLogger({
      log: () => undefined,
      error: () => undefined,
      warn: (text: string) => void warnings.push(text),
    });
    let ofRows: string;
    try {
      Object.assign(driver, { version: '4.10.99' });
      ofRows = await exported('of-rows');
    } finally {
      Object.assign(driver, { version });
      Logger.overrideLogger(false);
    }

    expect(warnings).toEqual([expect.stringContaining('Raw pages are not known')]);
    expect(ofRows.length).toBeGreaterThan(10_000);
    expect(await exported('raw')).toBe(ofRows);
  });

  it('are known for the installed driver, and for no unknown one', () => {
    expect(installRawPages()).toBe(true);
    expect(installRawPages('4.11.0')).toBe(false);
  });

  it('hold the very bytes that the driver decodes, of every type', async () => {
    installRawPages();
    const { columns, rows } = await read(`SELECT * FROM ${table}`);
    const rest = columns.slice(1).map(({ name }) => `"${name}"`);
    const marked = [`"${columns[0]?.name ?? ''}" AS "${rawPageMark}"`, ...rest].join(', ');

    const raw = (await read(`SELECT ${marked} FROM ${table}`)).rows as unknown as RawRows;

    expect(isRaw(rows)).toBe(false);
    expect(isRaw(raw)).toBe(true);
    expect(raw).toHaveLength(rows.length);
    const encoded = new RowsAsPages().encode(rows, columns);
    const [ours, drivers] = [raw.buffer.subarray(raw.offset), encoded.buffer];
    const firstOther = ours.findIndex((byte, index) => byte !== drivers[index]);
    expect({ firstOther, bytes: ours.length }).toEqual({ firstOther: -1, bytes: drivers.length });
  });

  it('come with the state of the next page, and none for an empty one', async () => {
    installRawPages();
    const page = await read(`SELECT id AS "${rawPageMark}" FROM ${table}`, 10);
    const none = await read(`SELECT id AS "${rawPageMark}" FROM ${table} WHERE id = -1`);

    expect(page.rows).toHaveLength(10);
    expect(page.pageState).not.toBeNull();
    expect(none.rows).toHaveLength(0);
  });

  async function exported(name: string): Promise<string> {
    const destination = join(directory.path, name);
    const source = { keyspace: keyspace.name, table: 'every_type' };
    const options = { connection: cassandra, source, format: 'ndjson', destination } as const;
    return contentOf(destination, await exportTable(options).done);
  }

  async function read(cql: string, fetchSize = 1000) {
    return await cassandra.client.execute(cql, [], { prepare: true, fetchSize });
  }
});
