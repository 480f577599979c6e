import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import {
  type ExportCompression,
  exportCompressions,
  type ExportFormat,
  exportFormats,
} from '../export-engine/index.js';
import {
  type ExportedFile,
  type ExportJob,
  type ExportState,
  type JobError,
} from './export-job.js';
import { type ExportSource, exportSources } from './export-sources.js';

const sources = Object.keys(exportSources);
const states: ExportState[] = ['QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED'];

/** What to export. */
export class CreateExportDto {
  @ApiProperty({ enum: sources, example: 'cities' })
  @IsIn(sources)
  readonly source!: ExportSource;

  @ApiProperty({
    enum: exportFormats,
    description:
      'csv: RFC 4180 in UTF-8 with a header; lines end with a line feed; null is an empty cell, empty text is `""`. ndjson: a line of JSON a row. parquet: with nested types.',
  })
  @IsIn(exportFormats)
  readonly format!: ExportFormat;

  @ApiPropertyOptional({
    enum: exportCompressions,
    description: '`none` unless said otherwise, for Parquet `zstd`.',
  })
  @IsOptional()
  @IsIn(exportCompressions)
  readonly compression?: ExportCompression;
}

class ExportProgressDto {
  @ApiProperty({ type: 'integer' })
  readonly rows!: number;

  @ApiProperty({ type: 'integer' })
  readonly bytes!: number;

  @ApiProperty({ type: Number, minimum: 0, maximum: 1, description: 'Share of the ring read.' })
  readonly ringFraction!: number;
}

class ExportedFileDto implements ExportedFile {
  @ApiProperty({ type: String, example: 'cities.csv' })
  readonly name!: string;

  @ApiProperty({ type: 'integer' })
  readonly bytes!: number;

  @ApiProperty({ type: 'integer' })
  readonly rows!: number;

  @ApiProperty({ type: String, pattern: '^[0-9a-f]{8}$' })
  readonly crc32!: string;
}

class ExportErrorDto implements JobError {
  @ApiProperty({ type: String, description: 'Stable, for programs.' })
  readonly code!: string;

  @ApiProperty({ type: String })
  readonly message!: string;
}

/** An export, as it is now. */
export class ExportJobDto implements ExportJob {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ enum: states })
  readonly state!: ExportState;

  @ApiProperty({ enum: sources })
  readonly source!: ExportSource;

  @ApiProperty({ enum: exportFormats })
  readonly format!: ExportFormat;

  @ApiProperty({ enum: exportCompressions })
  readonly compression!: ExportCompression;

  @ApiProperty({ type: ExportProgressDto })
  readonly progress!: ExportProgressDto;

  @ApiProperty({ type: [ExportedFileDto], description: 'Empty until the job has succeeded.' })
  readonly files!: readonly ExportedFileDto[];

  @ApiProperty({ type: ExportErrorDto, nullable: true })
  readonly error!: ExportErrorDto | null;
}

/** One page of exports. */
export class ExportPageDto {
  @ApiProperty({ type: [ExportJobDto] })
  readonly items!: readonly ExportJobDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Null at the end of the list.' })
  readonly nextCursor!: string | null;
}
