import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
} from '@nestjs/swagger';
import { type ServerResponse } from 'node:http';
import { ApiProblems } from '../common/api-answers.js';
import { type ListPage, ListQueryDto } from '../common/list/list.dto.js';
import { CreateExportDto, ExportJobDto, ExportPageDto } from './export.dto.js';
import { type ExportJob } from './export-job.js';
import { ExportsService } from './exports.service.js';

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
} as const;
const compressedTypes = { gzip: 'application/gzip', zstd: 'application/zstd' } as const;

@ApiTags('exports')
@Controller('v1/exports')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Export a table',
    description:
      'Answers at once; the job under `Location` shows the progress. The newest 1000 jobs that have ended are known until the process ends; files stay.',
  })
  @ApiAcceptedResponse({ type: ExportJobDto })
  @ApiProblems({ 400: 'Not of the form asked for', 503: '`exports-busy`' })
  create(
    @Body() { source, format, compression }: CreateExportDto,
    @Res({ passthrough: true }) response: ServerResponse,
  ): ExportJob {
    const job = this.exports.create(source, format, compression);
    response.setHeader('Location', `/v1/exports/${job.id}`);
    return job;
  }

  @Get()
  @ApiOperation({ summary: 'List the exports of this process, the newest first' })
  @ApiOkResponse({ type: ExportPageDto })
  @ApiProblems({ 400: '`invalid-cursor`' })
  list(@Query() list: ListQueryDto): ListPage<ExportJob> {
    return this.exports.list(list);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read an export and its progress' })
  @ApiOkResponse({ type: ExportJobDto })
  @ApiProblems({ 404: '`export-not-found`' })
  get(@Param('id') id: string): ExportJob {
    return this.exports.get(id);
  }

  @Get(':id/files/:name')
  @ApiOperation({ summary: 'Download a file of an export that has succeeded' })
  @ApiProduces(...Object.values(contentTypes), ...Object.values(compressedTypes))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiProblems({ 404: '`export-not-found`, `export-file-not-found`' })
  async download(@Param('id') id: string, @Param('name') name: string): Promise<StreamableFile> {
    const job = this.exports.get(id);
    const { file, handle } = await this.exports.open(id, name);
    return new StreamableFile(handle.createReadStream(), {
      type: contentTypeOf(job),
      disposition: `attachment; filename="${file.name}"`,
      length: file.bytes,
    });
  }
}

/** Parquet compresses inside. */
function contentTypeOf({ format, compression }: ExportJob): string {
  return format === 'parquet' || compression === 'none'
    ? contentTypes[format]
    : compressedTypes[compression];
}
