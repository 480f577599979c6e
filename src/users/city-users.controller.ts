import { Controller, Get, Headers, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { answerList } from '../common/list/answer-list.js';
import { ApiCommonProblems, ApiList, ApiProblems } from '../common/api-answers.js';
import { CityParamsDto } from '../common/city-params.dto.js';
import { type ListPage } from '../common/list/list.dto.js';
import { invalidRequest } from '../common/problem/problem.js';
import { type UserByCity } from './user.table.js';
import { CityUsersQueryDto, UserDto, UserPageDto } from './user.dto.js';
import { UsersService } from './users.service.js';

/** Users of a city. It stands here for it needs users, and cities know none. */
@ApiTags('users')
@ApiCommonProblems()
@Controller('v1/cities/:id/users')
export class CityUsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @ApiOperation({ summary: 'List the users of a city by age' })
  @ApiList(UserPageDto, UserDto)
  @ApiProblems({ 404: '`city-not-found`' })
  async list(
    @Param() { id }: CityParamsDto,
    @Query() query: CityUsersQueryDto,
    @Headers('accept') accept: string | undefined,
  ): Promise<ListPage<UserByCity> | StreamableFile> {
    if (query.minAge !== undefined && query.maxAge !== undefined && query.minAge > query.maxAge) {
      throw invalidRequest([
        { property: 'minAge', messages: ['minAge must not be greater than maxAge'] },
      ]);
    }
    return await answerList(await this.users.livingIn(id, query), query, accept);
  }
}
