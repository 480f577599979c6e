import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { WholeNumber } from '../whole-number.js';

const defaultPageSize = 50;

/** What every list takes. As NDJSON it comes whole, and takes neither. */
export class ListQueryDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: defaultPageSize })
  @IsOptional()
  @WholeNumber(1, 500)
  readonly pageSize?: number;

  @ApiPropertyOptional({
    type: String,
    description: '`nextCursor` of the page before, asked for with the same `pageSize`.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  readonly cursor?: string;
}

/** Absent: the size every list has unless it is asked for another. */
export function pageSizeOf({ pageSize }: ListQueryDto): number {
  return pageSize ?? defaultPageSize;
}

/** One page of a list. */
export interface ListPage<Item> {
  readonly items: readonly Item[];
  /** Null is the only sign of the end: a page may hold fewer items than asked for. */
  readonly nextCursor: string | null;
}
