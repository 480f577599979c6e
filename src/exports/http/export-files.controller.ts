import { Controller, Get, Param, Res } from '@nestjs/common';
import {
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { ApiCommonProblems, ApiProblems } from '../../common/api-answers.js';
import { type Manifest } from '../../export-engine/index.js';
import { ExportFilesService } from '../files/export-files.service.js';
import { type ExportRequest } from '../jobs/export-request.js';
import { type FileResponse, sendStoredFile } from './send-stored-file.js';

const contentTypes = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
} as const;
const compressedTypes = { gzip: 'application/gzip', zstd: 'application/zstd' } as const;

@ApiTags('exports')
@ApiCommonProblems()
@ApiProblems({
  404: '`export-not-found`, `export-file-not-found`',
  409: '`export-files-elsewhere`',
})
@Controller('v1/exports')
export class ExportFilesController {
  constructor(private readonly files: ExportFilesService) {}

  @Get(':id/manifest')
  @ApiOperation({ summary: 'Read what an export that has succeeded consists of' })
  @ApiOkResponse({ schema: { type: 'object' } })
  async manifest(@Param('id') id: string): Promise<Manifest> {
    return await this.files.manifest(id);
  }

  @Get(':id/files/:name')
  @ApiOperation({
    summary: 'Download a file of an export that has succeeded',
    description:
      'A file never changes: its ETag holds, and a download that broke off goes on with `Range`.',
  })
  @ApiHeader({ name: 'Range', required: false })
  @ApiHeader({ name: 'If-Range', required: false })
  @ApiHeader({ name: 'If-None-Match', required: false })
  @ApiProduces(...Object.values(contentTypes), ...Object.values(compressedTypes))
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiResponse({ status: 206, description: 'The range asked for' })
  @ApiResponse({ status: 304, description: 'The client has it' })
  @ApiResponse({ status: 416, description: 'The file has no such range' })
  async download(
    @Param('id') id: string,
    @Param('name') name: string,
    @Res() response: FileResponse,
  ): Promise<void> {
    const file = await this.files.find(id, name);
    await sendStoredFile(response, file, contentTypeOf(file.request));
  }
}

/** Parquet compresses inside. */
function contentTypeOf({ format, compression }: ExportRequest): string {
  return format === 'parquet' || compression === 'none'
    ? contentTypes[format]
    : compressedTypes[compression];
}
