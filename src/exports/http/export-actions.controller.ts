import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ServerResponse } from 'node:http';
import { ApiCommonProblems, ApiProblems } from '../../common/api-answers.js';
import { type VerifyResult } from '../../export-engine/index.js';
import { ExportsService } from '../exports.service.js';
import { ExportFilesService } from '../files/export-files.service.js';
import { type ExportJob } from '../jobs/export-job.js';
import { ExportJobDto } from './export-job.dto.js';
import { VerifyExportDto, VerifyResultDto } from './verify.dto.js';

/** What can be done with an export: each may be sent again, and changes nothing the second time. */
@ApiTags('exports')
@ApiCommonProblems()
@ApiProblems({ 404: '`export-not-found`', 409: '`export-state`' })
@Controller('v1/exports')
export class ExportActionsController {
  constructor(
    private readonly exports: ExportsService,
    private readonly files: ExportFilesService,
  ) {}

  @Post(':id\\:cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'End an export for good; its files go' })
  @ApiOkResponse({ type: ExportJobDto })
  async cancel(@Param('id') id: string): Promise<ExportJob> {
    return await this.exports.move(id, 'CANCELLED');
  }

  @Post(':id\\:pause')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop an export; what is finished stays' })
  @ApiOkResponse({ type: ExportJobDto })
  async pause(@Param('id') id: string): Promise<ExportJob> {
    return await this.exports.move(id, 'PAUSED');
  }

  @Post(':id\\:resume')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on with an export that is paused or has failed' })
  @ApiOkResponse({ type: ExportJobDto })
  async resume(@Param('id') id: string): Promise<ExportJob> {
    return await this.exports.move(id, 'QUEUED');
  }

  @Post(':id\\:verify')
  @HttpCode(200)
  @ApiOperation({ summary: 'Compare the files of an export with its manifest, or with the table' })
  @ApiOkResponse({ type: VerifyResultDto })
  @ApiProblems({
    409: '`export-state`, `export-files-elsewhere`',
    422: '`export-refused`: the content of files with a ttl',
    503: '`exports-busy`',
  })
  async verify(
    @Param('id') id: string,
    @Body() { against = 'files' }: VerifyExportDto,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<VerifyResult> {
    const left = new AbortController();
    response.once('close', () => {
      left.abort();
    });
    return await this.files.verify(id, against, left.signal);
  }
}
