import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { PatientDto } from '../patients/patient.dto.js';
import { PrescriptionPageDto } from '../prescriptions/prescription.dto.js';
import { TestResultPageDto } from '../test-results/test-result.dto.js';
import { type ReadMode } from './health-record.service.js';

const modes = ['concurrent', 'sequential'] as const satisfies readonly ReadMode[];

/** How a health record is read. */
export class HealthRecordQueryDto {
  @ApiPropertyOptional({
    enum: modes,
    default: 'concurrent',
    description: 'All three reads at once, or one after the other.',
  })
  @IsOptional()
  @IsIn(modes)
  readonly read?: ReadMode;
}

/** How long the reads of a health record took. */
export class HealthRecordTimingsDto {
  @ApiProperty({ type: Number, example: 1.9 })
  readonly patientMs!: number;

  @ApiProperty({ type: Number, example: 3.2 })
  readonly prescriptionsMs!: number;

  @ApiProperty({ type: Number, example: 4.1 })
  readonly testResultsMs!: number;

  @ApiProperty({ type: Number, example: 4.3 })
  readonly totalMs!: number;
}

/** A health record: the newest 200 of each kind, the rest by `nextCursor` in the lists with `pageSize=200`. */
export class HealthRecordDto {
  @ApiProperty({ type: PatientDto })
  readonly patient!: PatientDto;

  @ApiProperty({ type: PrescriptionPageDto })
  readonly prescriptions!: PrescriptionPageDto;

  @ApiProperty({ type: TestResultPageDto })
  readonly testResults!: TestResultPageDto;

  @ApiProperty({ type: HealthRecordTimingsDto })
  readonly timings!: HealthRecordTimingsDto;
}
