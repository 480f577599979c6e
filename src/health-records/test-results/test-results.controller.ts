import {
  Body,
  Controller,
  Get,
  Headers,
  Param,
  Post,
  Query,
  type StreamableFile,
} from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommonProblems, ApiList, ApiProblems } from '../../common/api-answers.js';
import { answerList } from '../../common/list/answer-list.js';
import { type ListPage } from '../../common/list/list.dto.js';
import { ApiFilter } from '../../common/query-string/api-filter.js';
import { type QueryParameters } from '../../common/query-string/filter-from-parameters.js';
import { splitQuery } from '../../common/query-string/split-query.js';
import { PatientParamsDto } from '../patients/patient.dto.js';
import { PatientsService } from '../patients/patients.service.js';
import { type TestResultByCode } from './test-result-by-code.table.js';
import {
  CreateTestResultDto,
  TestResultDto,
  TestResultPageDto,
  TestResultsByCodeQueryDto,
} from './test-result.dto.js';
import { type TestResult } from './test-result.table.js';
import { TestResultsService } from './test-results.service.js';

@ApiTags('patients')
@ApiCommonProblems()
@Controller('v1')
export class TestResultsController {
  constructor(
    private readonly patients: PatientsService,
    private readonly testResults: TestResultsService,
  ) {}

  @Post('patients/:id/test-results')
  @ApiOperation({ summary: 'Add a test result' })
  @ApiCreatedResponse({ type: TestResultDto })
  @ApiProblems({ 404: '`patient-not-found`', 422: '`before-birth`' })
  create(
    @Param() { id }: PatientParamsDto,
    @Body() testResult: CreateTestResultDto,
  ): Promise<TestResult> {
    return this.testResults.create(id, testResult);
  }

  @Get('patients/:id/test-results')
  @ApiOperation({ summary: 'List the test results of a patient, newest first' })
  @ApiFilter({
    'effectiveAt[gte]': 'From this time on. `gt`, `lt`, `lte`, `in` and `effectiveAt=` as well.',
    'effectiveAt[lt]': 'Before this time.',
    code: 'Results with this code.',
  })
  @ApiList(TestResultPageDto, TestResultDto)
  @ApiProblems({ 404: '`patient-not-found`' })
  async list(
    @Param() { id }: PatientParamsDto,
    @Query() query: QueryParameters,
    @Headers('accept') accept: string | undefined,
  ): Promise<ListPage<TestResult> | StreamableFile> {
    const { list, filter } = await splitQuery(query);
    const testResults = this.testResults.list(id, filter);
    await this.patients.get(id);
    return await answerList(testResults, list, accept);
  }

  @Get('test-results')
  @ApiOperation({ summary: 'List the test results of all patients by code, newest first' })
  @ApiList(TestResultPageDto, TestResultDto)
  listByCode(
    @Query() query: TestResultsByCodeQueryDto,
    @Headers('accept') accept: string | undefined,
  ): Promise<ListPage<TestResultByCode> | StreamableFile> {
    const { code, from, to } = query;
    return answerList(this.testResults.ofAllPatients(code, from, to), query, accept);
  }
}
