import { readdirSync, statSync } from 'node:fs';
import { type Server } from 'node:http';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import request from 'supertest';
import { type ListPage } from '../../../src/common/list/list.dto.js';
import { type ExportJob } from '../../../src/exports/export-job.js';
import { ExportsService } from '../../../src/exports/exports.service.js';
import { UsersService } from '../../../src/users/users.service.js';
import { aCity, karachi, paris, someCities } from '../../support/builders/cities.js';
import { aUser } from '../../support/builders/users.js';
import { download, runExport } from '../../support/exports.js';
import { readCsv } from '../../support/read-csv.js';
import { type Backend, startBackend } from '../../support/start-backend.js';
import { storeCities } from '../../support/store.js';

const cityTypes = {
  id: 'INTEGER',
  name: 'VARCHAR',
  country: 'VARCHAR',
  population: 'INTEGER',
  latitude: 'DOUBLE',
  longitude: 'DOUBLE',
} as const;
const oddNames = [
  'say "hi"',
  '"',
  'a,b',
  'two\nlines',
  'two\r\nlines',
  '北京市',
  'Ἀθῆναι',
  'كراتشي',
  '😀',
  ' blank ',
  'NULL',
  '007',
];
const cities = [
  ...someCities(3000).map((city) => ({ ...city, id: city.id + 100 })),
  ...oddNames.map((name, index) => aCity({ id: index + 1, name, latitude: -0.1 * index })),
  paris,
  karachi,
];

let backend: Backend;
let server: Server;

beforeAll(async () => {
  backend = await startBackend();
  server = backend.app.getHttpServer();
  await storeCities(backend, cities);
});

afterAll(async () => {
  await backend.stop();
});

describe('POST /v1/exports', () => {
  it('exports every city exactly as it is, and says what it wrote', async () => {
    const job = await runExport(server, 'cities');
    const [file] = job.files;
    const csv = await download(server, job, 'cities.csv');

    expect(job).toMatchObject({
      state: 'SUCCEEDED',
      source: 'cities',
      format: 'csv',
      progress: { rows: cities.length, bytes: csv.length, ringFraction: 1 },
      error: null,
    });
    expect(job.files).toHaveLength(1);
    expect(file).toEqual({
      name: 'cities.csv',
      rows: cities.length,
      bytes: csv.length,
      crc32: crc32(csv).toString(16).padStart(8, '0'),
    });
    const rows = await readCsv(join(backend.exportRoot, job.id, 'cities.csv'), cityTypes);
    expect(rows.sort((a, b) => Number(a.id) - Number(b.id))).toEqual(
      [...cities].sort((a, b) => a.id - b.id),
    );
  });

  it('keeps what it wrote from other users of the machine', async () => {
    const job = await runExport(server, 'cities');
    const folder = join(backend.exportRoot, job.id);

    expect(readdirSync(folder).sort()).toEqual(
      [
        '_SUCCESS',
        'cities.csv',
        'journal.jsonl',
        'manifest-files.jsonl',
        'manifest.json',
        'plan.json',
      ].sort(),
    );
    expect(statSync(folder).mode & 0o077).toBe(0);
    for (const name of readdirSync(folder)) {
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
    }
  });

  it('writes null as an empty cell, in both tables of users', async () => {
    const users = backend.app.get(UsersService);
    await users.load([aUser().row, aUser().called('nameless').row]);

    const job = await runExport(server, 'users');
    const byCity = await runExport(server, 'users_by_city');

    const csv = (await download(server, job, 'users.csv')).toString();
    expect(csv.trimEnd().split('\n').sort()).toEqual(
      [
        'username,name,age,cityId',
        `ada.lovelace,Ada Lovelace,36,${paris.id}`,
        `nameless,,36,${paris.id}`,
      ].sort(),
    );
    expect((await download(server, byCity, 'users_by_city.csv')).toString()).toContain(
      `${paris.id},36,nameless,\n`,
    );
  });

  it.each([
    {},
    { source: 'cities' },
    { source: 'system.local', format: 'csv' },
    { source: 'toString', format: 'csv' },
    { source: 'cities', format: 'xlsx' },
    { source: 'cities', format: 'csv', compression: 'rar' },
    { source: 'cities', format: 'csv', destination: '/tmp' },
  ])('refuses %j', async (body) => {
    await request(server)
      .post('/v1/exports')
      .send(body)
      .expect(400)
      .expect('Content-Type', /application\/problem\+json/);
  });

  it('fails with a reason that names no file, and leaves none, when the folder cannot be written', async () => {
    const broken = await startBackend({ exportRoot: '/dev/null/exports' });
    try {
      const job = await runExport(broken.app.getHttpServer(), 'cities');

      expect(job).toMatchObject({ state: 'FAILED', error: { code: 'export-file' }, files: [] });
      expect(JSON.stringify(job)).not.toContain('/dev/null');
    } finally {
      await broken.stop();
    }
  });
});

describe('GET /v1/exports', () => {
  it('lists the newest first, page by page', async () => {
    const first = await runExport(server, 'users');
    const second = await runExport(server, 'users');

    const all = await list('');
    const page = await list('?pageSize=1');
    const next = await list(`?pageSize=1&cursor=${page.nextCursor ?? ''}`);
    const rest = await list(`?cursor=${next.nextCursor ?? ''}`);

    expect(all.items.slice(0, 2)).toEqual([second, first]);
    expect(all.nextCursor).toBeNull();
    expect(rest.nextCursor).toBeNull();
    expect([...page.items, ...next.items, ...rest.items]).toEqual(all.items);
    await request(server).get('/v1/exports?cursor=nonsense').expect(400);
  });

  async function list(query: string): Promise<ListPage<ExportJob>> {
    const response = await request(server).get(`/v1/exports${query}`).expect(200);
    return response.body as ListPage<ExportJob>;
  }

  it('answers 404 for an export that is not there', async () => {
    await request(server)
      .get('/v1/exports/nothing')
      .expect(404)
      .expect('Content-Type', /problem\+json/);
  });
});

describe('GET /v1/exports/{id}/files/{name}', () => {
  it('offers a file to be saved under its name', async () => {
    const job = await runExport(server, 'users');

    await request(server)
      .get(`/v1/exports/${job.id}/files/users.csv`)
      .expect(200)
      .expect('Content-Type', 'text/csv; charset=utf-8')
      .expect('Content-Disposition', 'attachment; filename="users.csv"')
      .expect('Content-Length', String(job.files[0]?.bytes));
  });

  it.each(['cities.csv', 'users.csv.part', '..%2F..%2Fetc%2Fpasswd', '%2E%2E', 'users.csv%00'])(
    'answers 404 to %p, which is no file of the job',
    async (name) => {
      const job = await runExport(server, 'users');

      await request(server).get(`/v1/exports/${job.id}/files/${name}`).expect(404);
    },
  );
});

describe('shutdown', () => {
  it('ends exports, and leaves the files of those alone that had succeeded', async () => {
    const ending = await startBackend();
    try {
      await storeCities(ending, someCities(2000));
      const exports = ending.app.get(ExportsService);
      for (let count = 0; count < 3; count++) exports.create('cities', 'csv');

      await ending.app.close();

      const { items: jobs } = exports.list({});
      const succeeded = jobs.filter(({ state }) => state === 'SUCCEEDED').map(({ id }) => id);
      expect(jobs[0]).toMatchObject({ state: 'CANCELLED', files: [] });
      expect(readdirSync(ending.exportRoot).sort()).toEqual(succeeded.sort());
      expect(() => exports.create('cities', 'csv')).toThrow(/No more exports/);
    } finally {
      await ending.stop();
    }
  });
});
