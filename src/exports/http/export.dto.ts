import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { MayBeAbsent } from '../../common/may-be-absent.js';
import type { JsonFilter } from '../../common/query-string/parameters-from-json.js';
import {
  type ExportCompression,
  exportCompressions,
  type ExportFormat,
  exportFormats,
} from '../../export-engine/index.js';
import { type ExportRequest } from '../jobs/export-request.js';

/** What to export. */
export class CreateExportDto {
  @ApiProperty({
    type: String,
    example: 'cities',
    description: 'A table that a feature has registered; the answer to any other lists them.',
  })
  @IsString()
  @MaxLength(48)
  readonly source!: string;

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
  @MayBeAbsent()
  @IsIn(exportCompressions)
  readonly compression?: ExportCompression;

  @ApiPropertyOptional({
    type: [String],
    example: ['id', 'name'],
    description: 'In the order of the files; all of them unless said otherwise.',
  })
  @MayBeAbsent()
  @IsString({ each: true })
  @ArrayNotEmpty()
  @ArrayUnique()
  @ArrayMaxSize(500)
  readonly columns?: readonly string[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    example: { cityId: 3040051, age: { gte: 30, lt: 40 } },
    description:
      'Which rows, by columns of the source: a value, or operators with values, in the form they have in the address of a list. The key of the table or an index must serve it, as it must there; all rows unless said otherwise.',
  })
  @MayBeAbsent()
  @IsObject()
  readonly where?: JsonFilter;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'Files, if they are not to be about 128 MiB each.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(1000)
  readonly parts?: number;

  @ApiPropertyOptional({
    type: 'integer',
    description: 'How fast it may read, so that others have more of the cluster.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  readonly rowsPerSecond?: number;

  @ApiPropertyOptional({
    type: Boolean,
    default: false,
    description: 'Also take the SHA-256 of each file.',
  })
  @MayBeAbsent()
  @IsBoolean()
  readonly sha256?: boolean;
}

/** With its defaults, and without what was not said. */
export function requestOf(dto: CreateExportDto): ExportRequest {
  const { source, format, columns, where, parts, rowsPerSecond, sha256 } = dto;
  return {
    source,
    format,
    compression: dto.compression ?? (format === 'parquet' ? 'zstd' : 'none'),
    ...(columns !== undefined && { columns }),
    ...(where !== undefined && { where }),
    ...(parts !== undefined && { parts }),
    ...(rowsPerSecond !== undefined && { rowsPerSecond }),
    ...(sha256 === true && { sha256 }),
  };
}
