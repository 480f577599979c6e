import { jest } from '@jest/globals';
import { type Server } from 'node:http';
import request from 'supertest';
import { Cassandra, type TableOf } from '../../../src/cassandra/index.js';
import { Erasure } from '../../../src/health-records/erasure/erasure.table.js';
import { ErasuresService } from '../../../src/health-records/erasure/erasures.service.js';
import { Patient } from '../../../src/health-records/patients/patient.table.js';
import { Prescription } from '../../../src/health-records/prescriptions/prescription.table.js';
import { TestResultByCode } from '../../../src/health-records/test-results/test-result-by-code.table.js';
import { TestResultIntent } from '../../../src/health-records/test-results/test-result-intent.table.js';
import { TestResult } from '../../../src/health-records/test-results/test-result.table.js';
import { aPatient, aPrescription, aTestResult } from '../../support/builders/patients.js';
import { before } from '../../support/before.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';
import { waitFor } from '../../support/wait-for.js';

const tables = [
  Patient,
  Prescription,
  TestResult,
  TestResultByCode,
  TestResultIntent,
  Erasure,
] as const;
const nothing = [0, 0, 0, 0, 0, 0];

describe('DELETE /v1/patients/{id}', () => {
  let backend: Backend;
  let server: Server;
  let cassandra: Cassandra;
  let id: string;

  beforeAll(async () => {
    backend = await startBackend();
    server = backend.app.getHttpServer();
    cassandra = backend.app.get(Cassandra);
  });

  beforeEach(async () => {
    const patient = await request(server).post('/v1/patients').send(aPatient()).expect(201);
    id = (patient.body as { id: string }).id;
    await post('prescriptions', aPrescription()).expect(201);
    await post('test-results', aTestResult()).expect(201);
    await post('test-results', aTestResult({ effectiveAt: '2025-12-31T23:59:59Z' })).expect(201);
  });

  afterAll(async () => {
    await backend.stop();
  });

  function post(part: string, record: object): request.Test {
    return request(server).post(`/v1/patients/${id}/${part}`).send(record);
  }

  async function rowsLeft(): Promise<number[]> {
    const counted = tables.map(async (table: TableOf<unknown>) => {
      let rows = 0;
      for await (const row of cassandra.repository(table).all()) rows += row === null ? 0 : 1;
      return rows;
    });
    return await Promise.all(counted);
  }

  const addresses = ['', '/prescriptions', '/test-results', '/health-record'];

  it('leaves nothing of the patient in any table', async () => {
    expect(await rowsLeft()).toEqual([1, 1, 2, 2, 2, 0]);

    await request(server).delete(`/v1/patients/${id}`).expect(204);

    expect(await rowsLeft()).toEqual(nothing);
    for (const address of addresses)
      await request(server).get(`/v1/patients/${id}${address}`).expect(404);
    await request(server).delete(`/v1/patients/${id}`).expect(404);
  });

  it.each(['prescriptions', 'test-results', 'test-results?code=8302-2', 'health-record'])(
    'shows no part of a record to a read that found the patient still there: %s',
    async (part) => {
      const { id: _, ...patient } = await cassandra.repository(Patient).findOneOrFail({ id });
      await request(server).delete(`/v1/patients/${id}`).expect(204);
      // What a read saw that began before the erasure: written anew, with a time after the deletion.
      const later = new Date(Date.now() + 60_000);
      await cassandra.repository(Patient).insert({ id, ...patient }, { timestamp: later });

      const response = await request(server).get(`/v1/patients/${id}/${part}`).expect(404);

      expect(response.body).toMatchObject({ code: 'patient-not-found' });
      await cassandra
        .repository(Patient)
        .delete({ id }, { timestamp: new Date(later.getTime() + 1) });
    },
  );

  it.each([1, 2, 3])(
    'is finished by the sweeper when it was cut off after step %d',
    async (last) => {
      const erasures = cassandra.repository(Erasure);
      const timestamp = BigInt(Date.now()) * 1000n + 10_000_000n;
      const steps = [
        () => erasures.insert({ patientId: id, timestamp }),
        () => cassandra.repository(Patient).delete({ id }, { timestamp }),
        () => cassandra.repository(Prescription).deleteMany({ patientId: id }, { timestamp }),
      ];
      for (const step of steps.slice(0, last)) await step();

      expect((await rowsLeft()).slice(2)).toEqual([2, 2, 2, 1]);
      expect(await backend.app.get(ErasuresService).sweep()).toBe(1);
      expect(await rowsLeft()).toEqual(nothing);
      expect(await backend.app.get(ErasuresService).sweep()).toBe(0);
    },
  );

  it('erases what was added after the first try was cut off', async () => {
    const longAgo = BigInt(Date.now() - 3_600_000) * 1000n;
    await cassandra.repository(Erasure).insert({ patientId: id, timestamp: longAgo });
    await post('prescriptions', aPrescription()).expect(201);
    await request(server).patch(`/v1/patients/${id}`).send({ sex: 'other' }).expect(200);

    expect(await backend.app.get(ErasuresService).sweep()).toBe(1);

    expect(await rowsLeft()).toEqual(nothing);
  });

  it('erases although the clock here is behind that of Cassandra', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 3_600_000);
    try {
      const patient = await request(server).post('/v1/patients').send(aPatient()).expect(201);
      const address = `/v1/patients/${(patient.body as { id: string }).id}`;
      await request(server).patch(address).send({ sex: 'other' }).expect(200);
      await request(server).delete(address).expect(204);

      await request(server).get(address).expect(404);
    } finally {
      now.mockRestore();
    }
    await request(server).delete(`/v1/patients/${id}`).expect(204);
    expect(await rowsLeft()).toEqual(nothing);
  });

  // Whoever writes may end right after: nothing they would do later may be needed.
  it.each<[string, number, () => request.Test, (erase: () => Promise<unknown>) => void]>([
    [
      'the intent of a test result',
      404,
      () => post('test-results', aTestResult()),
      (erase) => {
        before(cassandra.repository(TestResultIntent), 'insert', erase);
      },
    ],
    [
      'the rows of a test result',
      201,
      () => post('test-results', aTestResult()),
      (erase) => {
        before(cassandra, 'batch', erase, (kind) => kind === 'logged');
      },
    ],
    [
      'a prescription',
      201,
      () => post('prescriptions', aPrescription()),
      (erase) => {
        before(cassandra.repository(Prescription), 'insert', erase);
      },
    ],
    [
      'a change of the patient',
      404,
      () => request(server).patch(`/v1/patients/${id}`).send({ sex: 'other' }),
      (erase) => {
        before(cassandra.repository(Patient), 'update', erase);
      },
    ],
  ])('leaves nothing when it comes right before %s', async (_, status, write, hook) => {
    hook(() => request(server).delete(`/v1/patients/${id}`).expect(204));

    await write().expect(status);

    expect(await rowsLeft()).toEqual(nothing);
  });

  it('leaves nothing of what is added and changed at the same time', async () => {
    const ids = [id];
    for (let count = 0; count < 19; count++) {
      const patient = await request(server).post('/v1/patients').send(aPatient()).expect(201);
      ids.push((patient.body as { id: string }).id);
    }
    const statuses = new Set<number>();
    await Promise.all(
      ids.map(async (one, index) => {
        const address = `/v1/patients/${one}`;
        const writes = async (): Promise<void> => {
          // Until the patient is gone.
          for (let last = 0; last !== 404; statuses.add(last)) {
            const answers = await Promise.all([
              request(server).post(`${address}/test-results`).send(aTestResult()),
              request(server).post(`${address}/prescriptions`).send(aPrescription()),
              request(server)
                .patch(address)
                .send({ familyName: `h${index}` }),
            ]);
            last = Math.max(...answers.map(({ status }) => status));
          }
        };
        const erase = async (): Promise<void> => {
          await waitFor('a first result', async () => {
            const list = await request(server).get(`${address}/test-results`);
            return (list.body as { items: unknown[] }).items.length > 0;
          });
          await request(server).delete(address).expect(204);
        };
        await Promise.all([writes(), erase()]);
      }),
    );

    expect(statuses).toEqual(new Set([201, 404]));
    expect(await rowsLeft()).toEqual(nothing);
  });
});
