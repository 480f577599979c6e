import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNumber, IsOptional, IsString, Length, MaxDate } from 'class-validator';
import { Instant } from '../../common/instant.js';
import { ListQueryDto } from '../../common/list/list.dto.js';
import { Code } from '../code.js';
import { soon } from '../soon.js';

/** A new test result: a value or a text, never both. */
export class CreateTestResultDto {
  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T10:00:00Z' })
  @MaxDate(soon, { message: 'effectiveAt must not be in the future' })
  @Instant()
  readonly effectiveAt!: Date;

  @ApiProperty({ type: String, maxLength: 64, example: '8302-2', description: 'Of LOINC.' })
  @Code()
  readonly code!: string;

  @ApiProperty({ type: String, minLength: 1, maxLength: 500, example: 'Body Height' })
  @IsString()
  @Length(1, 500)
  readonly description!: string;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 171.5 })
  @IsOptional()
  @IsNumber()
  readonly value?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true, minLength: 1, maxLength: 4000 })
  @IsOptional()
  @IsString()
  @Length(1, 4000)
  readonly text?: string | null;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    maxLength: 64,
    example: 'cm',
    description: 'Of UCUM; needed beside a value, and kept as it is.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly unit?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, maxLength: 64, example: 'vital-signs' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  readonly category?: string | null;
}

/** A test result. */
export class TestResultDto extends CreateTestResultDto {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly patientId!: string;

  @ApiProperty({ type: String, format: 'uuid' })
  readonly id!: string;
}

/** One page of test results. */
export class TestResultPageDto {
  @ApiProperty({ type: [TestResultDto] })
  readonly items!: readonly TestResultDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Null at the end of the list.' })
  readonly nextCursor!: string | null;
}

/** Results of which code and which time, of all patients. */
export class TestResultsByCodeQueryDto extends ListQueryDto {
  @ApiProperty({ type: String, maxLength: 64, example: '8302-2' })
  @Code()
  readonly code!: string;

  @ApiProperty({ type: String, format: 'date-time', description: 'Inclusive.' })
  @Instant()
  readonly from!: Date;

  @ApiProperty({
    type: String,
    format: 'date-time',
    description: 'Exclusive; from `from` on at most 24 months of the calendar, in UTC.',
  })
  @Instant()
  readonly to!: Date;
}
