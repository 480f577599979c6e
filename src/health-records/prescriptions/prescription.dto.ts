import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, MaxDate } from 'class-validator';
import { Instant } from '../../common/instant.js';
import { Code } from '../code.js';
import { soon } from '../soon.js';

/** A new prescription. */
export class CreatePrescriptionDto {
  @ApiProperty({ type: String, format: 'date-time', example: '2026-11-21T10:00:00Z' })
  @MaxDate(soon, { message: 'prescribedAt must not be in the future' })
  @Instant()
  readonly prescribedAt!: Date;

  @ApiProperty({ type: String, maxLength: 64, example: '198405', description: 'Of RxNorm.' })
  @Code()
  readonly code!: string;

  @ApiProperty({ type: String, minLength: 1, maxLength: 500 })
  @IsString()
  @Length(1, 500)
  readonly description!: string;

  @ApiPropertyOptional({ type: String, nullable: true, minLength: 1, maxLength: 500 })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  readonly reason?: string | null;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'Not before `prescribedAt`; may lie ahead.',
  })
  @IsOptional()
  @Instant()
  readonly stop?: Date | null;
}

/** A prescription. */
export class PrescriptionDto extends CreatePrescriptionDto {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly patientId!: string;

  @ApiProperty({ type: String, format: 'uuid' })
  readonly id!: string;
}

/** One page of prescriptions. */
export class PrescriptionPageDto {
  @ApiProperty({ type: [PrescriptionDto] })
  readonly items!: readonly PrescriptionDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Null at the end of the list.' })
  readonly nextCursor!: string | null;
}
