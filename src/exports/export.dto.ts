import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { type ExportFormat, exportFormats } from '../export-engine/index.js';
import { type ExportError, type ExportJob, type ExportState } from './export-job.js';
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
      'csv: RFC 4180 in UTF-8 with a header; lines end with a line feed; null is an empty cell, empty text is `""`.',
  })
  @IsIn(exportFormats)
  readonly format!: ExportFormat;
}

class ExportProgressDto {
  @ApiProperty({ type: 'integer' })
  readonly rows!: number;

  @ApiProperty({ type: 'integer' })
  readonly bytes!: number;

  @ApiProperty({ type: Number, minimum: 0, maximum: 1, description: 'Share of the ring read.' })
  readonly ringFraction!: number;
}

class ExportedFileDto {
  @ApiProperty({ type: String, example: 'cities.csv' })
  readonly name!: string;

  @ApiProperty({ type: 'integer' })
  readonly bytes!: number;

  @ApiProperty({ type: 'integer' })
  readonly rows!: number;

  @ApiProperty({ type: String, pattern: '^[0-9a-f]{8}$' })
  readonly crc32!: string;
}

class ExportErrorDto implements ExportError {
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
