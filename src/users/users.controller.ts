import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Res,
  type StreamableFile,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type ServerResponse } from 'node:http';
import { answerList } from '../common/list/answer-list.js';
import { ApiCommonProblems, ApiList, ApiProblems } from '../common/api-answers.js';
import { type ListPage, ListQueryDto } from '../common/list/list.dto.js';
import { CreateUserDto, UpdateUserDto, UserDto, UserPageDto } from './user.dto.js';
import { type User } from './user.table.js';
import { UsersService } from './users.service.js';

@ApiTags('users')
@ApiCommonProblems()
@Controller('v1/users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Post()
  @ApiOperation({ summary: 'Create a user' })
  @ApiCreatedResponse({ type: UserDto })
  @ApiProblems({ 409: '`username-taken`', 422: '`unknown-city`' })
  async create(
    @Body() user: CreateUserDto,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<User> {
    const created = await this.users.create(user);
    response.setHeader('Location', `/v1/users/${created.username}`);
    return created;
  }

  @Get()
  @ApiOperation({ summary: 'List all users, in no order' })
  @ApiList(UserPageDto, UserDto)
  list(
    @Query() list: ListQueryDto,
    @Headers('accept') accept: string | undefined,
  ): Promise<ListPage<User> | StreamableFile> {
    return answerList(this.users.all(), list, accept);
  }

  @Get(':username')
  @ApiOperation({ summary: 'Read a user' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems({ 404: '`user-not-found`' })
  get(@Param('username') username: string): Promise<User> {
    return this.users.get(username);
  }

  @Patch(':username')
  @ApiOperation({
    summary: 'Change a user',
    description: 'What is absent is kept; a null name is cleared.',
  })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems({ 404: '`user-not-found`', 422: '`unknown-city`' })
  update(@Param('username') username: string, @Body() changes: UpdateUserDto): Promise<User> {
    return this.users.update(username, changes);
  }

  @Delete(':username')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a user' })
  @ApiNoContentResponse()
  @ApiProblems({ 404: '`user-not-found`' })
  delete(@Param('username') username: string): Promise<void> {
    return this.users.delete(username);
  }
}
