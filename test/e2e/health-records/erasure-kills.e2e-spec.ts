import { randomUUID } from 'node:crypto';
import { Cassandra, mapConcurrent, type TableOf } from '../../../src/cassandra/index.js';
import { Erasure } from '../../../src/health-records/erasure/erasure.table.js';
import { ErasuresService } from '../../../src/health-records/erasure/erasures.service.js';
import { Patient } from '../../../src/health-records/patients/patient.table.js';
import { PatientsService } from '../../../src/health-records/patients/patients.service.js';
import { Prescription } from '../../../src/health-records/prescriptions/prescription.table.js';
import { PrescriptionsService } from '../../../src/health-records/prescriptions/prescriptions.service.js';
import { type HealthRecordDto } from '../../../src/health-records/record/health-record.dto.js';
import { TestResultByCode } from '../../../src/health-records/test-results/test-result-by-code.table.js';
import { TestResult } from '../../../src/health-records/test-results/test-result.table.js';
import { TestResultsService } from '../../../src/health-records/test-results/test-results.service.js';
import { ApiProcess } from '../../support/api-process.js';
import { type Backend, startBackend } from '../../support/start-backend.js';
import { waitFor } from '../../support/wait-for.js';

/** The short form; `ERASED_PATIENTS=200 KILLS=20` is the long one. */
const patients = Number(process.env.ERASED_PATIENTS ?? 40);
const kills = Number(process.env.KILLS ?? 2);
const prescriptionsEach = 3;
const resultsEach = 60;

describe('patients who are erased while others read, and the API is killed', () => {
  let backend: Backend;
  let url: string;
  let cassandra: Cassandra;
  const ids = Array.from({ length: patients }, () => randomUUID());
  const started: ApiProcess[] = [];

  beforeAll(async () => {
    backend = await startBackend();
    cassandra = backend.app.get(Cassandra);
    await backend.app.listen(0, '127.0.0.1');
    url = await backend.app.getUrl();
    await mapConcurrent(ids, 8, store);
  });

  afterAll(async () => {
    for (const api of started) api.kill();
    await backend.stop();
  });

  async function store(id: string): Promise<void> {
    const { app } = backend;
    const at = (index: number): Date => new Date(Date.UTC(2026, index % 9, 1 + (index % 27)));
    const common = { patientId: id, description: 'd' };
    for (let index = 0; index < prescriptionsEach; index++) {
      const row = { ...common, id: randomUUID(), prescribedAt: at(index), code: 'c' };
      await app.get(PrescriptionsService).put(row);
    }
    for (let index = 0; index < resultsEach; index++) {
      const row = { ...common, id: randomUUID(), effectiveAt: at(index), code: `c${index % 5}` };
      await app.get(TestResultsService).put({ ...row, text: 't' });
    }
    await app
      .get(PatientsService)
      .put({ id, givenName: 'g', familyName: 'f', birthDate: '1956-12-09', sex: 'female' });
  }

  /** Reads records until it is told to stop; gives every answer that is neither whole nor "not found". */
  async function readRecords(isDone: () => boolean): Promise<{ reads: number; bad: unknown[] }> {
    const bad: unknown[] = [];
    let reads = 0;
    for (; !isDone(); reads++) {
      const id = ids[reads % ids.length] ?? '';
      const response = await fetch(`${url}/v1/patients/${id}/health-record`);
      if (response.status === 404) continue;
      const record = (await response.json()) as HealthRecordDto;
      const isWhole =
        response.status === 200 &&
        record.prescriptions.items.length === prescriptionsEach &&
        record.testResults.items.length === resultsEach;
      if (!isWhole) bad.push(record);
    }
    return { reads, bad };
  }

  /** Asks an API to erase patients, and kills it in the middle of some; gives those whom it answered for. */
  async function eraseAndKill(some: readonly string[]): Promise<string[]> {
    const api = ApiProcess.start(backend.cassandra);
    started.push(api);
    const at = await api.url();
    const answered: string[] = [];
    const killed = waitFor('an erasure under way', async () => {
      if (answered.length < 2 || (await idsIn(Erasure, 'patientId')).length === 0) return false;
      return api.kill();
    });
    await mapConcurrent(some, 6, async (id) => {
      const answer = await fetch(`${at}/v1/patients/${id}`, { method: 'DELETE' }).catch(() => null);
      if (answer?.status === 204) answered.push(id);
    });
    await killed;
    return answered;
  }

  async function idsIn(table: TableOf<unknown>, property: string): Promise<string[]> {
    const found: string[] = [];
    for await (const row of cassandra.repository(table).all())
      found.push(String(Reflect.get(row as object, property)));
    return found;
  }

  it('are shown whole or not at all, and after the sweeper nothing of them is left', async () => {
    let isDone = false;
    const reading = Promise.all([readRecords(() => isDone), readRecords(() => isDone)]);
    const answered: string[] = [];
    let cutOff = 0;
    for (let kill = 0; kill < kills; kill++) {
      const share = Math.floor(ids.length / kills);
      answered.push(...(await eraseAndKill(ids.slice(kill * share, (kill + 1) * share))));
      cutOff += (await idsIn(Erasure, 'patientId')).length;
    }
    await backend.app.get(ErasuresService).sweep();
    isDone = true;
    const readings = await reading;

    expect(readings.flatMap(({ bad }) => bad)).toEqual([]);
    expect(readings.reduce((sum, { reads }) => sum + reads, 0)).toBeGreaterThan(patients);
    expect(cutOff).toBeGreaterThan(0);
    expect(await idsIn(Erasure, 'patientId')).toEqual([]);
    // Whoever is left was never begun with, and is whole.
    const left = await idsIn(Patient, 'id');
    expect(left.filter((id) => answered.includes(id))).toEqual([]);
    const each = (count: number): string[] => left.flatMap((id) => Array<string>(count).fill(id));
    for (const [table, count] of [
      [Prescription, prescriptionsEach],
      [TestResult, resultsEach],
      [TestResultByCode, resultsEach],
    ] as const)
      expect((await idsIn(table, 'patientId')).sort()).toEqual(each(count).sort());
  }, 180_000);
});
