import { ApiProperty, OmitType, PartialType } from '@nestjs/swagger';
import { IsInt, IsNumber, IsString, Length, Matches, Max, Min } from 'class-validator';
import { maxInt } from '../common/whole-number.js';

/** A city, as it is sent and received. */
export class CityDto {
  @ApiProperty({ type: 'integer', minimum: 1, maximum: maxInt, description: 'Its GeoNames id.' })
  @IsInt()
  @Min(1)
  @Max(maxInt)
  readonly id!: number;

  @ApiProperty({ type: String, minLength: 1, maxLength: 200, example: 'Paris' })
  @IsString()
  @Length(1, 200)
  readonly name!: string;

  @ApiProperty({ type: String, pattern: '^[A-Z]{2}$', description: 'ISO 3166-1 alpha-2.' })
  @Matches(/^[A-Z]{2}$/, { message: 'country must be an ISO 3166-1 code of two capital letters' })
  readonly country!: string;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: maxInt })
  @IsInt()
  @Min(0)
  @Max(maxInt)
  readonly population!: number;

  @ApiProperty({ type: Number, minimum: -90, maximum: 90 })
  @IsNumber()
  @Min(-90)
  @Max(90)
  readonly latitude!: number;

  @ApiProperty({ type: Number, minimum: -180, maximum: 180 })
  @IsNumber()
  @Min(-180)
  @Max(180)
  readonly longitude!: number;
}

/** Changes of a city: what is absent is kept. No property may be null. */
export class UpdateCityDto extends PartialType(OmitType(CityDto, ['id']), {
  skipNullProperties: false,
}) {}

/** One page of cities. */
export class CityPageDto {
  @ApiProperty({ type: [CityDto] })
  readonly items!: readonly CityDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Null at the end of the list.' })
  readonly nextCursor!: string | null;
}
