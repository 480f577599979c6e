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
import { type TestResultDto } from '../../../src/health-records/test-results/test-result.dto.js';
import { TestResultIntent } from '../../../src/health-records/test-results/test-result-intent.table.js';
import { TestResultsService } from '../../../src/health-records/test-results/test-results.service.js';
import { ApiProcess } from '../../support/api/api-process.js';
import { aPrescription, aTestResult } from '../../support/builders/patients.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';
import { waitFor } from '../../support/wait-for.js';

/** The short form; `ERASED_PATIENTS=200 KILLS=20` is the long one. */
const patients = Number(process.env.ERASED_PATIENTS ?? 40);
const kills = Number(process.env.KILLS ?? 2);
const prescriptionsEach = 3;
const resultsEach = 60;
const codes = 5;
const months = 4;
const resultsOfCodeAndMonth = resultsEach / codes / months;

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
    // Three of each code and month, which a list of all patients shows together or not at all.
    const at = (index: number): Date => new Date(Date.UTC(2026, index % months, 1 + (index % 27)));
    const common = { patientId: id, description: 'd' };
    for (let index = 0; index < prescriptionsEach; index++) {
      const row = { ...common, id: randomUUID(), prescribedAt: at(index), code: 'c' };
      await app.get(PrescriptionsService).put(row);
    }
    for (let index = 0; index < resultsEach; index++) {
      const row = {
        ...common,
        id: randomUUID(),
        effectiveAt: at(index),
        code: `c${index % codes}`,
      };
      await app.get(TestResultsService).put({ ...row, text: 't' });
    }
    await app
      .get(PatientsService)
      .put({ id, givenName: 'g', familyName: 'f', birthDate: '1956-12-09', sex: 'female' });
  }

  async function startApi(): Promise<{ api: ApiProcess; at: string }> {
    const api = ApiProcess.start(backend);
    started.push(api);
    return { api, at: await api.url() };
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

  /** Reads the lists of all patients until it is told to stop; gives every patient of whom a month shows a part. */
  async function readLists(isDone: () => boolean): Promise<{ reads: number; bad: unknown[] }> {
    const bad: unknown[] = [];
    let reads = 0;
    for (; !isDone(); reads++) {
      const query = `code=c${reads % codes}&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z`;
      // A page of 1000 rows holds a month.
      const response = await fetch(`${url}/v1/test-results?${query}`, {
        headers: { Accept: 'application/x-ndjson' },
      });
      const lines = (await response.text()).split('\n').filter((line) => line !== '');
      const counts = new Map<string, number>();
      for (const line of lines) {
        const { patientId, effectiveAt } = JSON.parse(line) as TestResultDto;
        const month = `${patientId} ${String(effectiveAt).slice(0, 7)}`;
        counts.set(month, (counts.get(month) ?? 0) + 1);
      }
      bad.push(...[...counts].filter(([, count]) => count !== resultsOfCodeAndMonth));
    }
    return { reads, bad };
  }

  /** Asks an API to erase patients, and kills it in the middle of some; gives those whom it answered for. */
  async function eraseAndKill(some: readonly string[]): Promise<string[]> {
    const { api, at } = await startApi();
    const answered: string[] = [];
    const killed = waitFor('an erasure under way', async () => {
      if (answered.length < 2) return false;
      // It waits while we look, twice: what it had sent may still arrive after the first look.
      api.signal('SIGSTOP');
      for (let look = 0; look < 2; look++) {
        if ((await idsIn(Erasure, 'patientId')).length > 0) continue;
        api.signal('SIGCONT');
        return false;
      }
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
    const reading = Promise.all([
      readRecords(() => isDone),
      readRecords(() => isDone),
      readLists(() => isDone),
    ]);
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
    expect(readings[2].reads).toBeGreaterThan(codes);
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
  });

  /** Adds to patients by an API while it erases them, and kills it. */
  async function addEraseAndKill(some: readonly string[]): Promise<void> {
    const { api, at } = await startApi();
    const send = (method: string, address: string, body: object): Promise<number | null> =>
      fetch(`${at}/v1/patients/${address}`, {
        method,
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json' },
      }).then(
        ({ status }) => status,
        () => null,
      );
    let erased = 0;
    const killed = waitFor('some erasures', () => erased > some.length / 3 && api.kill());
    await Promise.all(
      some.flatMap((id) => [
        untilGone(() => send('POST', `${id}/test-results`, aTestResult())),
        untilGone(() => send('POST', `${id}/prescriptions`, aPrescription())),
        untilGone(() => send('PATCH', id, { sex: 'other' })),
        send('DELETE', id, {}).then((status) => (erased += status === 204 ? 1 : 0)),
      ]),
    );
    await killed;
  }

  /** Until the patient is gone, or the API. */
  async function untilGone(write: () => Promise<number | null>): Promise<void> {
    let status: number | null = 0;
    while (status !== 404 && status !== null) status = await write();
  }

  it('leave nothing that was being added when the API was killed', async () => {
    const some: string[] = Array.from({ length: Math.min(patients, 40) }, () => randomUUID());
    await mapConcurrent(some, 8, store);
    await addEraseAndKill(some);
    await mapConcurrent(some, 8, (id) => fetch(`${url}/v1/patients/${id}`, { method: 'DELETE' }));
    await backend.app.get(ErasuresService).sweep();

    const ofThem = (id: string): boolean => some.includes(id);
    expect((await idsIn(Patient, 'id')).filter(ofThem)).toEqual([]);
    for (const table of [Prescription, TestResult, TestResultByCode, TestResultIntent, Erasure])
      expect((await idsIn(table, 'patientId')).filter(ofThem)).toEqual([]);
  });
});
