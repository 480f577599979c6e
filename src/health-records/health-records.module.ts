import { Module } from '@nestjs/common';
import { CassandraModule } from '../cassandra/index.js';
import { CitiesModule } from '../cities/cities.module.js';
import { ExportsModule } from '../exports/exports.module.js';
import { Erasure } from './erasure/erasure.table.js';
import { ErasureSweeper } from './erasure/erasure-sweeper.js';
import { ErasuresService } from './erasure/erasures.service.js';
import { Patient } from './patients/patient.table.js';
import { PatientsController } from './patients/patients.controller.js';
import { PatientsService } from './patients/patients.service.js';
import { Prescription } from './prescriptions/prescription.table.js';
import { PrescriptionsController } from './prescriptions/prescriptions.controller.js';
import { PrescriptionsService } from './prescriptions/prescriptions.service.js';
import { HealthRecordController } from './record/health-record.controller.js';
import { HealthRecordService } from './record/health-record.service.js';
import { TestResultByCode } from './test-results/test-result-by-code.table.js';
import { TestResultIntent } from './test-results/test-result-intent.table.js';
import { TestResult } from './test-results/test-result.table.js';
import { TestResultsController } from './test-results/test-results.controller.js';
import { TestResultsService } from './test-results/test-results.service.js';

/** Patients, their prescriptions and test results. */
@Module({
  imports: [
    CassandraModule.forFeature([
      Patient,
      Prescription,
      TestResult,
      TestResultByCode,
      TestResultIntent,
      Erasure,
    ]),
    // The mark of an erasure is no part of anybody's record.
    ExportsModule.forFeature([
      Patient,
      { table: Prescription, without: ['erasedAt'] },
      { table: TestResult, without: ['erasedAt'] },
    ]),
    CitiesModule,
  ],
  controllers: [
    PatientsController,
    PrescriptionsController,
    TestResultsController,
    HealthRecordController,
  ],
  providers: [
    PatientsService,
    PrescriptionsService,
    TestResultsService,
    HealthRecordService,
    ErasuresService,
    ErasureSweeper,
  ],
  exports: [PatientsService, PrescriptionsService, TestResultsService],
})
export class HealthRecordsModule {}
