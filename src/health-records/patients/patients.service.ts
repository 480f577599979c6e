import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import {
  type Changes,
  InjectRepository,
  type NewRow,
  type Query,
  Repository,
  type RequestSettings,
} from '../../cassandra/index.js';
import { CitiesService } from '../../cities/cities.service.js';
import { earliestMoment } from '../../common/calendar-day.js';
import { ProblemException } from '../../common/problem/problem.js';
import { Prescription } from '../prescriptions/prescription.table.js';
import { TestResult } from '../test-results/test-result.table.js';
import { Patient } from './patient.table.js';
import { patientNotFound } from './patient-not-found.js';

/** Reads and writes patients. What belongs to them is written by the services of prescriptions and test results. */
@Injectable()
export class PatientsService {
  constructor(
    @InjectRepository(Patient) private readonly patients: Repository<Patient>,
    @InjectRepository(Prescription) private readonly prescriptions: Repository<Prescription>,
    @InjectRepository(TestResult) private readonly testResults: Repository<TestResult>,
    private readonly cities: CitiesService,
  ) {}

  all(): Query<Patient> {
    return this.patients.all();
  }

  async get(id: string, settings: RequestSettings = {}): Promise<Patient> {
    const patient = await this.patients.findOne({ id }, settings);
    if (patient === null) throw patientNotFound();
    return patient;
  }

  async isThere(id: string): Promise<boolean> {
    return await this.patients.filter({ id }).exists();
  }

  /** Which of these patients are there. A request for each hundred of them. */
  async thoseThere(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const hundreds = Array.from({ length: Math.ceil(ids.length / 100) }, (_, index) =>
      ids.slice(index * 100, (index + 1) * 100),
    );
    const found = await Promise.all(
      hundreds.map((some) =>
        this.patients
          .filter({ id: { in: some } })
          .select('id')
          .all(),
      ),
    );
    return new Set(found.flat().map(({ id }) => id));
  }

  /** The city is looked for again after the write: `CitiesService` deletes it, and then looks for patients. */
  async create(row: Omit<NewRow<Patient>, 'id'>): Promise<Patient> {
    await this.#requireCity(row.cityId);
    const patient = new Patient({ ...row, id: randomUUID() });
    await this.patients.insertIfNotExists(patient);
    if (await this.#isCity(patient.cityId)) return patient;
    await this.patients.delete({ id: patient.id }, { ifExists: true });
    throw unknownCity();
  }

  /** Writes a patient of an id that is given, over the one who has it: for loading. */
  async put(row: NewRow<Patient>): Promise<void> {
    await this.patients.insert(row);
  }

  /** A lightweight transaction, so that a patient deleted meanwhile does not come back in part. */
  async update(id: string, changes: Changes<Patient>): Promise<Patient> {
    await this.#requireCity(changes.cityId);
    if (changes.birthDate !== undefined) await this.#requireNothingBefore(id, changes.birthDate);
    const before = await this.get(id);
    if (Object.values(changes).every((value) => value === undefined)) return before;
    await this.#change(id, changes);
    if (!(await this.#isCity(changes.cityId))) {
      await this.#takeBack(before, changes);
      throw unknownCity();
    }
    return await this.get(id);
  }

  async #change(id: string, changes: Changes<Patient>): Promise<void> {
    const { applied } = await this.patients.update({ id }, changes, { ifExists: true });
    if (!applied) throw patientNotFound();
  }

  /** The city of before may have been deleted while nobody was seen in it. */
  async #takeBack(before: Patient, changes: Changes<Patient>): Promise<void> {
    const changed = Object.keys(changes) as (keyof Changes<Patient>)[];
    const old = Object.fromEntries(changed.map((name) => [name, before[name]]));
    await this.#change(before.id, old);
    if (!(await this.#isCity(before.cityId))) await this.#change(before.id, { cityId: null });
  }

  /** Nobody is treated before they are born. */
  async #requireNothingBefore(id: string, birthDate: string): Promise<void> {
    const [prescription, testResult] = await Promise.all([
      this.prescriptions.filter({ patientId: id }).orderBy({ prescribedAt: 'asc' }).first(),
      this.testResults.filter({ patientId: id }).orderBy({ effectiveAt: 'asc' }).first(),
    ]);
    requireBorn(birthDate, 'birthDate', prescription?.prescribedAt ?? new Date());
    requireBorn(birthDate, 'birthDate', testResult?.effectiveAt ?? new Date());
  }

  async #requireCity(cityId: number | null | undefined): Promise<void> {
    if (!(await this.#isCity(cityId))) throw unknownCity();
  }

  /** Nobody has to live in a city. */
  async #isCity(cityId: number | null | undefined): Promise<boolean> {
    return cityId === undefined || cityId === null || (await this.cities.find(cityId)) !== null;
  }
}

function unknownCity(): ProblemException {
  return new ProblemException({
    status: 422,
    code: 'unknown-city',
    detail: 'There is no city with the id given as cityId.',
    errors: [{ property: 'cityId', messages: ['cityId must be the id of a city that exists'] }],
  });
}

/** Refuses a record from before the day of birth; `property` is the one the client gave. */
export function requireBorn(birthDate: string, property: string, moment: Date): void {
  const birth = earliestMoment(birthDate);
  if (birth === undefined || moment >= birth) return;
  throw new ProblemException({
    status: 422,
    code: 'before-birth',
    detail: 'A record would be older than its patient.',
    errors: [{ property, messages: [`${property} puts a record before the day of birth`] }],
  });
}
