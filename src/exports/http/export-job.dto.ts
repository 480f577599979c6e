import { type ExportState, exportStates } from '../jobs/export-job.table.js';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  type ExportCompression,
  exportCompressions,
  type ExportFormat,
  exportFormats,
} from '../../export-engine/index.js';
import {
  type ExportedFile,
  type ExportJob,
  type JobError,
  type ListedExport,
} from '../jobs/export-job.js';

class ExportProgressDto {
  @ApiProperty({ type: 'integer' })
  readonly rows!: number;

  @ApiProperty({ type: 'integer', description: 'Of the content, before compression.' })
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

  @ApiPropertyOptional({
    type: String,
    pattern: '^[0-9a-f]{64}$',
    description: 'Where it was asked for.',
  })
  readonly sha256?: string;
}

class ExportErrorDto implements JobError {
  @ApiProperty({ type: String, description: 'Stable, for programs.' })
  readonly code!: string;

  @ApiProperty({ type: String })
  readonly message!: string;
}

/** An export in a list. */
export class ListedExportDto implements ListedExport {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ enum: exportStates })
  readonly state!: ExportState;

  @ApiProperty({ type: String, example: 'cities' })
  readonly source!: string;

  @ApiProperty({ enum: exportFormats })
  readonly format!: ExportFormat;

  @ApiProperty({ enum: exportCompressions })
  readonly compression!: ExportCompression;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly createdAt!: Date;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  readonly endedAt!: Date | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The schedule that made it.',
  })
  readonly schedule!: string | null;

  @ApiProperty({
    type: 'integer',
    description: 'How often an instance took it: more than once after a takeover or a pause.',
  })
  readonly attempts!: number;

  @ApiProperty({ type: String, nullable: true, description: 'The machine that has the files.' })
  readonly instance!: string | null;

  @ApiProperty({ type: ExportProgressDto })
  readonly progress!: ExportProgressDto;

  @ApiProperty({ type: ExportErrorDto, nullable: true })
  readonly error!: ExportErrorDto | null;
}

/** An export, as it is now. */
export class ExportJobDto extends ListedExportDto implements ExportJob {
  @ApiProperty({ type: [ExportedFileDto], description: 'Empty until the job has succeeded.' })
  readonly files!: readonly ExportedFileDto[];
}

/** One page of exports. */
export class ExportPageDto {
  @ApiProperty({ type: [ListedExportDto] })
  readonly items!: readonly ListedExportDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Null at the end of the list.' })
  readonly nextCursor!: string | null;
}
