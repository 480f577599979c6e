import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { MayBeAbsent } from '../../common/may-be-absent.js';
import { type VerifyFinding, type VerifyResult } from '../../export-engine/index.js';

const subjects = ['files', 'count', 'content'] as const;
const problems: VerifyFinding['problem'][] = ['missing', 'size', 'checksum', 'rows', 'content'];

/** What an export is compared with. */
export class VerifyExportDto {
  @ApiPropertyOptional({
    enum: subjects,
    default: 'files',
    description:
      'files: with the manifest. count: also with the number of rows in the table now, content: with every byte of it; both read the whole table. Of files with a ttl the content cannot be compared: 422.',
  })
  @MayBeAbsent()
  @IsIn(subjects)
  readonly against?: (typeof subjects)[number];
}

class VerifyFindingDto implements VerifyFinding {
  @ApiProperty({ type: String, example: 'cities.csv' })
  readonly name!: string;

  @ApiProperty({ enum: problems })
  readonly problem!: VerifyFinding['problem'];

  @ApiProperty({ type: String })
  readonly message!: string;
}

/** What was looked at, and what is wrong with it. */
export class VerifyResultDto implements VerifyResult {
  @ApiProperty({ type: 'integer' })
  readonly files!: number;

  @ApiProperty({ type: 'integer' })
  readonly rows!: number;

  @ApiProperty({ type: [VerifyFindingDto], description: 'Empty: all is as it was written.' })
  readonly findings!: readonly VerifyFindingDto[];
}
