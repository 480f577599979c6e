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
import { CityParamsDto } from '../common/city-params.dto.js';
import { type ListPage, ListQueryDto } from '../common/list/list.dto.js';
import { CitiesService } from './cities.service.js';
import { CityDto, CityPageDto, UpdateCityDto } from './city.dto.js';
import { type City } from './city.table.js';

@ApiTags('cities')
@ApiCommonProblems()
@Controller('v1/cities')
export class CitiesController {
  constructor(private readonly cities: CitiesService) {}

  @Post()
  @ApiOperation({ summary: 'Create a city' })
  @ApiCreatedResponse({ type: CityDto })
  @ApiProblems({ 409: '`city-exists`' })
  async create(
    @Body() city: CityDto,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<City> {
    const created = await this.cities.create(city);
    response.setHeader('Location', `/v1/cities/${created.id}`);
    return created;
  }

  @Get()
  @ApiOperation({ summary: 'List all cities, in no order' })
  @ApiList(CityPageDto, CityDto)
  list(
    @Query() list: ListQueryDto,
    @Headers('accept') accept: string | undefined,
  ): Promise<ListPage<City> | StreamableFile> {
    return answerList(this.cities.all(), list, accept);
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read a city' })
  @ApiOkResponse({ type: CityDto })
  @ApiProblems({ 404: '`city-not-found`' })
  get(@Param() { id }: CityParamsDto): Promise<City> {
    return this.cities.get(id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a city', description: 'What is absent is kept.' })
  @ApiOkResponse({ type: CityDto })
  @ApiProblems({ 404: '`city-not-found`' })
  update(@Param() { id }: CityParamsDto, @Body() changes: UpdateCityDto): Promise<City> {
    return this.cities.update(id, changes);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a city where nobody lives',
    description: 'A user who moves in at the same moment may be left without a city.',
  })
  @ApiNoContentResponse()
  @ApiProblems({ 404: '`city-not-found`', 409: '`city-has-users`, `city-has-patients`' })
  delete(@Param() { id }: CityParamsDto): Promise<void> {
    return this.cities.delete(id);
  }
}
