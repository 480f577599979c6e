import { appendFileSync, existsSync } from 'node:fs';
import { type Server } from 'node:http';
import { join } from 'node:path';
import request from 'supertest';
import { Cassandra, decimal, int, Table, varint } from '../../../src/cassandra/index.js';
import { type VerifyResult } from '../../../src/export-engine/index.js';
import { Retention } from '../../../src/exports/files/retention.js';
import { ExportEvents } from '../../../src/exports/http/export-events.js';
import { ExportSources } from '../../../src/exports/sources/export-sources.js';
import { someCities } from '../../support/builders/cities.js';
import { readParquet } from '../../support/export-engine/read-parquet.js';
import {
  download,
  followExport,
  type JobAnswer,
  readJob,
  runExport,
  startExport,
  untilState,
} from '../../support/api/exports.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';
import { storeCities } from '../../support/api/store.js';
import { waitFor } from '../../support/wait-for.js';

const cityCount = 1500;
/** Runs for about three seconds: long enough to be stopped in the middle. */
const slow = { source: 'cities', format: 'csv', rowsPerSecond: 500 };

let backend: Backend;
let server: Server;
/** One that has succeeded, for whatever only reads it. */
let done: JobAnswer;

beforeAll(async () => {
  backend = await startBackend({ exports: { atOnce: 4 } });
  server = backend.app.getHttpServer();
  await storeCities(backend, someCities(cityCount));
  done = await runExport(server, 'cities');
});

afterAll(async () => {
  await backend.stop();
});

function act(id: string, action: string, body: object = {}): request.Test {
  return request(server).post(`/v1/exports/${id}:${action}`).send(body);
}

describe('POST /v1/exports/{id}:pause and :resume', () => {
  it('stops a running export, and goes on to the very file of one that was not stopped', async () => {
    const { id } = await startExport(server, slow);
    await untilState(server, id, ['RUNNING']);

    const paused = await act(id, 'pause').expect(200);
    await act(id, 'pause').expect(200);
    await act(id, 'resume').expect(200);
    await act(id, 'resume').expect(200);
    const job = await untilState(server, id, ['SUCCEEDED', 'FAILED']);

    expect(paused.body).toMatchObject({ state: 'PAUSED', endedAt: null });
    expect(job).toMatchObject({ state: 'SUCCEEDED', attempts: 2, progress: { rows: cityCount } });
    expect(job.files).toEqual(done.files);
  });
});

describe('POST /v1/exports/{id}:cancel', () => {
  it('ends a running export, and its files go', async () => {
    const { id } = await startExport(server, slow);
    await untilState(server, id, ['RUNNING']);

    const cancelled = await act(id, 'cancel').expect(200);

    expect(cancelled.body).toMatchObject({ state: 'CANCELLED', files: [] });
    await waitFor('its folder to go', () => !existsSync(join(backend.exportRoot, id)));
    const refused = await act(id, 'resume').expect(409);
    expect(refused.body).toMatchObject({ code: 'export-state' });
  });

  it('leaves one that has succeeded as it is', async () => {
    await act(done.id, 'cancel').expect(409);

    expect((await readJob(server, done.id)).state).toBe('SUCCEEDED');
  });
});

describe('POST /v1/exports/{id}:verify', () => {
  it.each(['files', 'count', 'content'])('finds nothing wrong with the %s', async (against) => {
    const response = await act(done.id, 'verify', { against }).expect(200);

    expect(response.body).toEqual({ files: 1, rows: cityCount, findings: [] });
  });

  it('compares the files of a ttl and the rows, and refuses what runs down', async () => {
    const how = { columns: ['name', 'id'], writetime: ['name'], ttl: true };
    const job = await runExport(server, 'cities', how);
    const csv = (await download(server, job, 'cities.csv')).toString();
    const [header, line] = csv.split('\n');

    expect(header).toBe('name,id,writetime(name),ttl(name)');
    expect(line).toMatch(/,\d{15,},$/);
    await act(job.id, 'verify').expect(200);
    const count = await act(job.id, 'verify', { against: 'count' }).expect(200);
    expect(count.body).toEqual({ files: 1, rows: cityCount, findings: [] });
    const content = await act(job.id, 'verify', { against: 'content' }).expect(422);
    expect(content.body).toMatchObject({ code: 'export-refused' });
  });

  it('finds a file that was changed', async () => {
    const job = await runExport(server, 'cities');
    appendFileSync(join(backend.exportRoot, job.id, '1', 'cities.csv'), 'x');

    const response = await act(job.id, 'verify').expect(200);

    expect((response.body as VerifyResult).findings).toMatchObject([
      { name: 'cities.csv', problem: 'size' },
    ]);
  });
});

describe('an export with decimals of a precision', () => {
  class Price extends Table('prices', {
    columns: { id: int(), unitPrice: decimal(), total: varint() },
    partitionKey: ['id'],
  }) {}

  it('has them in Parquet, and says of which columns it cannot', async () => {
    const { client, keyspace } = backend.app.get(Cassandra);
    await client.execute(
      `CREATE TABLE ${keyspace}.prices (id int PRIMARY KEY, unit_price decimal, total varint)`,
    );
    await client.execute(
      `INSERT INTO ${keyspace}.prices (id, unit_price, total) VALUES (1, -12.5, 7)`,
    );
    backend.app.get(ExportSources).add([Price]);
    const decimals = { unitPrice: { precision: 20, scale: 4 }, total: { precision: 2 } };

    const job = await runExport(server, 'prices', { format: 'parquet', decimals });

    const file = join(backend.exportRoot, job.id, '1', 'prices.parquet');
    const read = 'unitPrice::VARCHAR AS price, typeof(unitPrice) AS type, typeof(total) AS total';
    expect(await readParquet(file, read)).toEqual([
      { price: '-12.5000', type: 'DECIMAL(20,4)', total: 'DECIMAL(2,0)' },
    ]);
    const verified = await act(job.id, 'verify', { against: 'content' }).expect(200);
    expect(verified.body).toEqual({ files: 1, rows: 1, findings: [] });
    const refused = await request(server)
      .post('/v1/exports')
      .send({ source: 'prices', format: 'parquet', decimals: { id: { precision: 2 } } })
      .expect(400);
    expect(refused.body).toMatchObject({
      code: 'export-refused',
      detail:
        'Column "id" is of type int, and only decimal and varint can have a precision. Leave it out.',
    });
  });
});

describe('GET /v1/exports/{id}/manifest', () => {
  it('says what the export consists of', async () => {
    const response = await request(server).get(`/v1/exports/${done.id}/manifest`).expect(200);

    expect(response.body).toMatchObject({ table: 'cities', format: 'csv', rows: cityCount });
  });
});

describe('GET /v1/exports/{id}/files/{name} in parts', () => {
  const path = (): string => `/v1/exports/${done.id}/files/cities.csv`;

  it('sends a range, and all of it when the file is another one than the client has', async () => {
    const whole = await download(server, done, 'cities.csv');
    const { headers } = await request(server).head(path()).expect(200);
    const { etag = '' } = headers as { etag?: string };

    const part = await request(server)
      .get(path())
      .set({ Range: 'bytes=10-29', 'If-Range': etag })
      .expect(206);
    const other = await request(server)
      .get(path())
      .set({ Range: 'bytes=10-29', 'If-Range': '"other"' })
      .expect(200);

    expect(part.text).toBe(whole.subarray(10, 30).toString());
    expect(part.headers['content-range']).toBe(`bytes 10-29/${whole.length}`);
    expect(other.text).toBe(whole.toString());
  });

  it('sends nothing a client has, and no range there is not', async () => {
    const { headers } = await request(server).head(path()).expect(200);

    await request(server)
      .get(path())
      .set('If-None-Match', (headers as { etag: string }).etag)
      .expect(304);
    await request(server)
      .get(path())
      .set('Range', 'bytes=99999999-')
      .expect(416)
      .expect('Content-Type', /problem\+json/);
  });
});

describe('GET /v1/exports/{id}/events', () => {
  it('tells of a job until it has ended, and again after a reconnect', async () => {
    const { id } = await startExport(server, slow);

    const events = await followExport(server, id);
    const again = await followExport(server, id);

    const last = await readJob(server, id);
    const rows = events.map(({ progress }) => progress.rows);
    expect(events.length).toBeGreaterThan(2);
    expect(rows).toEqual(rows.toSorted((a, b) => a - b));
    expect(events.at(-1)).toEqual(last);
    expect(last.state).toBe('SUCCEEDED');
    expect(again).toEqual([last]);
  });

  it('stops reading when the client leaves', async () => {
    const { id } = await startExport(server, { ...slow, rowsPerSecond: 1 });
    await backend.app.listen(0, '127.0.0.1');
    const events = backend.app.get(ExportEvents);
    const left = new AbortController();
    const url = `${await backend.app.getUrl()}/v1/exports/${id}/events`;
    const response = await fetch(url, { signal: left.signal });
    await response.body?.getReader().read();
    expect(events.followers).toBe(1);

    left.abort();

    await waitFor('the last follower to be gone', () => events.followers === 0);
    await act(id, 'cancel').expect(200);
  });

  it('answers 404 for an export that is not there', async () => {
    await request(server).get('/v1/exports/nothing/events').expect(404);
  });
});

describe('DELETE /v1/exports/{id}', () => {
  it('deletes an export with its files, once it has ended', async () => {
    const { id } = await startExport(server, slow);
    await untilState(server, id, ['RUNNING']);
    await request(server).delete(`/v1/exports/${id}`).expect(409);
    await untilState(server, id, ['SUCCEEDED']);

    await request(server).delete(`/v1/exports/${id}`).expect(204);

    await request(server).get(`/v1/exports/${id}`).expect(404);
    await request(server).delete(`/v1/exports/${id}`).expect(404);
    expect(existsSync(join(backend.exportRoot, id))).toBe(false);
  });
});

describe('an export that is over its time', () => {
  it('goes with its files, unless it is open', async () => {
    const { id } = await startExport(server, { ...slow, rowsPerSecond: 1 });
    const retention = backend.app.get(Retention);
    const inDays = (days: number): number => Date.now() + days * 86_400_000;

    expect(await retention.sweep(inDays(29))).toBe(0);
    expect(await retention.sweep(inDays(31))).toBeGreaterThan(0);

    await request(server).get(`/v1/exports/${done.id}`).expect(404);
    expect(existsSync(join(backend.exportRoot, done.id))).toBe(false);
    await act(id, 'cancel').expect(200);
  });
});
