import { ApiProperty } from '@nestjs/swagger';
import { maxInt, WholeNumber } from './whole-number.js';

/** The id in the address of a city, and of its users. */
export class CityParamsDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: maxInt, description: 'Its GeoNames id.' })
  @WholeNumber(1, maxInt)
  readonly id!: number;
}
