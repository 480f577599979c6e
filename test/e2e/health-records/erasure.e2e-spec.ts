import { type Server } from 'node:http';
import request from 'supertest';
import { Cassandra, type TableOf } from '../../../src/cassandra/index.js';
import { Erasure } from '../../../src/health-records/erasure/erasure.table.js';
import { ErasuresService } from '../../../src/health-records/erasure/erasures.service.js';
import { Patient } from '../../../src/health-records/patients/patient.table.js';
import { Prescription } from '../../../src/health-records/prescriptions/prescription.table.js';
import { TestResultByCode } from '../../../src/health-records/test-results/test-result-by-code.table.js';
import { TestResult } from '../../../src/health-records/test-results/test-result.table.js';
import { aPatient, aPrescription, aTestResult } from '../../support/builders/patients.js';
import { type Backend, startBackend } from '../../support/start-backend.js';

const tables = [Patient, Prescription, TestResult, TestResultByCode, Erasure] as const;

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
    expect(await rowsLeft()).toEqual([1, 1, 2, 2, 0]);

    await request(server).delete(`/v1/patients/${id}`).expect(204);

    expect(await rowsLeft()).toEqual([0, 0, 0, 0, 0]);
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

      expect((await rowsLeft()).slice(2)).toEqual([2, 2, 1]);
      expect(await backend.app.get(ErasuresService).sweep()).toBe(1);
      expect(await rowsLeft()).toEqual([0, 0, 0, 0, 0]);
      expect(await backend.app.get(ErasuresService).sweep()).toBe(0);
    },
  );

  it('takes back what is added at the moment of the erasure', async () => {
    const patients = cassandra.repository(Patient);
    const find = patients.findOne.bind(patients);
    // The patient is erased between the look at them and the write.
    patients.findOne = async (key, settings) => {
      const found = await find(key, settings);
      Reflect.deleteProperty(patients, 'findOne');
      await request(server).delete(`/v1/patients/${id}`).expect(204);
      return found;
    };
    await post('test-results', aTestResult()).expect(404);

    expect(await rowsLeft()).toEqual([0, 0, 0, 0, 0]);
  });
});
