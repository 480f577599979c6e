import { Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { InjectRepository, type NewRow, Repository } from '../../cassandra/index.js';
import { invalidRequest } from '../../common/problem/problem.js';
import { filterByParameters } from '../../common/query-string/filter-by-parameters.js';
import { type QueryParameters } from '../../common/query-string/filter-from-parameters.js';
import { PatientList } from '../patients/patient-list.js';
import { PatientsService, requireBorn } from '../patients/patients.service.js';
import { timeOfAddition } from '../write-times.js';
import { Prescription } from './prescription.table.js';

type NewPrescription = Omit<NewRow<Prescription>, 'patientId' | 'id' | 'erasedAt'>;

/** Reads and writes prescriptions. */
@Injectable()
export class PrescriptionsService {
  constructor(
    @InjectRepository(Prescription) private readonly prescriptions: Repository<Prescription>,
    private readonly patients: PatientsService,
  ) {}

  /** Those of one patient that match, newest first. Does not ask whether there is such a patient. */
  list(patientId: string, parameters: QueryParameters = {}): PatientList<Prescription> {
    const query = filterByParameters(Prescription, this.prescriptions, { patientId }, parameters);
    return new PatientList(query, {
      isSet: async () => {
        const marks = this.prescriptions.partitions({ patientId }).select('patientId', 'erasedAt');
        return ((await marks.first())?.erasedAt ?? null) !== null;
      },
      isInEveryRow: true,
    });
  }

  /** A patient who is erased meanwhile takes the prescription with them: the erasure covers its time. */
  async create(patientId: string, row: NewPrescription): Promise<Prescription> {
    if (row.stop instanceof Date && row.stop < row.prescribedAt) {
      throw invalidRequest([
        { property: 'stop', messages: ['stop must not be before prescribedAt'] },
      ]);
    }
    const timestamp = timeOfAddition();
    const { birthDate } = await this.patients.get(patientId);
    requireBorn(birthDate, 'prescribedAt', row.prescribedAt);
    const prescription = new Prescription({ ...row, patientId, id: randomUUID() });
    const { erasedAt, ...written } = prescription;
    await this.prescriptions.insert(written, { timestamp });
    return prescription;
  }

  /** Writes a prescription of an id that is given, over the one that has it: for loading. */
  async put({ erasedAt, ...row }: NewRow<Prescription>): Promise<void> {
    await this.prescriptions.insert(row);
  }
}
