import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  Sse,
  SseSignal,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { type ServerResponse } from 'node:http';
import { from, type Observable } from 'rxjs';
import { ApiCommonProblems, ApiList, ApiProblems } from '../../common/api-answers.js';
import { answerList } from '../../common/list/answer-list.js';
import { type ListPage, ListQueryDto } from '../../common/list/list.dto.js';
import { ExportsService } from '../exports.service.js';
import { ExportFilesService } from '../files/export-files.service.js';
import { type ExportJob, type ListedExport } from '../jobs/export-job.js';
import { originOf } from '../jobs/export-request.js';
import { type ExportEvent, ExportEvents } from './export-events.js';
import { CreateExportDto, requestOf } from './export.dto.js';
import { ExportJobDto, ExportPageDto, ListedExportDto } from './export-job.dto.js';
import { idempotencyKeyOf } from './idempotency-key.js';

/** Until there are API keys, all who call are one. */
const anyone = 'anyone';

@ApiTags('exports')
@ApiCommonProblems()
@Controller('v1/exports')
export class ExportsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly files: ExportFilesService,
    private readonly events: ExportEvents,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Export a table',
    description:
      'Answers at once; the job under `Location` shows the progress. Whichever instance has room runs it, and another one goes on with it should that one end.',
  })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same body is the same job, however often it is sent.',
  })
  @ApiAcceptedResponse({ type: ExportJobDto })
  @ApiProblems({
    400: 'Not of the form asked for; `export-refused`: not of these columns',
    422: '`unknown-export-source`, `idempotency-key-reused`',
    503: '`exports-busy`, `export-disk-budget`, or the database is away',
  })
  async create(
    @Body() dto: CreateExportDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<ExportJob> {
    const origin = originOf(anyone, idempotencyKeyOf(key));
    const job = await this.exports.create(origin, requestOf(dto));
    response.setHeader('Location', `/v1/exports/${job.id}`);
    return job;
  }

  @Get()
  @ApiOperation({ summary: 'List the exports of all instances, the newest first' })
  @ApiList(ExportPageDto, ListedExportDto)
  async list(
    @Query() list: ListQueryDto,
    @Headers('accept') accept: string | undefined,
  ): Promise<ListPage<ListedExport> | StreamableFile> {
    return await answerList(this.exports.list(), list, accept);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read an export and its progress' })
  @ApiOkResponse({ type: ExportJobDto })
  @ApiProblems({ 404: '`export-not-found`' })
  async get(@Param('id') id: string): Promise<ExportJob> {
    return await this.exports.get(id);
  }

  @Sse(':id/events')
  @ApiOperation({
    summary: 'Follow an export',
    description:
      'Server-sent events: the job whenever it has changed, and its state anew after a reconnect. Ends with the final state.',
  })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ type: ExportJobDto })
  @ApiProblems({ 404: '`export-not-found`', 503: '`exports-busy`' })
  async follow(
    @Param('id') id: string,
    @SseSignal() signal: AbortSignal,
  ): Promise<Observable<ExportEvent>> {
    return from(await this.events.of(id, signal));
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete an export that has ended or is paused, and its files' })
  @ApiNoContentResponse()
  @ApiProblems({ 404: '`export-not-found`', 409: '`export-state`, `export-files-elsewhere`' })
  async delete(@Param('id') id: string): Promise<void> {
    await this.files.delete(id);
  }
}
