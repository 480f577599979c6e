import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length, Matches } from 'class-validator';
import { ListQueryDto } from '../common/list/list.dto.js';
import { maxInt, WholeNumber } from '../common/whole-number.js';

/** Which cities: all, those of a country, or those whose names begin like this. */
export class CitiesQueryDto extends ListQueryDto {
  @ApiPropertyOptional({
    type: String,
    pattern: '^[A-Z]{2}$',
    description: 'The cities of this country, the largest first.',
  })
  @IsOptional()
  @Matches(/^[A-Z]{2}$/, { message: 'country must be an ISO 3166-1 code of two capital letters' })
  readonly country?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: maxInt,
    description: 'Inclusive; with country.',
  })
  @IsOptional()
  @WholeNumber(0, maxInt)
  readonly minPopulation?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 0,
    maximum: maxInt,
    description: 'Inclusive; with country.',
  })
  @IsOptional()
  @WholeNumber(0, maxInt)
  readonly maxPopulation?: number;

  @ApiPropertyOptional({
    type: String,
    minLength: 1,
    maxLength: 200,
    description: 'The cities whose names begin with it, whatever the case, by name.',
  })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly prefix?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: 10,
    description: 'With prefix: how many of them in all.',
  })
  @IsOptional()
  @WholeNumber(1, 100)
  readonly limit?: number;
}
