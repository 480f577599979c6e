import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { MayBeAbsent } from '../../common/may-be-absent.js';
import { CreateExportDto, requestOf } from '../http/export.dto.js';
import { type ExportSchedule, type ScheduleParts } from './export-schedule.js';
import { type Overlap } from './export-schedule.table.js';

const overlaps: Overlap[] = ['skip', 'queue'];

/** A schedule, as it is sent. */
export class CreateScheduleDto {
  @ApiProperty({ type: CreateExportDto })
  @IsObject()
  @ValidateNested()
  @Type(() => CreateExportDto)
  readonly export!: CreateExportDto;

  @ApiProperty({
    type: String,
    example: '30 2 * * *',
    description: 'Minute, hour, day of the month, month, day of the week.',
  })
  @IsString()
  @MaxLength(200)
  readonly cron!: string;

  @ApiPropertyOptional({ type: String, default: 'UTC', example: 'Europe/Berlin' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(100)
  readonly timeZone?: string;

  @ApiPropertyOptional({
    enum: overlaps,
    default: 'skip',
    description: 'What becomes of a planned time while the last job has not ended.',
  })
  @MayBeAbsent()
  @IsIn(overlaps)
  readonly overlap?: Overlap;

  @ApiPropertyOptional({ type: Boolean, default: true })
  @MayBeAbsent()
  @IsBoolean()
  readonly enabled?: boolean;
}

/** Changes of a schedule: what is absent is kept. */
export class UpdateScheduleDto extends PartialType(CreateScheduleDto, {
  skipNullProperties: false,
}) {}

/** A schedule, as it is now. */
export class ExportScheduleDto implements ExportSchedule {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: CreateExportDto })
  readonly export!: ExportSchedule['export'];

  @ApiProperty({ type: String })
  readonly cron!: string;

  @ApiProperty({ type: String })
  readonly timeZone!: string;

  @ApiProperty({ enum: overlaps })
  readonly overlap!: Overlap;

  @ApiProperty({ type: Boolean })
  readonly enabled!: boolean;

  @ApiProperty({ type: String, format: 'date-time' })
  readonly createdAt!: Date;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Null while it is not enabled.',
  })
  readonly nextAt!: Date | null;

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  readonly lastJob!: string | null;
}

/** One page of schedules. */
export class SchedulePageDto {
  @ApiProperty({ type: [ExportScheduleDto] })
  readonly items!: readonly ExportScheduleDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Null at the end of the list.' })
  readonly nextCursor!: string | null;
}

/** With its defaults. */
export function scheduleOf(dto: CreateScheduleDto): ScheduleParts {
  const { cron, timeZone = 'UTC', overlap = 'skip', enabled = true } = dto;
  return { export: requestOf(dto.export), cron, timeZone, overlap, enabled };
}

/** What was sent. */
export function changesOf(dto: UpdateScheduleDto): Partial<ScheduleParts> {
  const { export: request, cron, timeZone, overlap, enabled } = dto;
  return {
    ...(request !== undefined && { export: requestOf(request) }),
    ...(cron !== undefined && { cron }),
    ...(timeZone !== undefined && { timeZone }),
    ...(overlap !== undefined && { overlap }),
    ...(enabled !== undefined && { enabled }),
  };
}
