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
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { type ServerResponse } from 'node:http';
import { answerList } from '../common/list/answer-list.js';
import { ApiCommonProblems, ApiList, ApiProblems } from '../common/api-answers.js';
import { expectedBy, setETag } from '../common/etag.js';
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
  @ApiProblems({ 409: '`username-taken`, `city-closing`', 422: '`unknown-city`' })
  async create(
    @Body() user: CreateUserDto,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<User> {
    const created = await this.users.create(user);
    response.setHeader('Location', `/v1/users/${created.username}`);
    setETag(response, created);
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
  @ApiOperation({ summary: 'Read a user', description: 'Its ETag is what If-Match takes.' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems({ 404: '`user-not-found`' })
  async get(
    @Param('username') username: string,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<User> {
    const user = await this.users.get(username);
    setETag(response, user);
    return user;
  }

  @Patch(':username')
  @ApiOperation({
    summary: 'Change a user',
    description: 'What is absent is kept; a null name is cleared.',
  })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'Its ETag: change no other version.',
  })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems({
    404: '`user-not-found`',
    409: '`city-closing`',
    412: '`concurrent-update`: the user has another ETag',
    422: '`unknown-city`',
  })
  async update(
    @Param('username') username: string,
    @Body() changes: UpdateUserDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<User> {
    const user = await this.users.update(username, changes, expectedBy(ifMatch));
    setETag(response, user);
    return user;
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
