import { type NewRow } from '../../cassandra/index.js';
import { instantFrom } from '../../common/instant.js';
import { type Patient } from '../../health-records/patients/patient.table.js';
import { type Prescription } from '../../health-records/prescriptions/prescription.table.js';
import { type TestResult } from '../../health-records/test-results/test-result.table.js';
import { type CsvRecord, csvRecords } from './csv-records.js';
import { uuidV5 } from '../../common/uuid-v5.js';

/** Three of the files that Synthea writes, as text. */
export interface SyntheaFiles {
  readonly patients: string;
  readonly medications: string;
  readonly observations: string;
}

export interface HealthRows {
  readonly patients: readonly NewRow<Patient>[];
  readonly prescriptions: readonly NewRow<Prescription>[];
  readonly testResults: readonly NewRow<TestResult>[];
}

/** Ids of what Synthea gives no id. */
const namespace = 'b1f0f3c6-5f0e-4c5b-9a53-2d7c6f1e8a40';
const sexes: Readonly<Record<string, string>> = { F: 'female', M: 'male' };

/** The rows that Synthea's files stand for: the same ones, ids included, whenever they are read. */
export function healthRows(files: SyntheaFiles): HealthRows {
  return {
    patients: csvRecords(files.patients).map(patientOf),
    prescriptions: withIds('medications', files.medications).map(prescriptionOf),
    testResults: withIds('observations', files.observations).map(testResultOf),
  };
}

/** A line may stand there twice, and then means two things that happened: its id is of its text and of which one it is. */
function withIds(file: string, text: string): readonly { id: string; record: CsvRecord }[] {
  const seen = new Map<string, number>();
  return csvRecords(text).map((record) => {
    const occurrence = (seen.get(record.line) ?? 0) + 1;
    seen.set(record.line, occurrence);
    return { id: uuidV5(namespace, `${file}\n${record.line}\n${occurrence}`), record };
  });
}

function patientOf({ field }: CsvRecord): NewRow<Patient> {
  return {
    id: field('Id'),
    givenName: [field('FIRST'), field('MIDDLE')].filter((name) => name !== '').join(' '),
    familyName: field('LAST'),
    birthDate: field('BIRTHDATE'),
    sex: sexes[field('GENDER')] ?? 'unknown',
  };
}

function prescriptionOf({ id, record }: { id: string; record: CsvRecord }): NewRow<Prescription> {
  const { field } = record;
  return {
    patientId: field('PATIENT'),
    prescribedAt: momentOf(record, 'START'),
    id,
    code: field('CODE'),
    description: field('DESCRIPTION'),
    reason: present(field('REASONDESCRIPTION')),
    stop: field('STOP') === '' ? undefined : momentOf(record, 'STOP'),
  };
}

function testResultOf({ id, record }: { id: string; record: CsvRecord }): NewRow<TestResult> {
  const { field } = record;
  const isNumber = field('TYPE') === 'numeric';
  return {
    patientId: field('PATIENT'),
    effectiveAt: momentOf(record, 'DATE'),
    id,
    code: field('CODE'),
    description: field('DESCRIPTION'),
    value: isNumber ? Number(field('VALUE')) : undefined,
    text: isNumber ? undefined : present(field('VALUE')),
    unit: present(field('UNITS')),
    category: present(field('CATEGORY')),
  };
}

/** Absent, so that nothing is written and no tombstone either. */
function present(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function momentOf({ field }: CsvRecord, name: string): Date {
  const moment = instantFrom(field(name));
  if (moment === undefined) throw new TypeError(`A line of Synthea has no time in ${name}`);
  return moment;
}
