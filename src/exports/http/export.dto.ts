import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
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
  type FixedDecimal,
} from '../../export-engine/index.js';
import { type ExportRequest } from '../jobs/export-request.js';
import { ColumnsOrAll } from './columns-or-all.js';
import { DecimalsByColumn } from './decimals-by-column.js';

const columnsOrAll = {
  oneOf: [{ type: 'boolean' }, { type: 'array', items: { type: 'string' } }],
};

interface Sent {
  readonly obj: Readonly<Record<string, unknown>>;
  readonly key: string;
}

/**
 * An object by names of columns as it came. The copy that class-transformer makes of it has no keys that are members of every
 * object, such as `toString`: without one of its conditions a filter would let more rows out.
 */
const asSent = ({ obj, key }: Sent): unknown => obj[key];

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
  @Transform(asSent)
  @MayBeAbsent()
  @IsObject()
  readonly where?: JsonFilter;

  @ApiPropertyOptional({
    ...columnsOrAll,
    example: ['name'],
    description:
      'When cells were written: for `name` a column `writetime(name)` behind the others, in microseconds since 1970, null where there is no cell. `true`: of every column that can tell, which is none of the key and no collection or UDT that is not frozen.',
  })
  @MayBeAbsent()
  @ColumnsOrAll()
  readonly writetime?: boolean | readonly string[];

  @ApiPropertyOptional({
    ...columnsOrAll,
    example: true,
    description:
      'How many seconds cells have left when they are read: for `name` a column `ttl(name)` behind all others, null where the cell does not expire. The content of such files cannot be verified, for the seconds run down.',
  })
  @MayBeAbsent()
  @ColumnsOrAll()
  readonly ttl?: boolean | readonly string[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: {
      type: 'object',
      properties: {
        precision: { type: 'integer', minimum: 1, maximum: 38 },
        scale: { type: 'integer', minimum: 0, default: 0 },
      },
      required: ['precision'],
    },
    example: { price: { precision: 20, scale: 4 } },
    description:
      'Of Parquet: columns of decimal or varint that are DECIMAL instead of text. Nothing is rounded: a value that does not fit fails the export with `export-bad-cells`.',
  })
  @Transform(asSent)
  @MayBeAbsent()
  @DecimalsByColumn()
  readonly decimals?: Readonly<Record<string, FixedDecimal>>;

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
  const { writetime = false, ttl = false, decimals } = dto;
  return {
    source,
    format,
    compression: dto.compression ?? (format === 'parquet' ? 'zstd' : 'none'),
    ...(columns !== undefined && { columns }),
    ...(where !== undefined && { where }),
    ...(writetime !== false && { writetime }),
    ...(ttl !== false && { ttl }),
    ...(decimals !== undefined && { decimals }),
    ...(parts !== undefined && { parts }),
    ...(rowsPerSecond !== undefined && { rowsPerSecond }),
    ...(sha256 === true && { sha256 }),
  };
}
