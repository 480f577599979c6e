import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { Cassandra, InjectRepository, type NewRow, Repository } from '../../cassandra/index.js';
import { PartitionsList } from '../../common/list/partitions-list.js';
import { invalidRequest } from '../../common/problem/problem.js';
import { filterByParameters } from '../../common/query-string/filter-by-parameters.js';
import { type QueryParameters } from '../../common/query-string/filter-from-parameters.js';
import { PatientList } from '../patients/patient-list.js';
import { patientNotFound } from '../patients/patient-not-found.js';
import { PatientsService, requireBorn } from '../patients/patients.service.js';
import { timeOfAddition } from '../write-times.js';
import { monthOf, monthsBetween } from './months.js';
import { PresentPatientsList } from './present-patients-list.js';
import { TestResultByCode } from './test-result-by-code.table.js';
import { TestResultIntent } from './test-result-intent.table.js';
import { TestResult } from './test-result.table.js';

type NewTestResult = Omit<NewRow<TestResult>, 'patientId' | 'id' | 'erasedAt'>;

const mostMonths = 24;

/** Reads and writes test results, and with each write its row in `test_results_by_code`. */
@Injectable()
export class TestResultsService {
  constructor(
    @InjectRepository(TestResult) private readonly testResults: Repository<TestResult>,
    @InjectRepository(TestResultByCode) private readonly byCode: Repository<TestResultByCode>,
    @InjectRepository(TestResultIntent) private readonly intents: Repository<TestResultIntent>,
    private readonly patients: PatientsService,
    private readonly cassandra: Cassandra,
  ) {}

  /** Those of one patient that match, newest first. Does not ask whether there is such a patient. */
  list(patientId: string, parameters: QueryParameters = {}): PatientList<TestResult> {
    const query = filterByParameters(TestResult, this.testResults, { patientId }, parameters);
    return new PatientList(query, {
      isSet: async () => {
        const marks = this.testResults.partitions({ patientId }).select('patientId', 'erasedAt');
        return ((await marks.first())?.erasedAt ?? null) !== null;
      },
      isInEveryRow: !Object.keys(parameters).some((name) => name.startsWith('code')),
    });
  }

  /**
   * Those of all patients with this code, from `from` on and before `to`, newest first, but for patients who are being erased.
   * One partition a month is read, and the keys of the patients of each page.
   */
  ofAllPatients(code: string, from: Date, to: Date): PresentPatientsList<TestResultByCode> {
    const months = monthsBetween(from, to);
    if (months.length === 0 || months.length > mostMonths) {
      const message = `to must be after from, and within ${mostMonths} months of the calendar`;
      throw invalidRequest([{ property: 'to', messages: [message] }]);
    }
    const ofEachMonth = new PartitionsList(months, (month) =>
      this.byCode.filter({ code, month, effectiveAt: { gte: from, lt: to } }),
    );
    return new PresentPatientsList(ofEachMonth, (ids) => this.patients.thoseThere(ids));
  }

  /**
   * The intent, then the patient again, then the rows: an erasure deletes the patient before it looks for intents, so that it
   * finds this one, or nothing is written. What it finds it deletes at a time after that of the rows, should they come later.
   */
  async create(patientId: string, row: NewTestResult): Promise<TestResult> {
    requireValueOrText(row);
    const timestamp = timeOfAddition();
    const { birthDate } = await this.patients.get(patientId);
    requireBorn(birthDate, 'effectiveAt', row.effectiveAt);
    const testResult = new TestResult({ ...row, patientId, id: randomUUID() });
    const { id, code, effectiveAt } = testResult;
    await this.intents.insert({ patientId, id, code, effectiveAt }, { timestamp });
    if (!(await this.patients.isThere(patientId))) throw patientNotFound();
    await this.#write(testResult, timestamp);
    return testResult;
  }

  /**
   * Writes a test result of an id that is given, over the one that has it, first into one table and then into the other: for
   * loading, which is done again when it was cut off, and takes less time than by batches.
   */
  async put({ erasedAt, ...row }: NewRow<TestResult>): Promise<void> {
    await this.testResults.insert(row);
    await this.byCode.insert({ ...row, month: monthOf(row.effectiveAt) });
  }

  /** A logged batch: both rows come to be, if not at the same moment. */
  async #write({ erasedAt, ...row }: NewRow<TestResult>, timestamp: bigint): Promise<void> {
    await this.cassandra.batch('logged', (batch) => {
      batch.insert(TestResult, row, { timestamp });
      batch.insert(TestResultByCode, { ...row, month: monthOf(row.effectiveAt) }, { timestamp });
    });
  }
}

function requireValueOrText({ value, text, unit }: NewTestResult): void {
  const hasValue = (value ?? null) !== null;
  if (hasValue === ((text ?? null) !== null)) {
    throw invalidRequest([
      { property: 'value', messages: ['either value or text must be given, and not both'] },
    ]);
  }
  if (hasValue && (unit ?? null) === null) {
    throw invalidRequest([
      { property: 'unit', messages: ['unit must be given beside a value; 1 for a bare number'] },
    ]);
  }
}
