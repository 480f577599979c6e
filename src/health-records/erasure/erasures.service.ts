import { Injectable } from '@nestjs/common';
import {
  type Batch,
  Cassandra,
  InjectRepository,
  mapConcurrent,
  Repository,
} from '../../cassandra/index.js';
import { patientNotFound } from '../patients/patient-not-found.js';
import { Patient } from '../patients/patient.table.js';
import { Prescription } from '../prescriptions/prescription.table.js';
import { monthOf } from '../test-results/months.js';
import { TestResultByCode } from '../test-results/test-result-by-code.table.js';
import { TestResultIntent } from '../test-results/test-result-intent.table.js';
import { TestResult } from '../test-results/test-result.table.js';
import { timeOfErasure } from '../write-times.js';
import { Erasure } from './erasure.table.js';

/** How long a partition says that it was erased: much longer than any read takes. */
const markSeconds = 86_400;
const deletesInFlight = 32;

/**
 * Erases patients with all that belongs to them. Every step may be done again, and all of them are when a process ended in
 * between. A record is never shown in part: what the patient's row does not tell a read, the mark in each partition does.
 */
@Injectable()
export class ErasuresService {
  constructor(
    @InjectRepository(Erasure) private readonly erasures: Repository<Erasure>,
    @InjectRepository(Patient) private readonly patients: Repository<Patient>,
    @InjectRepository(TestResult) private readonly testResults: Repository<TestResult>,
    @InjectRepository(TestResultByCode) private readonly byCode: Repository<TestResultByCode>,
    @InjectRepository(TestResultIntent) private readonly intents: Repository<TestResultIntent>,
    private readonly cassandra: Cassandra,
  ) {}

  /** Erases a patient, or what is left of one whose erasure was cut off. */
  async erase(patientId: string): Promise<void> {
    const [patient, begun] = await Promise.all([
      this.patients.findOne({ id: patientId }),
      this.erasures.findOne({ patientId }),
    ]);
    if (patient === null && begun === null) throw patientNotFound();
    if (begun === null) await this.erasures.insert({ patientId, timestamp: timeOfErasure() });
    await this.finish(patientId);
  }

  /** Finishes every erasure that was begun, and says how many those were. Reads the whole, small, table of them. */
  async sweep(): Promise<number> {
    let finished = 0;
    for await (const { patientId } of this.erasures.all()) {
      await this.finish(patientId);
      finished += 1;
    }
    return finished;
  }

  /** The patient first, so that nobody adds to them; then what is found only by their test results; then these. */
  async finish(patientId: string): Promise<void> {
    await this.#deletePatient(patientId);
    // Not that of a try before: between the two, people may have added to a patient who was still there.
    const timestamp = timeOfErasure();
    await this.#deleteByCode(patientId, timestamp);
    await this.#erasePartition((batch, mark, options) => {
      batch.deleteMany(Prescription, { patientId }, { timestamp });
      batch.updateStatic(Prescription, { patientId }, mark, options);
    }, timestamp);
    await this.#erasePartition((batch, mark, options) => {
      batch.deleteMany(TestResult, { patientId }, { timestamp });
      batch.updateStatic(TestResult, { patientId }, mark, options);
    }, timestamp);
    await this.intents.deleteMany({ patientId }, { timestamp });
    await this.erasures.delete({ patientId });
  }

  /** By a lightweight transaction, for changes of the patient are such; and again, for who was loaded by a plain write. */
  async #deletePatient(id: string): Promise<void> {
    await this.patients.delete({ id }, { ifExists: true });
    await this.patients.delete({ id }, { timestamp: timeOfErasure() });
  }

  /** Those whose results are still on their way are known by their intents, which stay for a day. */
  async #deleteByCode(patientId: string, timestamp: bigint): Promise<void> {
    for (const found of [
      this.intents.filter({ patientId }).select('effectiveAt', 'id', 'code'),
      this.testResults.filter({ patientId }).select('effectiveAt', 'id', 'code'),
    ]) {
      await mapConcurrent(found, deletesInFlight, ({ effectiveAt, id, code }) =>
        this.byCode.delete({ code, month: monthOf(effectiveAt), effectiveAt, id }, { timestamp }),
      );
    }
  }

  /** One batch of one partition: a read sees all rows and no mark, or the mark and none of them. */
  async #erasePartition(
    fill: (
      batch: Batch,
      mark: { erasedAt: Date },
      options: { timestamp: bigint; ttlSeconds: number },
    ) => void,
    timestamp: bigint,
  ): Promise<void> {
    await this.cassandra.batch('unlogged', (batch) => {
      // Of one time the deletion would win.
      fill(batch, { erasedAt: new Date() }, { timestamp: timestamp + 1n, ttlSeconds: markSeconds });
    });
  }
}
