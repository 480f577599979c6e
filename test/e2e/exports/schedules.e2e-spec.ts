import { type Server } from 'node:http';
import request from 'supertest';
import { Cassandra, int, Table, text, varint } from '../../../src/cassandra/index.js';
import { type ListPage } from '../../../src/common/list/list.dto.js';
import { JobStore } from '../../../src/exports/jobs/job-store.js';
import { type ExportSchedule } from '../../../src/exports/schedules/export-schedule.js';
import { ScheduleClock } from '../../../src/exports/schedules/schedule-clock.js';
import { ExportSources } from '../../../src/exports/sources/export-sources.js';
import { City } from '../../../src/cities/city.table.js';
import { download, type JobAnswer, startExport, untilState } from '../../support/api/exports.js';
import { type Backend, openApp, startBackend } from '../../support/api/start-backend.js';

type Answer = Omit<ExportSchedule, 'createdAt' | 'nextAt'> & { readonly nextAt: string | null };

const path = '/v1/export-schedules';
/** Long ago for the clocks of the backends, so that only the tests make them tick. */
const nightly = { export: { source: 'cities', format: 'csv' }, cron: '30 2 * * *' };

/** Two instances, of which none runs jobs: each stays as it was made. */
let backend: Backend;
let other: Awaited<ReturnType<typeof openApp>>;
let server: Server;

beforeAll(async () => {
  const exports = { atOnce: 0 };
  backend = await startBackend({ exports });
  server = backend.app.getHttpServer();
  other = await openApp({
    cassandra: backend.cassandra,
    exports: { ...exports, root: backend.exportRoot },
  });
  await other.get(Cassandra).connected;
});

afterAll(async () => {
  await other.close();
  await backend.stop();
});

async function create(body: object = nightly): Promise<Answer> {
  return (await request(server).post(path).send(body).expect(201)).body as Answer;
}

async function read(id: string): Promise<Answer> {
  return (await request(server).get(`${path}/${id}`).expect(200)).body as Answer;
}

/** The jobs of a schedule, the newest first. */
async function jobsOf(id: string): Promise<readonly JobAnswer[]> {
  const { body } = (await request(server).get('/v1/exports?pageSize=500').expect(200)) as {
    body: ListPage<JobAnswer>;
  };
  return body.items.filter(({ schedule }) => schedule === id);
}

/** Both instances see that a moment has come. */
async function bothTick(moment: Date): Promise<void> {
  await Promise.all([backend.app, other].map((app) => app.get(ScheduleClock).tick(moment)));
}

/** A planned time of a schedule, and so many days after it. */
function planned({ nextAt }: Answer, days = 0): Date {
  return new Date(new Date(nextAt ?? '').getTime() + days * 86_400_000);
}

describe('/v1/export-schedules', () => {
  it('are made, changed, listed and deleted', async () => {
    const filtered = {
      ...nightly.export,
      where: { id: { in: [1, 2] } },
      writetime: ['name'],
      ttl: true,
      sha256: true,
    };
    const made = await create({ ...nightly, export: filtered, timeZone: 'Asia/Kolkata' });
    expect(made).toMatchObject({
      export: { ...filtered, compression: 'none' },
      timeZone: 'Asia/Kolkata',
      overlap: 'skip',
      enabled: true,
      lastJob: null,
      nextAt: expect.stringMatching(/T21:00:00.000Z$/) as string,
    });

    expect(await read(made.id)).toEqual(made);
    const run = await request(server).post(`${path}/${made.id}:run`).expect(202);
    const stored = await backend.app.get(JobStore).find((run.body as JobAnswer).id);
    expect(JSON.parse(stored?.request ?? '')).toEqual({
      ...filtered,
      compression: 'none',
      columns: Object.keys(City.definition.columns).filter((name) => name !== 'closingAt'),
    });

    const changed = await request(server)
      .patch(`${path}/${made.id}`)
      .send({ cron: '0 * * * *', enabled: false })
      .expect(200);
    expect(changed.body).toMatchObject({
      ...made,
      cron: '0 * * * *',
      enabled: false,
      nextAt: null,
    });

    const { body } = (await request(server).get(path).expect(200)) as { body: ListPage<Answer> };
    expect(body.items).toEqual([changed.body]);
    await request(server).delete(`${path}/${made.id}`).expect(204);
    await request(server).delete(`${path}/${made.id}`).expect(404);
    await request(server).get(`${path}/nothing`).expect(404);
  });

  it.each([
    [{ ...nightly, cron: '* * * *' }, 400],
    [{ ...nightly, cron: '0 0 31 2 *' }, 400],
    [{ ...nightly, timeZone: 'Nowhere/Land' }, 400],
    [{ ...nightly, overlap: 'twice' }, 400],
    [{ ...nightly, export: { source: 'cities', format: 'xlsx' } }, 400],
    [{ cron: nightly.cron }, 400],
    [{ ...nightly, export: [nightly.export] }, 400],
    [{ ...nightly, timeZone: null }, 400],
    [{ ...nightly, export: { source: 'erasures', format: 'csv' } }, 422],
    [{ ...nightly, export: { source: 'cities', format: 'csv', where: { name: 'Paris' } } }, 400],
  ])('refuses %j with %i', async (body, status) => {
    await request(server).post(path).send(body).expect(status);
  });

  it('run now, once for each key', async () => {
    const { id } = await create();
    const run = (): request.Test =>
      request(server).post(`${path}/${id}:run`).set('Idempotency-Key', 'now-1').expect(202);

    const [first, second] = [await run(), await run()];

    expect(second.body).toEqual(first.body);
    expect(first.body).toMatchObject({ schedule: id, source: 'cities' });
    expect(await jobsOf(id)).toHaveLength(1);
  });
});

describe('a planned time', () => {
  it('makes one job, though two instances see it come and see it again', async () => {
    const schedule = await create();

    await bothTick(new Date(planned(schedule).getTime() - 1000));
    expect(await jobsOf(schedule.id)).toEqual([]);
    await bothTick(planned(schedule));
    await bothTick(planned(schedule));

    const [job, ...more] = await jobsOf(schedule.id);
    expect(more).toEqual([]);
    const after = await read(schedule.id);
    expect(after.lastJob).toBe(job?.id);
    expect(after.nextAt).toBe(planned(schedule, 1).toISOString());
  });

  it('is served once, though its schedule was changed after that', async () => {
    const schedule = await create({ ...nightly, overlap: 'queue' });
    await bothTick(planned(schedule));
    const changes = { export: { ...nightly.export, columns: ['id'] } };
    await request(server).patch(`${path}/${schedule.id}`).send(changes).expect(200);

    await bothTick(planned(schedule));

    expect(await jobsOf(schedule.id)).toHaveLength(1);
    expect((await read(schedule.id)).nextAt).toBe(planned(schedule, 1).toISOString());
  });

  it('is passed over while the last job has not ended, or queued if asked to', async () => {
    const [skip, queue] = [await create(), await create({ ...nightly, overlap: 'queue' })];

    await bothTick(planned(skip));
    await bothTick(planned(skip, 1));
    expect(await jobsOf(skip.id)).toHaveLength(1);
    expect(await jobsOf(queue.id)).toHaveLength(2);
    const [job] = await jobsOf(skip.id);
    await request(server)
      .post(`/v1/exports/${job?.id ?? ''}:cancel`)
      .expect(200);
    await bothTick(planned(skip, 2));

    expect(await jobsOf(skip.id)).toHaveLength(2);
  });

  it('that nobody saw come is made up for once', async () => {
    const schedule = await create();

    await bothTick(planned(schedule, 20));

    expect(await jobsOf(schedule.id)).toHaveLength(1);
    expect((await read(schedule.id)).nextAt).toBe(planned(schedule, 21).toISOString());
  });

  it('makes nothing of a schedule that is not enabled', async () => {
    const schedule = await create();
    await request(server).patch(`${path}/${schedule.id}`).send({ enabled: false }).expect(200);

    await bothTick(planned(schedule, 2));

    expect(await jobsOf(schedule.id)).toEqual([]);
  });
});

describe('a deployment that lets out less than the one before', () => {
  class Visit extends Table('visits', { columns: { id: int() }, partitionKey: ['id'] }) {}

  it('makes jobs that fail with the reason, refuses clients, and goes on with the schedules', async () => {
    const { client, keyspace } = backend.app.get(Cassandra);
    await client.execute(`CREATE TABLE ${keyspace}.visits (id int PRIMARY KEY)`);
    backend.app.get(ExportSources).add([Visit]);
    const source = await create({ ...nightly, export: { source: 'visits', format: 'csv' } });
    const columns = ['id', 'name'];
    const column = await create({ ...nightly, export: { ...nightly.export, columns } });

    const next = await openApp({
      cassandra: backend.cassandra,
      exports: { root: backend.exportRoot },
    });
    try {
      next.get(ExportSources).add([{ table: City, without: ['name'] }]);
      await next.get(Cassandra).connected;
      await next.get(ScheduleClock).tick(planned(source));

      for (const { id } of [source, column]) {
        expect((await read(id)).nextAt).toBe(planned(source, 1).toISOString());
      }
      const errorOf = async ({ id }: Answer): Promise<JobAnswer['error']> => {
        const [job] = await jobsOf(id);
        return (await untilState(server, job?.id ?? '', ['FAILED'])).error;
      };
      expect(await errorOf(source)).toEqual({
        code: 'unknown-export-source',
        message: expect.stringMatching(
          /^There is no such source\. What may be exported: /,
        ) as string,
      });
      expect(await errorOf(column)).toEqual({
        code: 'invalid-request',
        message: expect.stringMatching(
          /^columns: "name" cannot be exported from cities; what can be: id, (?!.*name)/,
        ) as string,
      });
      const run = ({ id }: Answer): request.Test =>
        request(next.getHttpServer()).post(`${path}/${id}:run`);
      await run(source).expect(422);
      await run(column).expect(400);
    } finally {
      await next.close();
    }
    for (const { id } of [source, column]) {
      await request(server).delete(`${path}/${id}`).expect(204);
    }
  });
});

describe('a job that names no columns', () => {
  class Call extends Table('calls', { columns: { id: int() }, partitionKey: ['id'] }) {}
  class LaterCall extends Table('calls', {
    columns: { id: int(), topic: text() },
    partitionKey: ['id'],
  }) {}

  it('has those of when it was made, and fails where a later deployment hides one', async () => {
    const { client, keyspace } = backend.app.get(Cassandra);
    await client.execute(`CREATE TABLE ${keyspace}.calls (id int PRIMARY KEY, topic text)`);
    await client.execute(`INSERT INTO ${keyspace}.calls (id, topic) VALUES (1, 'a bill')`);
    backend.app.get(ExportSources).add([Call]);
    const added = await startExport(server, { source: 'calls', format: 'csv' });
    const hidden = await startExport(server, nightly.export);

    const next = await openApp({
      cassandra: backend.cassandra,
      exports: { root: backend.exportRoot },
    });
    try {
      next.get(ExportSources).add([LaterCall, { table: City, without: ['name'] }]);
      await next.get(Cassandra).connected;

      const done = await untilState(server, added.id, ['SUCCEEDED', 'FAILED']);
      expect(done).toMatchObject({ state: 'SUCCEEDED', error: null });
      const [file] = done.files;
      const bytes = await download(server, done, file?.name ?? '');
      expect(bytes.toString()).toBe('id\n1\n');
      const { error } = await untilState(server, hidden.id, ['SUCCEEDED', 'FAILED']);
      expect(error?.code).toBe('invalid-request');
    } finally {
      await next.close();
    }
  });
});

describe('a column that is dropped after its export was accepted', () => {
  class Amount extends Table('amounts', {
    columns: { id: int(), total: varint() },
    partitionKey: ['id'],
  }) {}
  const decimals = { total: { precision: 9 } };
  const body = { source: 'amounts', format: 'parquet', decimals };

  it('leaves the schedule going, and the job of a key what it is', async () => {
    const { client, keyspace } = backend.app.get(Cassandra);
    for (const app of [backend.app, other]) app.get(ExportSources).add([Amount]);
    await client.execute(`CREATE TABLE ${keyspace}.amounts (id int PRIMARY KEY, total varint)`);
    const post = (key: string): request.Test =>
      request(server).post('/v1/exports').set('Idempotency-Key', key).send(body);
    const first = await post('before').expect(202);
    const schedule = await create({ ...nightly, export: body });
    await client.execute(`ALTER TABLE ${keyspace}.amounts DROP total`);

    await bothTick(planned(schedule));
    await bothTick(planned(schedule));

    expect(await jobsOf(schedule.id)).toHaveLength(1);
    expect((await read(schedule.id)).nextAt).toBe(planned(schedule, 1).toISOString());
    const again = await post('before').expect(202);
    expect(again.body).toEqual(first.body);
    const refused = await post('after').expect(400);
    expect(refused.body).toMatchObject({ code: 'export-refused' });
    const patch = (changes: object): request.Test =>
      request(server).patch(`${path}/${schedule.id}`).send(changes);
    await patch({ export: body }).expect(400);
    await patch({ enabled: false }).expect(200);
  });
});
