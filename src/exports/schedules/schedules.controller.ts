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
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type ServerResponse } from 'node:http';
import { ApiCommonProblems, ApiList, ApiProblems } from '../../common/api-answers.js';
import { answerList } from '../../common/list/answer-list.js';
import { type ListPage, ListQueryDto } from '../../common/list/list.dto.js';
import { ExportJobDto } from '../http/export-job.dto.js';
import { idempotencyKeyOf } from '../http/idempotency-key.js';
import { type ExportJob } from '../jobs/export-job.js';
import { type ExportSchedule } from './export-schedule.js';
import {
  changesOf,
  CreateScheduleDto,
  ExportScheduleDto,
  SchedulePageDto,
  scheduleOf,
  UpdateScheduleDto,
} from './schedule.dto.js';
import { SchedulesService } from './schedules.service.js';

@ApiTags('exports')
@ApiCommonProblems()
@Controller('v1/export-schedules')
export class SchedulesController {
  constructor(private readonly schedules: SchedulesService) {}

  @Post()
  @ApiOperation({ summary: 'Export a table at planned times' })
  @ApiCreatedResponse({ type: ExportScheduleDto })
  @ApiProblems({
    400: 'Not of the form asked for; `export-refused`: not of these columns',
    409: '`too-many-export-schedules`',
    422: '`unknown-export-source`',
  })
  async create(
    @Body() dto: CreateScheduleDto,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<ExportSchedule> {
    const schedule = await this.schedules.create(scheduleOf(dto));
    response.setHeader('Location', `/v1/export-schedules/${schedule.id}`);
    return schedule;
  }

  @Get()
  @ApiOperation({ summary: 'List all schedules, in no order' })
  @ApiList(SchedulePageDto, ExportScheduleDto)
  async list(
    @Query() list: ListQueryDto,
    @Headers('accept') accept: string | undefined,
  ): Promise<ListPage<ExportSchedule> | StreamableFile> {
    return await answerList(this.schedules.list(), list, accept);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a schedule' })
  @ApiOkResponse({ type: ExportScheduleDto })
  @ApiProblems({ 404: '`export-schedule-not-found`' })
  async get(@Param('id') id: string): Promise<ExportSchedule> {
    return await this.schedules.get(id);
  }

  @Patch(':id')
  @ApiOperation({
    summary: 'Change a schedule',
    description: 'What is absent is kept. Times that were planned before are not made up for.',
  })
  @ApiOkResponse({ type: ExportScheduleDto })
  @ApiProblems({
    400: 'Not of the form asked for; `export-refused`: not of these columns',
    404: '`export-schedule-not-found`',
    422: '`unknown-export-source`',
  })
  async update(@Param('id') id: string, @Body() dto: UpdateScheduleDto): Promise<ExportSchedule> {
    return await this.schedules.update(id, changesOf(dto));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a schedule; its exports stay' })
  @ApiNoContentResponse()
  @ApiProblems({ 404: '`export-schedule-not-found`' })
  async delete(@Param('id') id: string): Promise<void> {
    await this.schedules.delete(id);
  }

  @Post(':id\\:run')
  @HttpCode(202)
  @ApiOperation({ summary: 'Export now, whatever is planned' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiAcceptedResponse({ type: ExportJobDto })
  @ApiProblems({
    400: 'The key is not of the form asked for; the source no longer has the columns or serves the filter',
    404: '`export-schedule-not-found`',
    422: '`unknown-export-source`, `idempotency-key-reused`',
    503: '`exports-busy`, `export-disk-budget`, or the database is away',
  })
  async run(
    @Param('id') id: string,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<ExportJob> {
    const job = await this.schedules.runNow(id, idempotencyKeyOf(key));
    response.setHeader('Location', `/v1/exports/${job.id}`);
    return job;
  }
}
