import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { PastDay } from '../../common/calendar-day.js';
import { maxInt } from '../../common/whole-number.js';

/** Administrative gender, as FHIR has it. */
const sexes = ['female', 'male', 'other', 'unknown'] as const;

/** Of any version: Synthea's have none. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id in the address of a patient, and of what belongs to them. */
export class PatientParamsDto {
  @ApiProperty({ type: String, format: 'uuid' })
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.toLowerCase() : value,
  )
  @Matches(uuid, { message: 'id must be a UUID' })
  readonly id!: string;
}

/** A new patient. */
export class CreatePatientDto {
  @ApiProperty({ type: String, minLength: 1, maxLength: 200, example: 'Ada' })
  @IsString()
  @Length(1, 200)
  readonly givenName!: string;

  @ApiProperty({ type: String, minLength: 1, maxLength: 200, example: 'Lovelace' })
  @IsString()
  @Length(1, 200)
  readonly familyName!: string;

  @ApiProperty({ type: String, format: 'date', example: '1985-03-09' })
  @PastDay('1850-01-01')
  readonly birthDate!: string;

  @ApiProperty({ enum: sexes })
  @IsIn(sexes)
  readonly sex!: string;

  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    description: 'The GeoNames id of a city that exists.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(maxInt)
  readonly cityId?: number | null;
}

/** Where a patient can be changed. PartialType lets its properties be absent, but not null. */
class ChangeablePatientDto extends PartialType(OmitType(CreatePatientDto, ['cityId']), {
  skipNullProperties: false,
}) {}

/** Changes of a patient: what is absent is kept; a null city is cleared. */
export class UpdatePatientDto extends ChangeablePatientDto {
  @ApiPropertyOptional({ type: 'integer', nullable: true })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(maxInt)
  readonly cityId?: number | null;
}

/** A patient. */
export class PatientDto extends OmitType(CreatePatientDto, ['cityId']) {
  @ApiProperty({ type: String, format: 'uuid' })
  readonly id!: string;

  @ApiProperty({ type: 'integer', nullable: true })
  readonly cityId!: number | null;
}

/** One page of patients. */
export class PatientPageDto {
  @ApiProperty({ type: [PatientDto] })
  readonly items!: readonly PatientDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Null at the end of the list.' })
  readonly nextCursor!: string | null;
}
