import { type TestingModuleBuilder } from '@nestjs/testing';
import { type Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import request from 'supertest';
import {
  Cassandra,
  CassandraReadTimeoutError,
  getRepositoryToken,
  type TableOf,
} from '../../../src/cassandra/index.js';
import { type HealthRecordDto } from '../../../src/health-records/record/health-record.dto.js';
import { Patient } from '../../../src/health-records/patients/patient.table.js';
import { Prescription } from '../../../src/health-records/prescriptions/prescription.table.js';
import { TestResult } from '../../../src/health-records/test-results/test-result.table.js';
import { aPatient, aPrescription, aTestResult } from '../../support/builders/patients.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';

const nobody = '00000000-0000-4000-8000-000000000000';

/** Set per test: milliseconds each table takes longer, and the one that fails after its time. */
const slow = { patients: 0, prescriptions: 0, test_results: 0 };
let failing: keyof typeof slow | null = null;
let events: string[] = [];

/** The repository, and queries it makes, with one delay before each read that a signal ends. */
function delayed<Target extends object>(
  target: Target,
  table: keyof typeof slow,
  signal?: AbortSignal,
): Target {
  return new Proxy(target, {
    get: (_, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...args: { signal?: AbortSignal }[]): unknown => {
        const call = (): unknown => Reflect.apply(member, target, args);
        if (name === 'filter') return delayed(call() as object, table, signal);
        if (name === 'with') return delayed(call() as object, table, args[0]?.signal);
        return name === 'findOne' || name === 'page'
          ? wait(table, name === 'findOne' ? args[1]?.signal : signal).then(call)
          : call();
      };
    },
  });
}

async function wait(table: keyof typeof slow, signal: AbortSignal | undefined): Promise<void> {
  events.push(`${table} leaves`);
  try {
    await delay(slow[table], undefined, signal === undefined ? {} : { signal });
    if (failing === table) throw new CassandraReadTimeoutError('late', readOf(table));
    events.push(`${table} goes on`);
  } catch (error) {
    events.push(`${table} ends`);
    throw error;
  }
}

const readOf = (table: string): ConstructorParameters<typeof CassandraReadTimeoutError>[1] => ({
  operation: 'read',
  table,
});

const overridden = [Patient, Prescription, TestResult] as const;

function withDelays(builder: TestingModuleBuilder): TestingModuleBuilder {
  return overridden.reduce(
    (overriding, table: TableOf<unknown>) =>
      overriding.overrideProvider(getRepositoryToken(table)).useFactory({
        factory: (cassandra: Cassandra) =>
          delayed(cassandra.repository(table), table.definition.name as keyof typeof slow),
        inject: [Cassandra],
      }),
    builder,
  );
}

describe('GET /v1/patients/{id}/health-record', () => {
  let backend: Backend;
  let server: Server;
  let id: string;

  beforeAll(async () => {
    backend = await startBackend({ override: withDelays });
    server = backend.app.getHttpServer();
    const patient = await request(server).post('/v1/patients').send(aPatient()).expect(201);
    id = (patient.body as { id: string }).id;
    for (const day of ['01', '02', '03']) {
      const at = `2026-03-${day}T10:00:00Z`;
      await post('prescriptions', aPrescription({ prescribedAt: at }));
      await post('test-results', aTestResult({ effectiveAt: at }));
    }
  });

  beforeEach(() => {
    Object.assign(slow, { patients: 0, prescriptions: 0, test_results: 0 });
    failing = null;
    events = [];
  });

  afterAll(async () => {
    await backend.stop();
  });

  async function post(part: string, record: object): Promise<void> {
    await request(server).post(`/v1/patients/${id}/${part}`).send(record).expect(201);
  }

  function withoutTimings(record: HealthRecordDto): object {
    const { patient, prescriptions, testResults } = record;
    return { patient, prescriptions, testResults };
  }

  async function read(
    mode: string,
  ): Promise<{ record: HealthRecordDto; timing: string; ms: number }> {
    const start = performance.now();
    const response = await request(server)
      .get(`/v1/patients/${id}/health-record?read=${mode}`)
      .expect(200);
    return {
      record: response.body as HealthRecordDto,
      timing: response.headers['server-timing'] ?? '',
      ms: performance.now() - start,
    };
  }

  it('has the patient and what is newest of theirs', async () => {
    const { record, timing } = await read('concurrent');

    expect(record.patient).toMatchObject({ id, familyName: 'Hopper' });
    const days = ['03', '02', '01'].map((day) => `2026-03-${day}T10:00:00.000Z`);
    expect(record.prescriptions.items.map((one) => one.prescribedAt)).toEqual(days);
    expect(record.testResults.items.map((one) => one.effectiveAt)).toEqual(days);
    expect(record.testResults.nextCursor).toBeNull();
    const { patientMs, prescriptionsMs, testResultsMs, totalMs } = record.timings;
    expect(timing).toBe(
      `patient;dur=${patientMs}, prescriptions;dur=${prescriptionsMs}, testResults;dur=${testResultsMs}, total;dur=${totalMs}`,
    );
  });

  it('takes as long as its slowest read when they go side by side, else as long as all', async () => {
    Object.assign(slow, { patients: 400, prescriptions: 500, test_results: 600 });
    const allMs = 400 + 500 + 600;

    const concurrent = await read('concurrent');
    const side = events.splice(0);
    const sequential = await read('sequential');

    expect(side.slice(0, 3)).toEqual([
      'test_results leaves',
      'prescriptions leaves',
      'patients leaves',
    ]);
    expect(side).toHaveLength(6);
    expect(concurrent.record.timings.totalMs).toBeGreaterThanOrEqual(599);
    expect(concurrent.record.timings.totalMs).toBeLessThan(allMs - 1);
    expect(concurrent.ms).toBeLessThan(allMs - 1);
    expect(events.map((event) => event.split(' ')[1])).toEqual(
      Array(3).fill(['leaves', 'goes']).flat(),
    );
    expect(sequential.record.timings.totalMs).toBeGreaterThanOrEqual(allMs - 1);
    expect(withoutTimings(sequential.record)).toEqual(withoutTimings(concurrent.record));
  });

  // Jest fails a test in which a rejection goes unhandled.
  it.each(['patients', 'prescriptions', 'test_results'] as const)(
    'names the part that failed, ends the others, and goes on: %s',
    async (table) => {
      Object.assign(slow, { patients: 60_000, prescriptions: 60_000, test_results: 60_000 });
      slow[table] = 20;
      failing = table;

      const response = await request(server).get(`/v1/patients/${id}/health-record`).expect(504);

      expect(response.body).toMatchObject({
        code: 'read-timeout',
        errors: [{ property: partOf[table] }],
      });
      // The one that failed, and the two that were waiting: nobody is left.
      expect(events.filter((event) => event.endsWith('ends'))).toHaveLength(3);
      Object.assign(slow, { patients: 0, prescriptions: 0, test_results: 0 });
      failing = null;
      await read('concurrent');
    },
  );

  const partOf = {
    patients: 'patient',
    prescriptions: 'prescriptions',
    test_results: 'testResults',
  };

  it('goes on in the lists', async () => {
    for (let second = 0; second < 58; second++) {
      const at = `2026-04-01T10:00:${String(second).padStart(2, '0')}.000Z`;
      const codes = ['a', 'b', 'c', 'd'];
      await Promise.all(
        codes.map((code) => post('test-results', aTestResult({ effectiveAt: at, code }))),
      );
    }
    const { testResults } = (await read('concurrent')).record;

    expect(testResults.items).toHaveLength(200);
    const rest = await request(server)
      .get(`/v1/patients/${id}/test-results?pageSize=200&cursor=${testResults.nextCursor ?? ''}`)
      .expect(200);
    expect((rest.body as typeof testResults).items).toHaveLength(58 * 4 + 3 - 200);
  });

  it.each(['concurrent', 'sequential'])('answers 404 for nobody, read %s', async (mode) => {
    const response = await request(server)
      .get(`/v1/patients/${nobody}/health-record?read=${mode}`)
      .expect(404);

    expect(response.body).toMatchObject({ code: 'patient-not-found' });
  });

  it('refuses a third way of reading', async () => {
    await request(server).get(`/v1/patients/${id}/health-record?read=fast`).expect(400);
  });
});
