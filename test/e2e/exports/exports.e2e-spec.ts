import { createHash } from 'node:crypto';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type Server } from 'node:http';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import request from 'supertest';
import { Cassandra } from '../../../src/cassandra/index.js';
import { type ListPage } from '../../../src/common/list/list.dto.js';
import { UsersService } from '../../../src/users/users.service.js';
import { aCity, karachi, paris, someCities } from '../../support/builders/cities.js';
import { aPatient, aPrescription, aTestResult } from '../../support/builders/patients.js';
import { aUser } from '../../support/builders/users.js';
import {
  download,
  type JobAnswer,
  runExport,
  startExport,
  untilState,
} from '../../support/api/exports.js';
import { readCsv } from '../../support/read-csv.js';
import { type Backend, openApp, startBackend } from '../../support/api/start-backend.js';
import { storeCities } from '../../support/api/store.js';
import { temporaryDirectory } from '../../support/temporary-directory.js';

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
    const rows = await readCsv(join(backend.exportRoot, job.id, '1', 'cities.csv'), cityTypes);
    expect(rows.sort((a, b) => Number(a.id) - Number(b.id))).toEqual(
      [...cities].sort((a, b) => a.id - b.id),
    );
  });

  it('keeps what it wrote from other users of the machine', async () => {
    const job = await runExport(server, 'cities');
    const folder = join(backend.exportRoot, job.id, '1');

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

  it.each<object>([
    {},
    { source: 'cities' },
    { source: 'cities', format: 'xlsx' },
    { source: 'cities', format: 'csv', compression: 'rar' },
    { source: 'cities', format: 'csv', columns: ['id', 'nothing'] },
    { source: 'cities', format: 'csv', columns: [] },
    { source: 'cities', format: 'csv', columns: null },
    { source: 'cities', format: 'csv', parts: 0 },
    { source: 'cities', format: 'csv', destination: '/tmp' },
    { source: 'cities', format: 'csv', writetime: 'name' },
    { source: 'cities', format: 'csv', writetime: ['id'] },
    { source: 'cities', format: 'csv', ttl: [] },
    { source: 'cities', format: 'csv', columns: ['id'], ttl: ['name'] },
    { source: 'cities', format: 'csv', decimals: { population: { precision: 9 } } },
    { source: 'cities', format: 'parquet', decimals: { population: { precision: 9 } } },
    { source: 'cities', format: 'parquet', decimals: { population: 9 } },
    { source: 'cities', format: 'parquet', decimals: { toString: { precision: 9 } } },
  ])('refuses %j', async (body) => {
    await request(server)
      .post('/v1/exports')
      .send(body)
      .expect(400)
      .expect('Content-Type', /application\/problem\+json/);
  });

  it.each(['system.local', 'toString', 'export_jobs', 'erasures'])(
    'says what may be exported instead of %p',
    async (source) => {
      const response = await request(server)
        .post('/v1/exports')
        .send({ source, format: 'csv' })
        .expect(422);

      expect(response.body).toMatchObject({
        code: 'unknown-export-source',
        detail: expect.stringMatching(
          /cities, patients, prescriptions, test_results, users, users_by_city\.$/,
        ) as string,
      });
    },
  );

  it.each([
    ['patients', '', 'id,givenName,familyName,birthDate,sex,cityId'],
    ['prescriptions', '/prescriptions', 'patientId,prescribedAt,id,code,description,reason,stop'],
    [
      'test_results',
      '/test-results',
      'patientId,effectiveAt,id,code,description,value,text,unit,category',
    ],
  ])('exports %s, with nothing of a patient who was erased', async (source, path, columns) => {
    const patients = [];
    for (let made = 0; made < 2; made++) {
      const patient = await request(server).post('/v1/patients').send(aPatient()).expect(201);
      const { id } = patient.body as { id: string };
      patients.push(id);
      const record = `/v1/patients/${id}`;
      await request(server).post(`${record}/prescriptions`).send(aPrescription()).expect(201);
      await request(server).post(`${record}/test-results`).send(aTestResult()).expect(201);
    }
    const [stays = '', goes = ''] = patients;
    await request(server).delete(`/v1/patients/${goes}`).expect(204);

    const job = await runExport(server, source);
    const csv = (await download(server, job, `${source}.csv`)).toString();

    expect(csv.split('\n')[0]).toBe(columns);
    const rows = await request(server).get(`/v1/patients/${stays}${path}`).expect(200);
    const [first] = path === '' ? [rows.body] : (rows.body as { items: unknown[] }).items;
    expect(csv).toContain((first as { id: string }).id);
    expect(csv).not.toContain(goes);
    await request(server).delete(`/v1/patients/${stays}`).expect(204);
  });

  it('exports the columns asked for, in their order', async () => {
    const job = await runExport(server, 'cities', { columns: ['name', 'id'] });

    expect((await download(server, job, 'cities.csv')).toString()).toMatch(/^name,id\n/);
  });

  it('makes one job of one idempotency key, and refuses it for another export', async () => {
    const post = (body: object, key = 'key-1'): request.Test =>
      request(server).post('/v1/exports').set('Idempotency-Key', key).send(body);
    const body = { source: 'users', format: 'ndjson' };

    const answers = await Promise.all([post(body), post(body), post(body)]);
    const other = await post({ ...body, format: 'csv' });

    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    const ids = new Set(answers.map((answer) => (answer.body as JobAnswer).id));
    expect(ids.size).toBe(1);
    for (const id of ids) await untilState(server, id, ['SUCCEEDED']);
    expect(other.status).toBe(422);
    expect(other.body).toMatchObject({ code: 'idempotency-key-reused' });
    await post(body, 'no blanks').expect(400);
    const listed = await request(server).get('/v1/exports').expect(200);
    const { items } = listed.body as ListPage<JobAnswer>;
    expect(items.filter(({ id }) => ids.has(id))).toHaveLength(1);
  });

  it('fails with a reason that names no file, and leaves none, when the folder cannot be written', async () => {
    const broken = await startBackend({ exports: { root: '/dev/null/exports' } });
    try {
      const job = await runExport(broken.app.getHttpServer(), 'cities');

      expect(job).toMatchObject({ state: 'FAILED', error: { code: 'export-file' }, files: [] });
      expect(JSON.stringify(job)).not.toContain('/dev/null');
    } finally {
      await broken.stop();
    }
  });
});

describe('where', () => {
  const grace = { given: '', path: '' };

  beforeAll(async () => {
    const users = backend.app.get(UsersService);
    const ages = [29, 30, 39, 40];
    await users.load(ages.map((age) => ({ ...aUser().called(`aged-${age}`).row, age })));
    const made = await request(server).post('/v1/patients').send(aPatient()).expect(201);
    grace.given = (made.body as { id: string }).id;
    grace.path = `/v1/patients/${grace.given}/test-results`;
    for (const day of [1, 2, 3]) {
      const effectiveAt = `2026-03-0${day}T10:00:00.000Z`;
      await request(server)
        .post(grace.path)
        .send(aTestResult({ effectiveAt, value: day }))
        .expect(201);
    }
  });

  async function exported(body: {
    readonly source: string;
    readonly where: object;
  }): Promise<string[]> {
    const job = await runExport(server, body.source, { where: body.where, sha256: true });
    expect(job).toMatchObject({ state: 'SUCCEEDED', error: null });
    const [file] = job.files;
    const csv = await download(server, job, `${body.source}.csv`);
    expect(file?.sha256).toBe(createHash('sha256').update(csv).digest('hex'));
    const verified = await request(server)
      .post(`/v1/exports/${job.id}:verify`)
      .send({ against: 'content' });
    expect(verified.body).toMatchObject({ rows: file?.rows, findings: [] });
    return csv.toString().trimEnd().split('\n').slice(1);
  }

  it('exports the rows of a partition in a range, with their values in the form of their types', async () => {
    const lines = await exported({
      source: 'users_by_city',
      where: { age: { gte: 30, lt: 40 }, cityId: paris.id },
    });
    expect(lines.filter((line) => line.includes('aged-'))).toEqual([
      `${paris.id},30,aged-30,`,
      `${paris.id},39,aged-39,`,
    ]);

    const results = await exported({
      source: 'test_results',
      where: { patientId: grace.given, effectiveAt: { gte: '2026-03-02T00:00:00Z' } },
    });
    expect(results.map((line) => line.split(',')[1])).toEqual([
      '2026-03-03T10:00:00.000Z',
      '2026-03-02T10:00:00.000Z',
    ]);
  });

  it('exports what an index finds, and the rows of several keys', async () => {
    const ofCode = { source: 'test_results', where: { code: '8302-2' } };
    expect(await exported(ofCode)).toHaveLength(3);
    const of = { source: 'users', where: { username: { in: ['aged-29', 'aged-40', 'nobody'] } } };
    expect(await exported(of)).toHaveLength(2);
  });

  it.each([
    ['what only a scan could serve', { age: 30 }, 'partition-missing', 'where.cityId'],
    ['a range on the partition key', { cityId: { gte: 1 } }, 'partition-range', 'where.cityId'],
    ['another type', { cityId: 'x' }, 'wrong-type', 'where.cityId'],
    ['an operator that is none', { cityId: 1, age: { like: 3 } }, 'like', 'where.age'],
    ['a rounded number', { cityId: 9007199254740993 }, 'invalid-request', 'where.cityId'],
    ['null', { cityId: null }, 'invalid-request', 'where.cityId'],
    ['an object without operators', { cityId: 1, age: {} }, 'invalid-request', 'where.age'],
    ['a member of every object', { cityId: 1, toString: 'x' }, 'invalid-request', 'where.toString'],
    ['one as an operator', { cityId: 1, age: { valueOf: 3 } }, 'operator', 'where.age'],
    ['no column', { 'cityId" = 1 OR "x': 1 }, 'invalid-request', 'where.cityId" = 1 OR "x'],
  ])('refuses %s', async (_, where, code, property) => {
    const answer = await request(server)
      .post('/v1/exports')
      .send({ source: 'users_by_city', format: 'csv', where })
      .expect(400);
    expect(answer.body).toMatchObject({ code, errors: [{ property }] });
  });

  it.each([
    { source: 'cities', where: { closingAt: '2026-03-02T00:00:00Z' } },
    { source: 'cities', where: {} },
    { source: 'cities', where: 'id = 1' },
    { source: 'cities', where: [1] },
  ])('refuses %j, which is no filter of what is in the files', async (body) => {
    await request(server)
      .post('/v1/exports')
      .send({ ...body, format: 'csv' })
      .expect(400);
  });

  it('is part of what a key stands for, however it is written', async () => {
    const post = (where: object): request.Test =>
      request(server)
        .post('/v1/exports')
        .set('Idempotency-Key', 'filtered')
        .send({ source: 'users_by_city', format: 'csv', where });
    const first = await post({ cityId: paris.id, age: { gte: 30, lt: 40 } }).expect(202);
    const again = await post({ age: { lt: 40, gte: 30 }, cityId: paris.id }).expect(202);
    expect((again.body as JobAnswer).id).toBe((first.body as JobAnswer).id);
    await post({ cityId: paris.id, age: { gte: 31, lt: 40 } }).expect(422);
  });
});

describe('GET /v1/exports', () => {
  it('lists the newest first, page by page', async () => {
    const first = await runExport(server, 'users');
    const second = await runExport(server, 'users');

    const all = await list('');
    const page = await list('?pageSize=1');
    const next = await list(`?pageSize=1&cursor=${page.nextCursor ?? ''}`);
    const rest = await list(`?pageSize=1&cursor=${next.nextCursor ?? ''}`);

    expect(all.items.slice(0, 2)).toEqual([second, first].map(({ files, ...listed }) => listed));
    expect([...page.items, ...next.items, ...rest.items]).toEqual(all.items.slice(0, 3));
    expect(await everyPage()).toEqual(all.items);
    await request(server).get('/v1/exports?cursor=nonsense').expect(400);
  });

  async function list(query: string): Promise<ListPage<JobAnswer>> {
    const response = await request(server).get(`/v1/exports${query}`).expect(200);
    return response.body as ListPage<JobAnswer>;
  }

  async function everyPage(): Promise<readonly JobAnswer[]> {
    const items: JobAnswer[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: ListPage<JobAnswer> = await list(
        `?pageSize=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      );
      items.push(...page.items);
      cursor = page.nextCursor;
    }
    return items;
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

describe('a bounded backend', () => {
  it('refuses more than its queue holds, and says when to come again', async () => {
    const idle = await startBackend({ exports: { atOnce: 0, queueLength: 2 } });
    try {
      const busy = idle.app.getHttpServer();
      const body = { source: 'cities', format: 'csv' };
      await startExport(busy, body);
      await startExport(busy, body);

      const refused = await request(busy).post('/v1/exports').send(body).expect(503);

      expect(refused.body).toMatchObject({ code: 'exports-busy' });
      expect(refused.headers['retry-after']).toBe('3');
    } finally {
      await idle.stop();
    }
  });

  it('refuses and ends exports when the files have come to what they may, and resumes with room', async () => {
    const small = await startBackend({ exports: { budgetBytes: 1_000_000 } });
    const surplus = join(small.exportRoot, 'surplus');
    try {
      const full = small.app.getHttpServer();
      const body = { source: 'cities', format: 'csv', rowsPerSecond: 50 };
      await storeCities(small, someCities(1000));
      const { id } = await startExport(full, body);
      await untilState(full, id, ['RUNNING']);
      writeFileSync(surplus, Buffer.alloc(1_000_000));

      const failed = await untilState(full, id, ['FAILED']);
      const refused = await request(full).post('/v1/exports').send(body).expect(503);

      expect(failed.error?.code).toBe('export-disk-budget');
      expect(refused.body).toMatchObject({ code: 'export-disk-budget' });
      rmSync(surplus);
      await request(full).post(`/v1/exports/${id}:resume`).expect(200);
      await untilState(full, id, ['RUNNING']);
    } finally {
      await small.stop();
    }
  });
});

describe('shutdown', () => {
  it('leaves the job to the next instance, which goes on at once', async () => {
    const root = temporaryDirectory();
    const exports = { root: root.path, leaseMs: 600_000 };
    const ending = await startBackend({ exports });
    try {
      await storeCities(ending, someCities(2000));
      const first = ending.app.getHttpServer();
      const { id } = await startExport(first, {
        source: 'cities',
        format: 'csv',
        rowsPerSecond: 500,
      });
      await untilState(first, id, ['RUNNING']);
      await ending.app.close();

      const next = await openApp({ cassandra: ending.cassandra, exports });
      try {
        await next.get(Cassandra).connected;
        const server = next.getHttpServer();
        const job = await untilState(server, id, ['SUCCEEDED']);

        expect(job).toMatchObject({ attempts: 2, progress: { rows: 2000 } });
      } finally {
        await next.close();
      }
    } finally {
      await ending.stop();
      root.remove();
    }
  });
});
