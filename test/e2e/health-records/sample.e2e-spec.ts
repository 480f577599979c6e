import { type Server } from 'node:http';
import { join } from 'node:path';
import request from 'supertest';
import { type HealthRecordDto } from '../../../src/health-records/record/health-record.dto.js';
import { type PrescriptionDto } from '../../../src/health-records/prescriptions/prescription.dto.js';
import { type TestResultDto } from '../../../src/health-records/test-results/test-result.dto.js';
import { TestResultsService } from '../../../src/health-records/test-results/test-results.service.js';
import { HealthDataService } from '../../../src/sample-data/health-data.service.js';
import { readCsv } from '../../support/read-csv.js';
import { isInSample, shortenPatients } from '../../support/api/short-sample.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';

type Line = Record<string, unknown>;

/** A row of any of the lists. */
type Row = TestResultDto & PrescriptionDto;

/** Read by DuckDB, all of it as text: nothing of ours is between the file and these lines. */
async function linesOf(file: string, columns: readonly string[]): Promise<Line[]> {
  const path = join('src/sample-data/synthea/sample', `${file}.csv.gz`);
  const types = Object.fromEntries(columns.map((name) => [name, 'VARCHAR'] as const));
  return (await readCsv(path, types)).filter(({ PATIENT }) => isInSample(PATIENT));
}

const observationColumns = 'DATE PATIENT ENCOUNTER CATEGORY CODE DESCRIPTION VALUE UNITS TYPE';
const medicationColumns =
  'START STOP PATIENT PAYER ENCOUNTER CODE DESCRIPTION BASE_COST PAYER_COVERAGE DISPENSES TOTALCOST REASONCODE REASONDESCRIPTION';

/** What an answer shows of a line, as one text. */
const ofResult = (row: TestResultDto): string =>
  JSON.stringify([
    row.effectiveAt,
    row.code,
    row.description,
    row.value,
    row.text,
    row.unit,
    row.category,
  ]);
const ofObservation = (line: Line): string =>
  JSON.stringify([
    String(line.DATE).replace('Z', '.000Z'),
    line.CODE,
    line.DESCRIPTION,
    line.TYPE === 'numeric' ? Number(line.VALUE) : null,
    line.TYPE === 'numeric' ? null : line.VALUE,
    line.UNITS,
    line.CATEGORY,
  ]);
const ofPrescription = (row: PrescriptionDto): string =>
  JSON.stringify([row.prescribedAt, row.stop, row.code, row.description, row.reason]);
const ofMedication = (line: Line): string =>
  JSON.stringify([
    String(line.START).replace('Z', '.000Z'),
    (line.STOP as string | null)?.replace('Z', '.000Z') ?? null,
    line.CODE,
    line.DESCRIPTION,
    line.REASONDESCRIPTION,
  ]);

describe('the sample of health records', () => {
  let backend: Backend;
  let server: Server;
  let cutOff: unknown;
  let observations: Line[];
  let medications: Line[];
  const reports: string[] = [];

  beforeAll(async () => {
    backend = await startBackend();
    server = backend.app.getHttpServer();
    shortenPatients(backend);
    observations = await linesOf('observations', observationColumns.split(' '));
    medications = await linesOf('medications', medicationColumns.split(' '));
    cutOff = await loadCutOff();
    await load();
  });

  afterAll(async () => {
    await backend.stop();
  });

  async function load(): Promise<boolean> {
    return await backend.app.get(HealthDataService).loadSample((message) => reports.push(message));
  }

  /** Loads until the database fails after a thousand test results; gives the error. */
  async function loadCutOff(): Promise<unknown> {
    const testResults = backend.app.get(TestResultsService);
    let left = 1000;
    testResults.put = (row) => {
      left -= 1;
      if (left < 0) return Promise.reject(new Error('cut off'));
      return TestResultsService.prototype.put.call(testResults, row);
    };
    try {
      await load();
      return undefined;
    } catch (error) {
      return error;
    } finally {
      Reflect.deleteProperty(testResults, 'put');
    }
  }

  async function readAll(address: string): Promise<{ items: Row[]; pages: number }> {
    const items: Row[] = [];
    let pages = 0;
    let cursor: string | null = '';
    while (cursor !== null) {
      const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const response = await request(server).get(`${address}pageSize=500${more}`).expect(200);
      const page = response.body as { items: Row[]; nextCursor: string | null };
      items.push(...page.items);
      cursor = page.nextCursor;
      pages += 1;
    }
    return { items, pages };
  }

  function patientWithMost(): string {
    const counts = new Map<unknown, number>();
    for (const { PATIENT } of observations) counts.set(PATIENT, (counts.get(PATIENT) ?? 0) + 1);
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    return String(most?.[0]);
  }

  it('is loaded after a load that was cut off, and once', async () => {
    expect(cutOff).toEqual(new Error('cut off'));
    const count = observations.length.toLocaleString('en').replaceAll(',', ' ');
    const whole = `Loading test results [####################] 100 % ${count} of ${count}`;
    expect(reports).toContain(whole);
    reports.length = 0;

    expect(await load()).toBe(true);
    expect(reports).toEqual([]);
  });

  it('gives the record of the patient with most observations as the source has it', async () => {
    const id = patientWithMost();
    const ofPatient = (line: Line): boolean => line.PATIENT === id;

    const results = await readAll(`/v1/patients/${id}/test-results?`);
    const expected = observations.filter(ofPatient).map(ofObservation);
    expect(expected.length).toBeGreaterThan(4000);
    expect(results.pages).toBeGreaterThan(8);
    expect(results.items.map(ofResult).sort()).toEqual(expected.sort());
    const times = results.items.map(({ effectiveAt }) => String(effectiveAt));
    expect(times).toEqual([...times].sort().reverse());

    const prescriptions = await readAll(`/v1/patients/${id}/prescriptions?`);
    expect(prescriptions.items.map(ofPrescription).sort()).toEqual(
      medications.filter(ofPatient).map(ofMedication).sort(),
    );

    const response = await request(server).get(`/v1/patients/${id}/health-record`).expect(200);
    const record = response.body as HealthRecordDto;
    expect(record.testResults.items).toEqual(results.items.slice(0, 200));
    expect(record.prescriptions.items).toEqual(prescriptions.items.slice(0, 200));
  });

  it('gives the results of all patients with one code as the source has them', async () => {
    const from = '2024-12-01T00:00:00Z';
    const to = '2026-11-01T00:00:00Z';
    const { items } = await readAll(`/v1/test-results?code=8302-2&from=${from}&to=${to}&`);
    const expected = observations.filter(
      ({ CODE, DATE }) => CODE === '8302-2' && String(DATE) >= from && String(DATE) < to,
    );

    expect(expected.length).toBeGreaterThan(20);
    expect(items.map(ofResult).sort()).toEqual(expected.map(ofObservation).sort());
    expect(new Set(items.map(({ patientId }) => patientId))).toEqual(
      new Set(expected.map(({ PATIENT }) => PATIENT)),
    );
    const times = items.map(({ effectiveAt }) => String(effectiveAt));
    expect(times).toEqual([...times].sort().reverse());
  });

  it('has every patient', async () => {
    const { items } = await readAll('/v1/patients?');

    expect(new Set(items.map(({ id }) => id))).toEqual(
      new Set(observations.map(({ PATIENT }) => PATIENT)),
    );
  });
});
