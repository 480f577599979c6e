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
import { CityParamsDto } from '../common/city-params.dto.js';
import { expectedBy, setETag } from '../common/etag.js';
import { type ListPage } from '../common/list/list.dto.js';
import { CitiesQueryDto } from './cities-query.dto.js';
import { CitiesService } from './cities.service.js';
import { cityListOf } from './city-list.js';
import { CityClosingService } from './city-closing.service.js';
import { CityDto, CityPageDto, UpdateCityDto } from './city.dto.js';
import { type City, type ShownCity } from './city.table.js';

@ApiTags('cities')
@ApiCommonProblems()
@Controller('v1/cities')
export class CitiesController {
  constructor(
    private readonly cities: CitiesService,
    private readonly closing: CityClosingService,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Create a city' })
  @ApiCreatedResponse({ type: CityDto })
  @ApiProblems({ 409: '`city-exists`' })
  async create(
    @Body() city: CityDto,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<ShownCity> {
    const created = await this.cities.create(city);
    response.setHeader('Location', `/v1/cities/${created.id}`);
    return answer(created, response);
  }

  @Get()
  @ApiOperation({
    summary: 'List cities',
    description:
      'All of them in no order; of a `country` the largest first; or by name those that begin with a `prefix`.',
  })
  @ApiList(CityPageDto, CityDto)
  list(
    @Query() query: CitiesQueryDto,
    @Headers('accept') accept: string | undefined,
  ): Promise<ListPage<ShownCity> | StreamableFile> {
    return answerList(cityListOf(this.cities, query), query, accept);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a city', description: 'Its ETag is what If-Match takes.' })
  @ApiOkResponse({ type: CityDto })
  @ApiProblems({ 404: '`city-not-found`' })
  async get(
    @Param() { id }: CityParamsDto,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<ShownCity> {
    return answer(await this.cities.get(id), response);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a city', description: 'What is absent is kept.' })
  @ApiHeader({
    name: 'If-Match',
    required: false,
    description: 'Its ETag: change no other version.',
  })
  @ApiOkResponse({ type: CityDto })
  @ApiProblems({ 404: '`city-not-found`', 412: '`concurrent-update`: it has another ETag' })
  async update(
    @Param() { id }: CityParamsDto,
    @Body() changes: UpdateCityDto,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<ShownCity> {
    return answer(await this.cities.update(id, changes, expectedBy(ifMatch)), response);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a city where nobody lives',
    description: 'While it is looked for users nobody can move in.',
  })
  @ApiNoContentResponse()
  @ApiProblems({
    404: '`city-not-found`',
    409: '`city-has-users`, `city-has-patients`, `city-closing`',
  })
  delete(@Param() { id }: CityParamsDto): Promise<void> {
    return this.closing.delete(id);
  }
}

function answer(city: City, response: ServerResponse): ShownCity {
  setETag(response, city);
  const { closingAt: _, ...shown } = city;
  return shown;
}
