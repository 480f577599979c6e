import { Injectable } from '@nestjs/common';
import { InjectRepository, Repository } from '../cassandra/index.js';
import { PatientsService } from '../health-records/patients/patients.service.js';
import { PrescriptionsService } from '../health-records/prescriptions/prescriptions.service.js';
import { TestResultsService } from '../health-records/test-results/test-results.service.js';
import { SampleDataSet } from './sample-data.table.js';
import { healthRows, type SyntheaFiles } from './synthea/health-rows.js';
import { shippedSample } from './synthea/shipped-sample.js';
import { writeRows } from './write-rows.js';

const sample = 'health records';

/** Loads what Synthea wrote. Ids come from the source, so that loading twice changes nothing. */
@Injectable()
export class HealthDataService {
  constructor(
    @InjectRepository(SampleDataSet) private readonly loaded: Repository<SampleDataSet>,
    private readonly patients: PatientsService,
    private readonly prescriptions: PrescriptionsService,
    private readonly testResults: TestResultsService,
  ) {}

  /**
   * Loads the 100 patients that come with the project, unless they are there or patients are whom no load brought.
   *
   * @returns whether they are there now
   */
  async loadSample(report: (message: string) => void): Promise<boolean> {
    const before = await this.loaded.findOne({ name: sample });
    if (before === null && (await this.patients.all().first()) !== null) {
      report('No health records are loaded: the keyspace has patients of its own.');
      return false;
    }
    await this.load(sample, shippedSample, report);
    return true;
  }

  /**
   * Loads one set of files, unless that was done; a load that was cut off is done anew. A patient is written after all that
   * belongs to them: no record is seen before it is whole.
   */
  async load(
    name: string,
    files: () => Promise<SyntheaFiles>,
    report: (message: string) => void,
  ): Promise<void> {
    const before = await this.loaded.findOne({ name });
    if (before !== null && before.loadedAt !== null) return;
    const { patients, prescriptions, testResults } = healthRows(await files());
    const rows = patients.length + prescriptions.length + testResults.length;
    await this.loaded.insert({ name, rows });
    const { prescriptions: ofPrescriptions, testResults: ofResults, patients: ofPatients } = this;
    await writeRows('prescriptions', prescriptions, (row) => ofPrescriptions.put(row), report);
    await writeRows('test results', testResults, (row) => ofResults.put(row), report);
    await writeRows('patients', patients, (row) => ofPatients.put(row), report);
    await this.loaded.insert({ name, rows, loadedAt: new Date() });
  }
}
