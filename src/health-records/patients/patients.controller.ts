import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type ServerResponse } from 'node:http';
import { ApiCommonProblems, ApiList, ApiProblems } from '../../common/api-answers.js';
import { answerList } from '../../common/list/answer-list.js';
import { type ListPage, ListQueryDto } from '../../common/list/list.dto.js';
import { ErasuresService } from '../erasure/erasures.service.js';
import {
  CreatePatientDto,
  PatientDto,
  PatientPageDto,
  PatientParamsDto,
  UpdatePatientDto,
} from './patient.dto.js';
import { type Patient } from './patient.table.js';
import { PatientsService } from './patients.service.js';

@ApiTags('patients')
@ApiCommonProblems()
@Controller('v1/patients')
export class PatientsController {
  constructor(
    private readonly patients: PatientsService,
    private readonly erasures: ErasuresService,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Create a patient' })
  @ApiCreatedResponse({ type: PatientDto })
  @ApiProblems({ 422: '`unknown-city`' })
  async create(
    @Body() patient: CreatePatientDto,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<Patient> {
    const created = await this.patients.create(patient);
    response.setHeader('Location', `/v1/patients/${created.id}`);
    return created;
  }

  @Get()
  @ApiOperation({ summary: 'List all patients, in no order' })
  @ApiList(PatientPageDto, PatientDto)
  list(
    @Query() list: ListQueryDto,
    @Headers('accept') accept: string | undefined,
  ): Promise<ListPage<Patient> | StreamableFile> {
    return answerList(this.patients.all(), list, accept);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a patient' })
  @ApiOkResponse({ type: PatientDto })
  @ApiProblems({ 404: '`patient-not-found`' })
  get(@Param() { id }: PatientParamsDto): Promise<Patient> {
    return this.patients.get(id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a patient', description: 'What is absent is kept.' })
  @ApiOkResponse({ type: PatientDto })
  @ApiProblems({ 404: '`patient-not-found`', 422: '`unknown-city`, `before-birth`' })
  update(@Param() { id }: PatientParamsDto, @Body() changes: UpdatePatientDto): Promise<Patient> {
    return this.patients.update(id, changes);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Erase a patient with all that belongs to them' })
  @ApiNoContentResponse()
  @ApiProblems({ 404: '`patient-not-found`' })
  delete(@Param() { id }: PatientParamsDto): Promise<void> {
    return this.erasures.erase(id);
  }
}
