import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Cassandra, connectCassandra } from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import {
  DamagedExportError,
  ExportFileError,
  type ExportHandle,
  exportTable,
  type ExportTableOptions,
  TableChangedError,
} from '../../../src/export-engine/index.js';
import { createNumbers } from '../../support/export-engine/numbered-table.js';
import { endOf, runCli, startCli } from '../../support/export-engine/run-cli.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

const rows = 2000;
/** Runs for 20 s, far beyond what a change of the schema takes, and sees it at once. */
const slow = { rowsPerSecond: 100, checkEveryMs: 50 } as const;

describe('an export that cannot go on', () => {
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

  it('because a file cannot be written keeps what is finished, says why, and is resumed', async () => {
    const args = ['export', '--keyspace', keyspace.name, '--table', 'numbers', '--to', folder];
    const child = startCli(args.concat('--parts', '4'), { fileBytes: 16 << 10 });

    const { code, errors } = await endOf(child);

    expect(code).toBe(1);
    expect(errors).toContain('larger than this process may write (EFBIG)');
    expect(errors).toContain(`npx cassanest export --keyspace ${keyspace.name}`);
    expect(readdirSync(folder).sort()).toEqual(['journal.jsonl', 'plan.json']);
    const plan = readFileSync(join(folder, 'plan.json'), 'utf8');
    expect(await runCli([...args, '--resume'])).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'plan.json'), 'utf8')).toBe(plan);
    expect(readdirSync(folder)).toContain('_SUCCESS');
  });

  it('because its folder was removed says so, and makes none anew', async () => {
    const running = start({ rowsPerSecond: 1000 });
    await someRows(running);
    rmSync(folder, { recursive: true });

    await expect(running.done).rejects.toThrow(ExportFileError);
    await expect(running.done).rejects.toThrow(/the folder or a file in it is gone/);
    expect(existsSync(folder)).toBe(false);
    expect((await start({ resume: true }).done).manifest.rows).toBe(rows);
  });

  it('because its folder was made anew does not take the rest for the whole', async () => {
    const running = start({ rowsPerSecond: 4000, concurrency: 1, parts: 12 });
    await someRows(running);
    running.pause();
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    running.setRates({});
    running.resume();

    await expect(running.done).rejects.toThrow(/is gone|was removed/);
    expect(readdirSync(folder)).not.toContain('_SUCCESS');
  });

  it('refuses a folder with a file of a name it would write', async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'numbers-00002.ndjson'), 'mine');

    await expect(start().done).rejects.toThrow(/has a file numbers-00002.ndjson/);

    expect(readFileSync(join(folder, 'numbers-00002.ndjson'), 'utf8')).toBe('mine');
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('refuses a destination that is a file', async () => {
    writeFileSync(folder, 'mine');
    await expect(start().done).rejects.toThrow(/no folder/);
    expect(readFileSync(folder, 'utf8')).toBe('mine');
  });

  it('because the credentials are wrong makes no folder, and leaves one as it is', async () => {
    const args = ['export', '--keyspace', keyspace.name, '--table', 'numbers', '--to', folder];
    const environment = { CASSANDRA_USERNAME: 'nobody', CASSANDRA_PASSWORD: 'wrong' };

    const refused = await endOf(startCli(args, { environment }));

    expect(refused.code).toBe(1);
    expect(refused.errors).toMatch(/credentials were refused\. Check username and password/);
    expect(refused.errors).not.toContain('wrong');
    expect(existsSync(folder)).toBe(false);
  });

  describe('because of its journal leaves it as it is', () => {
    it.each([
      ['a flipped byte in the middle', flipped(0.5), /^Line \d+ of journal\.jsonl is damaged/],
      ['a flipped byte in the last line', flipped(0.97), /^Line 7 of journal\.jsonl is damaged/],
      ['a line of something else', (text: string) => `${text}and so on\n`, /^Line 8 of/],
      ['a text that was never a journal', () => 'notes of mine', /^Line 1 of/],
    ])('with %s', async (_, damage, message) => {
      await start().done;
      rmSync(join(folder, '_SUCCESS'));
      const path = join(folder, 'journal.jsonl');
      const text = damage(readFileSync(path, 'utf8'));
      writeFileSync(path, text);

      const failure: unknown = await start({ resume: true }).done.catch((error: unknown) => error);

      expect(failure).toBeInstanceOf(DamagedExportError);
      expect((failure as Error).message).toMatch(message);
      expect(readFileSync(path, 'utf8')).toBe(text);
    });

    it('of another export', async () => {
      await start().done;
      const other = `${folder}-other`;
      await start({ destination: other }).done;
      const journal = readFileSync(join(other, 'journal.jsonl'), 'utf8');
      writeFileSync(join(folder, 'journal.jsonl'), journal);
      rmSync(join(folder, '_SUCCESS'));

      await expect(start({ resume: true }).done).rejects.toThrow(/belongs to another plan/);
      expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).toBe(journal);
    });

    it('without a plan', async () => {
      await start().done;
      rmSync(join(folder, 'plan.json'));
      const before = readdirSync(folder);

      await expect(start({ resume: true }).done).rejects.toThrow(
        /journal\.jsonl but no plan\.json/,
      );
      expect(readdirSync(folder)).toEqual(before);
    });
  });

  describe('because its table is another one', () => {
    it.each([
      ['was dropped', ['DROP TABLE %'], /was dropped\./],
      [
        'was made anew',
        ['DROP TABLE %', 'CREATE TABLE % (id int PRIMARY KEY)'],
        /dropped( and made anew)?\./,
      ],
      ['was truncated', ['TRUNCATE %'], /truncated/],
      ['lost a column', ['ALTER TABLE % DROP name'], /column "name" was dropped/],
      ['has another name for a key', ['ALTER TABLE % RENAME place TO at'], /"place" was dropped/],
      ['has a larger type', ['ALTER TYPE spot ADD why text'], /column "spot" has another type/],
    ])('that %s', async (_, statements, message) => {
      const table = `changing_${basename(folder)}`;
      await cassandra.client.execute(
        `CREATE TYPE IF NOT EXISTS ${keyspace.name}.spot (x int, y int)`,
      );
      await createNumbers(cassandra.client, keyspace.name, rows, table);
      await cassandra.client.execute(`ALTER TABLE ${keyspace.name}.${table} ADD spot spot`);
      const source = { keyspace: keyspace.name, table };
      const running = start({ source, ...slow });
      await someRows(running);

      for (const cql of statements) {
        const named = cql.replace('%', `${keyspace.name}.${table}`);
        await cassandra.client.execute(named.replace('TYPE ', `TYPE ${keyspace.name}.`));
      }

      const failure: unknown = await running.done.catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(TableChangedError);
      expect((failure as Error).message).toMatch(message);
      expect((failure as Error).message).toContain('Start a new export in another folder.');
      expect(readdirSync(folder).filter((name) => /SUCCESS|part$/.test(name))).toEqual([]);
      const again: unknown = await start({ source, resume: true }).done.catch((e: unknown) => e);
      expect(again).toBeInstanceOf(TableChangedError);
    });

    it('goes on when it only got another column', async () => {
      await createNumbers(cassandra.client, keyspace.name, rows, 'wider');
      const source = { keyspace: keyspace.name, table: 'wider' };
      const running = start({ source, ...slow });
      await someRows(running);

      await cassandra.client.execute(`ALTER TABLE ${keyspace.name}.wider ADD more text`);
      running.setRates({});

      expect((await running.done).manifest.rows).toBe(rows);
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

function flipped(share: number): (text: string) => string {
  return (text) => {
    const bytes = Buffer.from(text);
    const at = Math.floor(bytes.length * share);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    return bytes.toString();
  };
}

async function someRows({ progress }: ExportHandle): Promise<void> {
  for await (const { rows: count } of progress) if (count > 0) return;
}
