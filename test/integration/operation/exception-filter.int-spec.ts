import { type ServerResponse } from 'node:http';
import { Controller, Get, type INestApplication, Module, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import {
  CassandraExceptionFilter,
  CassandraModule,
  InjectRepository,
  int,
  Repository,
  Table,
} from '../../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';

class City extends Table('cities', { columns: { id: int() }, partitionKey: ['id'] }) {}

/** What is named alike in Express and Fastify. */
interface WithHeaders {
  header(name: string, value: string): unknown;
}

interface FastifyTaken {
  readonly raw: ServerResponse;
  hijack(): void;
}

@Controller('cities')
class CitiesController {
  constructor(@InjectRepository(City) private readonly cities: Repository<City>) {}

  @Get('none')
  async none(@Res({ passthrough: true }) response: WithHeaders): Promise<City> {
    response.header('X-Request-Id', '17');
    return await this.cities.findOneOrFail({ id: 1 });
  }

  @Get('taken')
  async taken(@Res() response: ServerResponse | FastifyTaken): Promise<City> {
    if ('raw' in response) response.hijack();
    return await this.cities.findOneOrFail({ id: 1 });
  }

  @Get('begun')
  async begun(@Res() response: ServerResponse | { readonly raw: ServerResponse }): Promise<City> {
    ('raw' in response ? response.raw : response).write('[');
    return await this.cities.findOneOrFail({ id: 1 });
  }
}

let keyspace: TestKeyspace;

beforeAll(async () => {
  keyspace = await createTestKeyspace();
});

afterAll(async () => {
  await keyspace.drop();
});

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('CassandraExceptionFilter with %s', (_, makeAdapter) => {
  let app: INestApplication;
  let url: string;

  beforeAll(async () => {
    @Module({
      imports: [
        CassandraModule.forRoot({ ...keyspace.connection, schema: 'sync' }),
        CassandraModule.forFeature([City]),
      ],
      controllers: [CitiesController],
    })
    class AppModule {}
    app = await NestFactory.create(AppModule, makeAdapter(), { logger: false });
    app.useGlobalFilters(new CassandraExceptionFilter());
    await app.listen(0, '127.0.0.1');
    url = `${await app.getUrl()}/cities`;
  });

  afterAll(async () => {
    await app.close();
  });

  it('answers problem+json, with the headers that were set before', async () => {
    const response = await fetch(`${url}/none`);

    expect(response.status).toBe(404);
    expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json\b/);
    expect(response.headers.get('X-Request-Id')).toBe('17');
    expect(await response.json()).toMatchObject({ status: 404, code: 'row-not-found' });
  });

  it('answers where the handler has taken the answer upon itself', async () => {
    const response = await fetch(`${url}/taken`);

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'row-not-found' });
  });

  it('breaks off an answer that has begun', async () => {
    const response = await fetch(`${url}/begun`);

    await expect(response.text()).rejects.toThrow('terminated');
    expect((await fetch(`${url}/none`)).status).toBe(404);
  });
});
