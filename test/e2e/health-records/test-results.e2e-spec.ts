import { type Server } from 'node:http';
import request from 'supertest';
import { Cassandra, mapConcurrent } from '../../../src/cassandra/index.js';
import { type Problem } from '../../../src/common/problem/problem.js';
import { Patient } from '../../../src/health-records/patients/patient.table.js';
import { type TestResultDto } from '../../../src/health-records/test-results/test-result.dto.js';
import { TestResultByCode } from '../../../src/health-records/test-results/test-result-by-code.table.js';
import { aPatient, aPrescription, aTestResult } from '../../support/builders/patients.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';

const nobody = '00000000-0000-4000-8000-000000000000';

let backend: Backend;
let server: Server;

beforeAll(async () => {
  backend = await startBackend();
  server = backend.app.getHttpServer();
});

afterAll(async () => {
  await backend.stop();
});

interface Page {
  readonly items: readonly TestResultDto[];
  readonly nextCursor: string | null;
}

async function createPatient(): Promise<string> {
  const response = await request(server).post('/v1/patients').send(aPatient()).expect(201);
  return (response.body as { id: string }).id;
}

async function add(patientId: string, part: string, record: object): Promise<unknown> {
  const response = await request(server).post(`/v1/patients/${patientId}/${part}`).send(record);
  expect([response.status, response.body]).toEqual([201, expect.anything()]);
  return response.body;
}

/** Every page of a list, checked to be no longer than asked for. */
async function readAll(address: string, pageSize: number): Promise<TestResultDto[]> {
  const items: TestResultDto[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await request(server).get(`${address}pageSize=${pageSize}${more}`).expect(200);
    const page = response.body as Page;
    expect(page.items.length).toBeLessThanOrEqual(pageSize);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

async function readNdjson(address: string): Promise<unknown[]> {
  const response = await request(server)
    .get(address)
    .set('Accept', 'application/x-ndjson')
    .buffer(true)
    .expect(200);
  const lines = response.text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as unknown);
}

describe('POST /v1/patients/{id}/test-results', () => {
  it('adds a result, and gives it back as it was sent', async () => {
    const patientId = await createPatient();

    const added = await add(patientId, 'test-results', aTestResult());

    expect(added).toEqual({
      ...aTestResult({ text: null }),
      patientId,
      id: expect.any(String) as string,
    });
    const list = await request(server).get(`/v1/patients/${patientId}/test-results`).expect(200);
    expect(list.body).toEqual({ items: [added], nextCursor: null });
  });

  it.each([
    ['effectiveAt', '2026-03-01T10:00:00'],
    ['effectiveAt', '2026-03-01'],
    ['effectiveAt', '2026-02-30T10:00:00Z'],
    ['effectiveAt', '2999-01-01T00:00:00Z'],
    ['code', ''],
    ['code', 'x'.repeat(65)],
    ['code', 'two words'],
    ['value', '171.5'],
    ['value', null],
    ['text', 'tall'],
    ['unit', null],
    ['unit', ''],
    ['description', 'x'.repeat(501)],
    ['nosuch', 1],
  ])('refuses %s %p', async (property, value) => {
    const patientId = await createPatient();
    const response = await request(server)
      .post(`/v1/patients/${patientId}/test-results`)
      .send(aTestResult({ [property]: value }))
      .expect(400);

    expect((response.body as Problem).code).toBe('invalid-request');
  });

  it('refuses a result from before the day of birth', async () => {
    const patientId = await createPatient();
    const response = await request(server)
      .post(`/v1/patients/${patientId}/test-results`)
      .send(aTestResult({ effectiveAt: '1956-12-01T00:00:00Z' }))
      .expect(422);

    expect(response.body).toMatchObject({ code: 'before-birth' });
  });

  it('answers 404 for a patient who is not there', async () => {
    await request(server)
      .post(`/v1/patients/${nobody}/test-results`)
      .send(aTestResult())
      .expect(404);
  });
});

describe('POST /v1/patients/{id}/prescriptions', () => {
  it('adds a prescription', async () => {
    const patientId = await createPatient();

    const added = await add(patientId, 'prescriptions', aPrescription());

    const list = await request(server).get(`/v1/patients/${patientId}/prescriptions`).expect(200);
    expect(added).toEqual({ ...aPrescription(), patientId, id: expect.any(String) as string });
    expect(list.body).toEqual({ items: [added], nextCursor: null });
  });

  it.each([
    [400, { stop: '2026-02-01T00:00:00Z' }],
    [400, { prescribedAt: '2999-01-01T00:00:00Z' }],
    [400, { reason: '' }],
    [422, { prescribedAt: '1950-01-01T00:00:00Z' }],
  ])('answers %d to %p', async (status, different) => {
    const patientId = await createPatient();

    await request(server)
      .post(`/v1/patients/${patientId}/prescriptions`)
      .send(aPrescription(different))
      .expect(status);
  });
});

describe('the lists of a patient', () => {
  let patientId: string;
  const days = ['01', '02', '03', '04', '05', '06', '07'];
  const at = (day: string): string => `2026-03-${day}T10:00:00.000Z`;

  beforeAll(async () => {
    patientId = await createPatient();
    for (const day of days) {
      const code = Number(day) % 2 === 0 ? '8302-2' : '29463-7';
      await add(patientId, 'test-results', aTestResult({ effectiveAt: at(day), code }));
      await add(patientId, 'prescriptions', aPrescription({ prescribedAt: at(day) }));
    }
  });

  it('come newest first, page by page and as NDJSON', async () => {
    const address = `/v1/patients/${patientId}/test-results`;
    const items = await readAll(`${address}?`, 3);

    expect(items.map(({ effectiveAt }) => effectiveAt)).toEqual(days.map(at).reverse());
    expect(await readNdjson(address)).toEqual(items);
  });

  it.each([
    ['test-results?effectiveAt[gte]=2026-03-02T10:00:00Z&effectiveAt[lt]=2026-03-05T10:00:00Z', 3],
    ['test-results?effectiveAt[gte]=2026-03-02T11:00:00%2B01:00', 6],
    ['test-results?code=8302-2', 3],
    ['test-results?code=8302-2&effectiveAt[lte]=2026-03-04T10:00:00Z', 2],
    ['test-results?code=nosuch', 0],
    ['prescriptions?prescribedAt[gt]=2026-03-02T10:00:00Z', 5],
  ])('are filtered by %s', async (part, count) => {
    expect(await readAll(`/v1/patients/${patientId}/${part}&`, 2)).toHaveLength(count);
  });

  it.each([
    ['prescriptions?code=198405', 'not-servable'],
    ['test-results?category=laboratory', 'not-servable'],
    ['test-results?code[gt]=8302-2', 'index-range'],
    ['test-results?id=00000000-0000-4000-8000-000000000000', 'clustering-gap'],
    ['test-results?effectiveAt[gte]=2026-03-02', 'wrong-type'],
    ['test-results?effectivAt[gte]=2026-03-02T10:00:00Z', 'unknown-column'],
    [`test-results?patientId=${nobody}`, 'invalid-request'],
    [`test-results?patientId[in]=${nobody}`, 'invalid-request'],
    ['test-results?pageSize=0', 'invalid-request'],
    ['test-results?cursor=nonsense', 'invalid-cursor'],
  ])('refuse %s, and nothing is sent', async (part, code) => {
    const { client } = backend.app.get(Cassandra);
    const execute = client.execute.bind(client) as (...args: unknown[]) => unknown;
    const sent: unknown[] = [];
    // What goes on in the background, such as looking for export jobs, is no concern of this.
    const ofPatients = /"(patients|prescriptions|test_results)"/;
    const counting = (...args: unknown[]): unknown => {
      if (ofPatients.test(String(args[0]))) sent.push(args[0]);
      return execute(...args);
    };
    Object.assign(client, { execute: counting });
    try {
      const response = await request(server).get(`/v1/patients/${patientId}/${part}`).expect(400);
      expect((response.body as Problem).code).toBe(code);
    } finally {
      Object.assign(client, { execute });
    }

    // A cursor is opened when it is used, after the patient was looked for.
    expect(sent).toHaveLength(code === 'invalid-cursor' ? 1 : 0);
  });

  it.each(['prescriptions', 'test-results'])('answer 404 for nobody: %s', async (part) => {
    await request(server).get(`/v1/patients/${nobody}/${part}`).expect(404);
  });
});

describe('GET /v1/test-results', () => {
  const code = '2339-0';
  const times = [
    '2025-01-15',
    '2025-01-20',
    '2025-03-02',
    '2025-03-03',
    '2025-03-04',
    '2026-02-01',
  ];
  const address = (from: string, to: string): string =>
    `/v1/test-results?code=${code}&from=${from}&to=${to}&`;

  beforeAll(async () => {
    for (const [index, day] of times.entries()) {
      const effectiveAt = `${day}T00:00:00.000Z`;
      const patientId = await createPatient();
      await add(patientId, 'test-results', aTestResult({ effectiveAt, code, value: index }));
    }
  });

  it('lists results of all patients over months, newest first', async () => {
    const items = await readAll(address('2025-01-01T00:00:00Z', '2026-03-01T00:00:00Z'), 2);

    expect(items.map(({ value }) => value)).toEqual([5, 4, 3, 2, 1, 0]);
    expect(items[0]).toEqual({
      ...aTestResult({ code, value: 5, effectiveAt: '2026-02-01T00:00:00.000Z', text: null }),
      id: expect.any(String) as string,
      patientId: expect.any(String) as string,
    });
    const all = address('2025-01-01T00:00:00Z', '2026-03-01T00:00:00Z');
    expect(await readNdjson(all)).toEqual(items);
  });

  it('takes the first moment and leaves out the last', async () => {
    const items = await readAll(address('2025-01-20T00:00:00Z', '2025-03-04T00:00:00Z'), 50);

    expect(items.map(({ value }) => value)).toEqual([3, 2, 1]);
  });

  it.each([
    ['no code', 'from=2025-01-01T00:00:00Z&to=2025-02-01T00:00:00Z'],
    ['no end', `code=${code}&from=2025-01-01T00:00:00Z`],
    ['no zone', `code=${code}&from=2025-01-01T00:00:00&to=2025-02-01T00:00:00Z`],
    ['25 months', `code=${code}&from=2025-01-31T00:00:00Z&to=2027-01-01T00:00:00.001Z`],
    ['an end before its start', `code=${code}&from=2025-03-01T00:00:00Z&to=2025-02-01T00:00:00Z`],
  ])('refuses %s', async (_, query) => {
    const response = await request(server).get(`/v1/test-results?${query}`).expect(400);

    expect((response.body as Problem).code).toBe('invalid-request');
  });

  it('takes 24 months, which may hold nothing', async () => {
    const items = await readAll(address('2021-01-31T00:00:00Z', '2023-01-01T00:00:00Z'), 50);

    expect(items).toEqual([]);
  });

  it('shows nothing of a patient who is being erased, page by page and as NDJSON', async () => {
    const erased = await createPatient();
    const kept = await createPatient();
    for (const patientId of [erased, kept, erased, kept]) {
      const effectiveAt = '2024-06-01T00:00:00.000Z';
      await add(patientId, 'test-results', aTestResult({ effectiveAt, code }));
    }
    const june = address('2024-06-01T00:00:00Z', '2024-07-01T00:00:00Z');
    const ofThose = (items: unknown[]): unknown[] =>
      items.map((item) => (item as TestResultDto).patientId).sort();
    expect(ofThose(await readAll(june, 3))).toEqual([erased, erased, kept, kept].sort());
    // As an erasure does it, cut off in the middle of the rows by code.
    const cassandra = backend.app.get(Cassandra);
    await cassandra.repository(Patient).delete({ id: erased }, { ifExists: true });
    const byCode = cassandra.repository(TestResultByCode);
    const rows = await byCode.filter({ code, month: '2024-06' }).all();
    for (const { effectiveAt, id } of rows.filter((row) => row.patientId === erased).slice(1))
      await byCode.delete({ code, month: '2024-06', effectiveAt, id });

    expect(await byCode.filter({ code, month: '2024-06' }).count()).toBe(3);
    expect(ofThose(await readAll(june, 3))).toEqual([kept, kept]);
    expect(ofThose(await readNdjson(june))).toEqual([kept, kept]);
  });

  it('holds more patients than one request may name', async () => {
    const ids = await mapConcurrent(Array(101).fill(0), 8, () => createPatient());
    const effectiveAt = '2024-08-01T00:00:00.000Z';
    await mapConcurrent(ids, 8, (patientId) =>
      add(patientId, 'test-results', aTestResult({ effectiveAt, code })),
    );

    const items = await readAll(address('2024-08-01T00:00:00Z', '2024-09-01T00:00:00Z'), 500);

    expect(items.map(({ patientId }) => patientId).sort()).toEqual([...ids].sort());
  });

  it.each(['nonsense', '2024-01.', '2026-02.nonsense', '__proto__.x'])(
    'refuses the cursor %p',
    async (cursor) => {
      const list = address('2025-01-01T00:00:00Z', '2026-03-01T00:00:00Z');
      const response = await request(server).get(`${list}cursor=${cursor}`).expect(400);

      expect((response.body as Problem).code).toBe('invalid-cursor');
    },
  );
});
