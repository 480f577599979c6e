import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { ListQueryDto } from '../common/list/list.dto.js';
import { maxInt, WholeNumber } from '../common/whole-number.js';

const maxAge = 150;
const username = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** A new user. */
export class CreateUserDto {
  @ApiProperty({ type: String, pattern: username.source, example: 'ada.lovelace' })
  @Matches(username, {
    message:
      'username must be 1 to 64 small letters, digits, dots, underscores or hyphens, beginning with a letter or digit',
  })
  readonly username!: string;

  @ApiPropertyOptional({ type: String, nullable: true, minLength: 1, maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly name?: string | null;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: maxAge })
  @IsInt()
  @Min(0)
  @Max(maxAge)
  readonly age!: number;

  @ApiProperty({ type: 'integer', description: 'The GeoNames id of a city that exists.' })
  @IsInt()
  @Min(1)
  @Max(maxInt)
  readonly cityId!: number;
}

/** Where a user can be changed. PartialType lets its properties be absent, but not null. */
class ChangeableUserDto extends PartialType(OmitType(CreateUserDto, ['username', 'name']), {
  skipNullProperties: false,
}) {}

/** Changes of a user: what is absent is kept; a null name is cleared. */
export class UpdateUserDto extends ChangeableUserDto {
  @ApiPropertyOptional({ type: String, nullable: true, minLength: 1, maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  readonly name?: string | null;
}

/** A user. */
export class UserDto extends OmitType(CreateUserDto, ['name']) {
  @ApiProperty({ type: String, nullable: true })
  readonly name!: string | null;
}

/** One page of users. */
export class UserPageDto {
  @ApiProperty({ type: [UserDto] })
  readonly items!: readonly UserDto[];

  @ApiProperty({ type: String, nullable: true, description: 'Null at the end of the list.' })
  readonly nextCursor!: string | null;
}

/** Which users of a city, and in which order. */
export class CityUsersQueryDto extends ListQueryDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: maxAge, description: 'Inclusive.' })
  @IsOptional()
  @WholeNumber(0, maxAge)
  readonly minAge?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: maxAge, description: 'Inclusive.' })
  @IsOptional()
  @WholeNumber(0, maxAge)
  readonly maxAge?: number;

  @ApiPropertyOptional({
    enum: ['asc', 'desc'],
    default: 'asc',
    description: 'Of age, then of username.',
  })
  @IsOptional()
  @IsIn(['asc', 'desc'])
  readonly order?: 'asc' | 'desc';
}
