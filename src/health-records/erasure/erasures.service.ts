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
import { TestResult } from '../test-results/test-result.table.js';
import { Erasure } from './erasure.table.js';

/** Deletions lie ahead by so much: they cover writes that are on their way, and of processes whose clocks are ahead. */
const aheadMicroseconds = 10_000_000n;
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
    private readonly cassandra: Cassandra,
  ) {}

  /** Erases a patient, or what is left of one whose erasure was cut off. */
  async erase(patientId: string): Promise<void> {
    const [patient, begun] = await Promise.all([
      this.patients.findOne({ id: patientId }),
      this.erasures.findOne({ patientId }),
    ]);
    if (patient === null && begun === null) throw patientNotFound();
    const timestamp = BigInt(Date.now()) * 1000n + aheadMicroseconds;
    const erasure = begun ?? new Erasure({ patientId, timestamp });
    if (begun === null) await this.erasures.insert(erasure);
    await this.finish(erasure);
  }

  /** Finishes every erasure that was begun, and says how many those were. Reads the whole, small, table of them. */
  async sweep(): Promise<number> {
    let finished = 0;
    for await (const erasure of this.erasures.all()) {
      await this.finish(erasure);
      finished += 1;
    }
    return finished;
  }

  /** The patient first, so that nobody adds to them; then what is found only by their test results; then these. */
  async finish({ patientId, timestamp }: Erasure): Promise<void> {
    await this.patients.delete({ id: patientId }, { timestamp });
    await mapConcurrent(
      this.testResults.filter({ patientId }).select('effectiveAt', 'id', 'code'),
      deletesInFlight,
      ({ effectiveAt, id, code }) =>
        this.byCode.delete({ code, month: monthOf(effectiveAt), effectiveAt, id }, { timestamp }),
    );
    await this.#erasePartition((batch, mark, options) => {
      batch.deleteMany(Prescription, { patientId }, { timestamp });
      batch.updateStatic(Prescription, { patientId }, mark, options);
    }, timestamp);
    await this.#erasePartition((batch, mark, options) => {
      batch.deleteMany(TestResult, { patientId }, { timestamp });
      batch.updateStatic(TestResult, { patientId }, mark, options);
    }, timestamp);
    await this.erasures.delete({ patientId });
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
