import { randomUUID } from 'node:crypto';
import { type Server } from 'node:http';
import request from 'supertest';
import { ExportEvents } from '../../../src/exports/http/export-events.js';
import { JobStore } from '../../../src/exports/jobs/job-store.js';
import { type ExportState } from '../../../src/exports/jobs/export-job.table.js';
import { type JobAnswer, startExport } from '../../support/api/exports.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';
import { waitFor } from '../../support/wait-for.js';

/** It runs no jobs: each stays in the state a test has brought it to. */
let backend: Backend;
let server: Server;

const body = { source: 'cities', format: 'csv' };
const schedule = { export: body, cron: '30 2 * * *' };
const ndjson = 'application/x-ndjson';

beforeAll(async () => {
  backend = await startBackend({ exports: { atOnce: 0, queueLength: 500 } });
  server = backend.app.getHttpServer();
});

afterAll(async () => {
  await backend.stop();
});

type Method = 'get' | 'post' | 'patch' | 'delete';

async function call(method: Method, path: string, sent: object = {}): Promise<request.Response> {
  const test = request(server)[method](path);
  return await (method === 'post' || method === 'patch' ? test.send(sent) : test);
}

/** A job in a state, as an instance would have brought it there. */
async function jobThatIs(state: ExportState): Promise<string> {
  const { id } = await startExport(server, body);
  const seen = { fence: 0, state: 'QUEUED' } as const;
  if (state !== 'QUEUED') await backend.app.get(JobStore).change(id, seen, { state });
  return id;
}

describe('an export that is not there', () => {
  it.each<[Method, string, string]>([
    ['get', '', 'export-not-found'],
    ['get', '/events', 'export-not-found'],
    ['get', '/manifest', 'export-not-found'],
    ['get', '/files/cities.csv', 'export-not-found'],
    ['delete', '', 'export-not-found'],
    ['post', ':cancel', 'export-not-found'],
    ['post', ':pause', 'export-not-found'],
    ['post', ':resume', 'export-not-found'],
    ['post', ':verify', 'export-not-found'],
  ])('is a 404 for %s %s', async (method, path, code) => {
    for (const id of [randomUUID(), 'nothing']) {
      const answer = await call(method, `/v1/exports/${id}${path}`);
      expect(answer).toMatchObject({ status: 404, body: { code } });
      expect(answer.headers['content-type']).toMatch(/problem\+json/);
    }
  });
});

describe('what a state does not allow', () => {
  it.each<[ExportState, Method, string, number, string | undefined]>([
    ['QUEUED', 'post', ':verify', 409, 'export-state'],
    ['QUEUED', 'get', '/manifest', 409, 'export-state'],
    ['QUEUED', 'get', '/files/cities.csv', 404, 'export-file-not-found'],
    ['QUEUED', 'delete', '', 409, 'export-state'],
    ['QUEUED', 'post', ':resume', 200, undefined],
    ['QUEUED', 'post', ':pause', 200, undefined],
    ['PLANNING', 'post', ':pause', 200, undefined],
    ['PLANNING', 'delete', '', 409, 'export-state'],
    ['RUNNING', 'post', ':resume', 200, undefined],
    ['RUNNING', 'delete', '', 409, 'export-state'],
    ['PAUSED', 'post', ':pause', 200, undefined],
    ['PAUSED', 'post', ':cancel', 200, undefined],
    ['PAUSED', 'post', ':verify', 409, 'export-state'],
    ['PAUSED', 'delete', '', 204, undefined],
    ['FAILED', 'post', ':pause', 409, 'export-state'],
    ['FAILED', 'post', ':resume', 200, undefined],
    ['FAILED', 'post', ':cancel', 200, undefined],
    ['FAILED', 'delete', '', 204, undefined],
    ['CANCELLED', 'post', ':cancel', 200, undefined],
    ['CANCELLED', 'post', ':pause', 409, 'export-state'],
    ['CANCELLED', 'post', ':resume', 409, 'export-state'],
    ['CANCELLED', 'delete', '', 204, undefined],
    ['SUCCEEDED', 'post', ':pause', 409, 'export-state'],
    ['SUCCEEDED', 'post', ':resume', 409, 'export-state'],
    ['SUCCEEDED', 'post', ':cancel', 409, 'export-state'],
  ])('%s: %s %s is a %d', async (state, method, path, status, code) => {
    const answer = await call(method, `/v1/exports/${await jobThatIs(state)}${path}`);
    expect(answer.status).toBe(status);
    expect((answer.body as { code?: string }).code).toBe(code);
  });
});

describe('what is not of the form asked for', () => {
  it.each<[Method, string, object]>([
    ['post', '/v1/exports', {}],
    ['post', '/v1/exports', { ...body, colour: 'red' }],
    ['post', '/v1/exports', { ...body, format: 'xlsx' }],
    ['post', '/v1/exports', { ...body, compression: 'lz4' }],
    ['post', '/v1/exports', { ...body, compression: null }],
    ['post', '/v1/exports', { ...body, columns: [] }],
    ['post', '/v1/exports', { ...body, columns: ['id', 'id'] }],
    ['post', '/v1/exports', { ...body, columns: ['colour'] }],
    ['post', '/v1/exports', { ...body, parts: 0 }],
    ['post', '/v1/exports', { ...body, rowsPerSecond: 1.5 }],
    ['post', '/v1/exports', { ...body, sha256: 'yes' }],
    ['get', '/v1/exports?pageSize=0', {}],
    ['get', '/v1/exports?pageSize=501', {}],
    ['get', '/v1/exports?colour=red', {}],
    ['get', '/v1/exports?cursor=nonsense', {}],
    ['get', '/v1/export-schedules?cursor=nonsense', {}],
  ])('is a 400: %s %s %j', async (method, path, sent) => {
    const answer = await call(method, path, sent);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toMatch(/problem\+json/);
  });

  it('is a 400 for what is to be verified', async () => {
    const id = await jobThatIs('QUEUED');
    const answer = await call('post', `/v1/exports/${id}:verify`, { against: 'everything' });
    expect(answer.status).toBe(400);
  });
});

describe('lists', () => {
  it.each(['/v1/exports', '/v1/export-schedules'])(
    'come page by page, or whole as NDJSON: %s',
    async (path) => {
      await call('post', path, path.endsWith('schedules') ? schedule : body);
      await call('post', path, path.endsWith('schedules') ? schedule : body);
      const one = await call('get', `${path}?pageSize=1`);
      const { items, nextCursor } = one.body as { items: object[]; nextCursor: string };
      const two = await call('get', `${path}?pageSize=1&cursor=${nextCursor}`);
      const whole = await request(server).get(path).set('Accept', ndjson).expect(200);
      const lines = whole.text.trimEnd().split('\n');

      expect(whole.headers['content-type']).toContain(ndjson);
      expect([items, (two.body as { items: object[] }).items].flat()).toEqual(
        lines.slice(0, 2).map((line) => JSON.parse(line) as object),
      );
      await request(server).get(`${path}?pageSize=1`).set('Accept', ndjson).expect(400);
    },
  );
});

describe('/v1/export-schedules', () => {
  it('answers 404 for every call to one that is not there', async () => {
    const calls: [Method, string][] = [
      ['get', ''],
      ['patch', ''],
      ['delete', ''],
      ['post', ':run'],
    ];
    for (const [method, action] of calls) {
      const answer = await call(method, `/v1/export-schedules/${randomUUID()}${action}`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'export-schedule-not-found' } });
    }
  });

  it.each([
    [{ cron: 'never' }, 400],
    [{ cron: null }, 400],
    [{ export: null }, 400],
    [{ enabled: 'no' }, 400],
    [{ lastJob: randomUUID() }, 400],
    [{ export: { source: 'nothing', format: 'csv' } }, 422],
    [{ overlap: 'queue' }, 200],
    [{}, 200],
  ])('changes by %j: %d', async (changes, status) => {
    const { id } = (await call('post', '/v1/export-schedules', schedule)).body as { id: string };
    const answer = await call('patch', `/v1/export-schedules/${id}`, changes);
    expect(answer.status).toBe(status);
  });

  it('runs one that was changed under another key only', async () => {
    const { id } = (await call('post', '/v1/export-schedules', schedule)).body as { id: string };
    const run = (key: string): request.Test =>
      request(server).post(`/v1/export-schedules/${id}:run`).set('Idempotency-Key', key);
    const first = (await run('one').expect(202)) as { body: JobAnswer };
    await call('patch', `/v1/export-schedules/${id}`, { export: { ...body, format: 'ndjson' } });

    await run('one').expect(422);
    const other = (await run('two').expect(202)) as { body: JobAnswer };
    await run('no blanks').expect(400);

    expect([first.body.format, other.body.format]).toEqual(['csv', 'ndjson']);
  });
});

describe('GET /v1/exports/{id}/events', () => {
  it('ends with an error when the export is deleted meanwhile', async () => {
    const id = await jobThatIs('PAUSED');
    const { followers } = backend.app.get(ExportEvents);
    const following = request(server)
      .get(`/v1/exports/${id}/events`)
      .then(({ text }) => text);
    await waitFor('it to be followed', () => backend.app.get(ExportEvents).followers > followers);
    await call('delete', `/v1/exports/${id}`);

    expect(await following).toMatch(/"state":"PAUSED".*event: error.*There is no export/s);
  });
});
