import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ServerResponse } from 'node:http';
import { type Page } from '../../cassandra/index.js';
import { ApiCommonProblems, ApiProblems } from '../../common/api-answers.js';
import { type ListPage } from '../../common/list/list.dto.js';
import { PatientParamsDto } from '../patients/patient.dto.js';
import { type Patient } from '../patients/patient.table.js';
import { type Prescription } from '../prescriptions/prescription.table.js';
import { type TestResult } from '../test-results/test-result.table.js';
import {
  HealthRecordDto,
  HealthRecordQueryDto,
  HealthRecordTimingsDto,
} from './health-record.dto.js';
import { type HealthRecord, HealthRecordService } from './health-record.service.js';

/** A health record as it is sent. */
interface HealthRecordAnswer {
  readonly patient: Patient;
  readonly prescriptions: ListPage<Prescription>;
  readonly testResults: ListPage<TestResult>;
  readonly timings: HealthRecordTimingsDto;
}

@ApiTags('patients')
@ApiCommonProblems()
@Controller('v1/patients/:id/health-record')
export class HealthRecordController {
  constructor(private readonly records: HealthRecordService) {}

  @Get()
  @ApiOperation({
    summary: 'Read a patient with the newest 200 prescriptions and test results',
    description: 'The times of the reads are in the answer and in its header `Server-Timing`.',
  })
  @ApiOkResponse({ type: HealthRecordDto })
  @ApiProblems({ 404: '`patient-not-found`' })
  async get(
    @Param() { id }: PatientParamsDto,
    @Query() { read = 'concurrent' }: HealthRecordQueryDto,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<HealthRecordAnswer> {
    const record = await this.records.read(id, read);
    const timings = rounded(record.timings);
    response.setHeader('Server-Timing', serverTiming(timings));
    return {
      patient: record.patient,
      prescriptions: listPage(record.prescriptions),
      testResults: listPage(record.testResults),
      timings,
    };
  }
}

function listPage<Item>({ rows, cursor }: Page<Item>): ListPage<Item> {
  return { items: rows, nextCursor: cursor };
}

/** To a hundredth of a millisecond. */
function rounded(timings: HealthRecord['timings']): HealthRecordTimingsDto {
  const { patientMs, prescriptionsMs, testResultsMs, totalMs } = timings;
  return {
    patientMs: hundredths(patientMs),
    prescriptionsMs: hundredths(prescriptionsMs),
    testResultsMs: hundredths(testResultsMs),
    totalMs: hundredths(totalMs),
  };
}

function hundredths(ms: number): number {
  return Math.round(ms * 100) / 100;
}

function serverTiming(timings: HealthRecordTimingsDto): string {
  return Object.entries(timings)
    .map(([name, ms]) => `${name.replace(/Ms$/, '')};dur=${String(ms)}`)
    .join(', ');
}
