import {
  Body,
  ClassSerializerInterceptor,
  Controller,
  Get,
  Param,
  Patch,
  Post,
  UseInterceptors,
  ValidationPipe,
} from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import {
  ApiProperty,
  DocumentBuilder,
  PartialType,
  PickType,
  SwaggerModule,
} from '@nestjs/swagger';
import { Test } from '@nestjs/testing';
import { Exclude } from 'class-transformer';
import { IsInt, IsString, MaxLength, Min } from 'class-validator';
import { type Server } from 'node:http';
import request from 'supertest';
import {
  bigint,
  CassandraModule,
  CassandraSerializerInterceptor,
  InjectRepository,
  int,
  map,
  Repository,
  set,
  Table,
  text,
} from '../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../src/embedded-cassandra/testing/index.js';

/** One class that is the table, the schema and the rules of a body. */
class Player extends Table('players', {
  columns: {
    name: text(),
    age: int(),
    points: bigint(),
    tags: set(text()),
    wins: map(text(), bigint()),
    secret: text().nullable(),
  },
  partitionKey: ['name'],
}) {
  @ApiProperty({ maxLength: 20 })
  @IsString()
  @MaxLength(20)
  declare name: string;

  @ApiProperty({ minimum: 0, type: 'integer' })
  @IsInt()
  @Min(0)
  declare age: number;

  @Exclude()
  declare secret: string | null;
}

class NewPlayer extends PickType(Player, ['name', 'age'] as const) {}
class PlayerChanges extends PartialType(PickType(Player, ['age'] as const)) {}

@Controller('players')
class PlayersController {
  constructor(@InjectRepository(Player) private readonly players: Repository<Player>) {}

  @Post()
  async put(@Body() body: NewPlayer): Promise<void> {
    const wins = new Map([['cup', 2n ** 60n]]);
    const more = { points: 2n ** 62n, tags: new Set(['a']), wins, secret: 'hidden' };
    await this.players.insert({ ...more, name: body.name, age: body.age });
  }

  @Patch(':name')
  async change(@Param('name') name: string, @Body() changes: PlayerChanges): Promise<string[]> {
    await this.players.update({ name }, changes);
    return Object.keys(changes);
  }

  @Get('plain/:name')
  async plain(@Param('name') name: string): Promise<Player> {
    return await this.players.findOneOrFail({ name });
  }

  @Get('of-nest/:name')
  @UseInterceptors(ClassSerializerInterceptor)
  async ofNest(@Param('name') name: string): Promise<Player> {
    return await this.players.findOneOrFail({ name });
  }

  @Get('ours/:name')
  @UseInterceptors(CassandraSerializerInterceptor)
  async ours(@Param('name') name: string): Promise<Player> {
    return await this.players.findOneOrFail({ name });
  }

  @Get('nested/:name')
  @UseInterceptors(CassandraSerializerInterceptor)
  async nested(@Param('name') name: string): Promise<unknown> {
    const query = this.players.filter({ name });
    const page = await query.page({ size: 5 });
    const partial = await query.select('points', 'wins').all();
    const copy: object = Object.assign({}, page.rows[0]);
    return [{ page, partial, copy, total: 3n, none: null }];
  }
}

describe('A table class that declares its columns', () => {
  let keyspace: TestKeyspace;
  let app: NestExpressApplication;
  let http: Server;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    const module = await Test.createTestingModule({
      imports: [
        CassandraModule.forRoot({ ...keyspace.connection, schema: 'sync' }),
        CassandraModule.forFeature([Player]),
      ],
      controllers: [PlayersController],
    }).compile();
    app = module.createNestApplication<NestExpressApplication>({ logger: false });
    app.useGlobalPipes(
      new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
    );
    const config = new DocumentBuilder().build();
    SwaggerModule.setup('docs', app, SwaggerModule.createDocument(app, config), {
      jsonDocumentUrl: 'docs-json',
    });
    await app.init();
    http = app.getHttpServer();
    await request(http).post('/players').send({ name: 'ada', age: 36 }).expect(201);
  });

  afterAll(async () => {
    await app.close();
    await keyspace.drop();
  });

  const json = {
    name: 'ada',
    age: 36,
    points: '4611686018427387904',
    tags: ['a'],
    wins: { cup: '1152921504606846976' },
  };

  it('is the schema of a body in OpenAPI', async () => {
    const { body } = (await request(http).get('/docs-json').expect(200)) as {
      body: { components: { schemas: Record<string, unknown> } };
    };
    expect(body.components.schemas.NewPlayer).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string', maxLength: 20 },
        age: { type: 'integer', minimum: 0 },
      },
      required: ['name', 'age'],
    });
    expect(body.components.schemas.PlayerChanges).toEqual({
      type: 'object',
      properties: { age: { type: 'integer', minimum: 0 } },
    });
  });

  it.each([
    [{ name: 'ada' }],
    [{ name: 'ada', age: 1.5 }],
    [{ name: 'ada', age: -1 }],
    [{ name: 'a'.repeat(21), age: 1 }],
    [{ name: 'ada', age: 1, points: 5 }],
  ])('refuses the body %j', async (body) => {
    await request(http).post('/players').send(body).expect(400);
  });

  it('leaves alone what a partial body does not name', async () => {
    const answer = await request(http).patch('/players/ada').send({}).expect(200);
    expect(answer.body).toEqual([]);
    await request(http).patch('/players/ada').send({ age: 36 }).expect(200);
    await request(http).patch('/players/ada').send({ name: 'eve' }).expect(400);
  });

  it('leaves as JSON where nothing intercepts', async () => {
    const answer = await request(http).get('/players/plain/ada').expect(200);
    expect(answer.body).toEqual({ ...json, secret: 'hidden' });
  });

  it('fails on its way through the interceptor of Nest', async () => {
    await request(http).get('/players/of-nest/ada').expect(500);
  });

  it('leaves through ours, without what is excluded', async () => {
    const answer = await request(http).get('/players/ours/ada').expect(200);
    expect(answer.body).toEqual(json);
  });

  it('leaves through ours in arrays, pages and parts', async () => {
    const answer = await request(http).get('/players/nested/ada').expect(200);
    expect(answer.body).toEqual([
      {
        page: { rows: [json], cursor: null },
        partial: [{ points: json.points, wins: json.wins }],
        copy: { ...json, secret: 'hidden' },
        total: '3',
        none: null,
      },
    ]);
  });
});
