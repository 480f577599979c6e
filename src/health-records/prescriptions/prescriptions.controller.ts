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
import { CreatePrescriptionDto, PrescriptionDto, PrescriptionPageDto } from './prescription.dto.js';
import { type Prescription } from './prescription.table.js';
import { PrescriptionsService } from './prescriptions.service.js';

@ApiTags('patients')
@ApiCommonProblems()
@Controller('v1/patients/:id/prescriptions')
export class PrescriptionsController {
  constructor(
    private readonly patients: PatientsService,
    private readonly prescriptions: PrescriptionsService,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Add a prescription' })
  @ApiCreatedResponse({ type: PrescriptionDto })
  @ApiProblems({ 404: '`patient-not-found`', 422: '`before-birth`' })
  create(
    @Param() { id }: PatientParamsDto,
    @Body() prescription: CreatePrescriptionDto,
  ): Promise<Prescription> {
    return this.prescriptions.create(id, prescription);
  }

  @Get()
  @ApiOperation({ summary: 'List the prescriptions of a patient, newest first' })
  @ApiFilter({
    'prescribedAt[gte]': 'From this time on. `gt`, `lt`, `lte`, `in` and `prescribedAt=` as well.',
    'prescribedAt[lt]': 'Before this time.',
  })
  @ApiList(PrescriptionPageDto, PrescriptionDto)
  @ApiProblems({ 404: '`patient-not-found`' })
  async list(
    @Param() { id }: PatientParamsDto,
    @Query() query: QueryParameters,
    @Headers('accept') accept: string | undefined,
  ): Promise<ListPage<Prescription> | StreamableFile> {
    const { list, filter } = await splitQuery(query);
    const prescriptions = this.prescriptions.list(id, filter);
    await this.patients.get(id);
    return await answerList(prescriptions, list, accept);
  }
}
