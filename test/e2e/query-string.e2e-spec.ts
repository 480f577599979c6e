import { Controller, Get, Module, Param, Query } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { type Server } from 'node:http';
import request from 'supertest';
import { setUpApp } from '../../src/app.setup.js';
import {
  bigint,
  boolean,
  Cassandra,
  CassandraModule,
  counter,
  double,
  frozen,
  int,
  InvalidRequestError,
  list,
  map,
  set,
  Table,
  type TableOf,
  text,
  timestamp,
  udt,
  uuid,
} from '../../src/cassandra/index.js';
import { type Problem } from '../../src/common/problem/problem.js';
import { filterByParameters } from '../../src/common/query-string/filter-by-parameters.js';
import { type QueryParameters } from '../../src/common/query-string/filter-from-parameters.js';
import { splitQuery } from '../../src/common/query-string/split-query.js';
import { createTestKeyspace } from '../../src/embedded-cassandra/testing/index.js';

class UserByCity extends Table('users_by_city', {
  columns: { city: text(), age: int(), username: text(), name: text().nullable(), email: text() },
  partitionKey: ['city'],
  clusteringKey: ['age', 'username'],
  clusteringOrder: { age: 'desc' },
  indexes: ['email'],
}) {}

class Person extends Table('people', {
  columns: { city: text(), region: text(), age: int(), uid: uuid() },
  partitionKey: ['city', 'region'],
  clusteringKey: ['age', 'uid'],
}) {}

const Address = udt('address', { street: text() });

class Event extends Table('events', {
  columns: {
    id: bigint(),
    at: timestamp(),
    isOpen: boolean(),
    note: text().nullable().static(),
    tags: set(text()),
    steps: list(int()),
    scores: map(text(), double()),
    place: Address.nullable(),
  },
  partitionKey: ['id'],
  clusteringKey: ['at'],
  indexes: ['tags', { column: 'scores', target: 'entries' }, 'isOpen'],
}) {}

class Route extends Table('routes', {
  columns: {
    stops: frozen(list(int())),
    tags: frozen(set(text())),
    places: frozen(list(frozen(Address))),
    start: frozen(Address),
  },
  partitionKey: ['stops'],
  clusteringKey: ['tags'],
  indexes: ['places', 'start'],
}) {}

class PageViews extends Table('page_views', {
  columns: { page: text(), views: counter() },
  partitionKey: ['page'],
}) {}

const tables: Readonly<Record<string, TableOf<unknown>>> = {
  users: UserByCity,
  people: Person,
  events: Event,
  routes: Route,
  views: PageViews,
};

@Controller('rows/:table')
class RowsController {
  constructor(private readonly cassandra: Cassandra) {}

  @Get()
  async list(@Param('table') name: string, @Query() query: QueryParameters): Promise<unknown> {
    const { filter } = await splitQuery(query);
    const table = tables[name] ?? UserByCity;
    return await filterByParameters(table, this.cassandra.repository(table), {}, filter).all();
  }
}

describe('a filter in an address', () => {
  let app: NestExpressApplication;
  let server: Server;
  let drop: () => Promise<void>;
  let requests = 0;

  beforeAll(async () => {
    const keyspace = await createTestKeyspace();
    drop = () => keyspace.drop();
    @Module({
      imports: [
        CassandraModule.forRoot({ ...keyspace.connection, schema: 'sync' }),
        CassandraModule.forFeature(Object.values(tables)),
      ],
      controllers: [RowsController],
    })
    class RowsModule {}
    const module = await Test.createTestingModule({ imports: [RowsModule] }).compile();
    app = module.createNestApplication<NestExpressApplication>({ logger: false });
    setUpApp(app);
    await app.init();
    server = app.getHttpServer();
    const cassandra = app.get(Cassandra);
    const users = cassandra.repository(UserByCity);
    for (const age of [30, 36, 41])
      await users.insert({ city: 'Paris', age, username: `u${age}`, email: `u${age}@x.org` });
    await cassandra.repository(Event).insert({
      id: 2n ** 60n,
      at: new Date('2026-11-21T10:00:00Z'),
      isOpen: true,
      tags: new Set(['a', 'b']),
      scores: new Map([['x', 1.5]]),
    });
    const route = { places: [], start: { street: 's' } };
    for (const [stops, tags] of [
      [
        [1, 2],
        ['a', 'b'],
      ],
      [[1, 2], []],
      [[7], ['a']],
    ] as const)
      await cassandra
        .repository(Route)
        .insert({ ...route, stops: [...stops], tags: new Set(tags) });
    countRequests();
  });

  beforeEach(() => {
    requests = 0;
  });

  afterAll(async () => {
    await app.close();
    await drop();
  });

  function countRequests(): void {
    const { client } = app.get(Cassandra);
    const execute = client.execute.bind(client) as (...args: unknown[]) => unknown;
    const counting = (...args: unknown[]): unknown => {
      requests += 1;
      return execute(...args);
    };
    Object.assign(client, { execute: counting });
  }

  const users = (rows: unknown): unknown => (rows as UserByCity[]).map(({ username }) => username);

  it.each([
    ['city=Paris', ['u41', 'u36', 'u30']],
    ['city=Paris&age[gte]=30&age[lt]=41', ['u36', 'u30']],
    ['city=Paris&age%5Bgt%5D=36', ['u41']],
    ['city[in]=Paris&city[in]=Rome&age=36', ['u36']],
    ['city=Paris&age[in]=30&age[in]=41', ['u41', 'u30']],
    ['email=u36@x.org', ['u36']],
    ['city=Paris&email=u36%40x.org&age[lte]=40', ['u36']],
    ['city=Rome', []],
  ])('finds the rows of %s', async (query, usernames) => {
    const response = await request(server).get(`/rows/users?${query}`).expect(200);

    expect(users(response.body)).toEqual(usernames);
    expect(requests).toBe(1);
  });

  it.each([
    `id=${2n ** 60n}&at[gte]=2026-11-21T11:00:00%2B01:00`,
    `id=${2n ** 60n}&at=2026-11-21T11:00:00+01:00`,
    'tags[contains]=a&isOpen=true',
    'tags[containsAll]=a&tags[containsAll]=b',
    'scores[entry]=x&scores[entry]=1.5',
  ])('gives values the types of their columns: %s', async (query) => {
    const response = await request(server).get(`/rows/events?${query}`).expect(200);

    expect(response.body).toHaveLength(1);
  });

  it.each([
    ['stops=1&stops=2', 2],
    ['stops=1&stops=2&tags=b&tags=a', 1],
    ['stops=7', 1],
    ['stops=2&stops=1', 0],
  ])('compares frozen lists and sets as wholes: %s', async (query, count) => {
    const response = await request(server).get(`/rows/routes?${query}`).expect(200);

    expect(response.body).toHaveLength(count);
  });

  /** An address, and the same filter in code, both refused for `code`. */
  const refused: readonly [string, string, unknown, string][] = [
    ['users', '', {}, 'empty-filter'],
    ['users', 'age=3', { age: 3 }, 'partition-missing'],
    ['users', 'age[gt]=3', { age: { gt: 3 } }, 'partition-missing'],
    ['people', 'city=a', { city: 'a' }, 'partition-partial'],
    ['users', 'city[gt]=a', { city: { gt: 'a' } }, 'partition-range'],
    ['users', inList('city', 101), { city: { in: numbers(101) } }, 'in-too-long'],
    ['users', 'city=a&username=b', { city: 'a', username: 'b' }, 'clustering-gap'],
    [
      'users',
      'city=a&age[gt]=3&username=b',
      { city: 'a', age: { gt: 3 }, username: 'b' },
      'after-range',
    ],
    ['users', 'city=a&age[gt]=3&age[gte]=4', { city: 'a', age: { gt: 3, gte: 4 } }, 'bounds'],
    ['users', 'city=a&age[in]=3&age[lt]=4', { city: 'a', age: { in: [3], lt: 4 } }, 'bounds'],
    ['users', 'city=a&age[ne]=3', { city: 'a', age: { ne: 3 } }, 'not-equal'],
    ['users', 'city=a&age[between]=3', { city: 'a', age: { between: 3 } }, 'operator'],
    ['users', 'city=a&age[]=3', { city: 'a', age: { '': 3 } }, 'operator'],
    ['users', 'city=a&email[like]=a', { city: 'a', email: { like: 'a' } }, 'like'],
    ['users', 'city=a&name=b', { city: 'a', name: 'b' }, 'not-servable'],
    ['users', 'city=a&nosuch=b', { city: 'a', nosuch: 'b' }, 'unknown-column'],
    ['users', 'city=a&ages=3', { city: 'a', ages: '3' }, 'unknown-column'],
    ['users', 'city=a&age[gte][x]=3', { city: 'a', 'age[gte][x]': '3' }, 'unknown-column'],
    ['users', 'city=a&age[gte=3', { city: 'a', 'age[gte': '3' }, 'unknown-column'],
    ['users', 'city=a&age=three', { city: 'a', age: 'three' }, 'wrong-type'],
    ['users', 'city=a&age=3.5', { city: 'a', age: '3.5' }, 'wrong-type'],
    ['users', 'city=a&age=3000000000', { city: 'a', age: 3_000_000_000 }, 'wrong-type'],
    ['users', 'city=a&age=', { city: 'a', age: '' }, 'wrong-type'],
    ['users', 'city=a&age=3&age=4', { city: 'a', age: [3, 4] }, 'wrong-type'],
    ['users', 'city=a&age[gt]=3&age[gt]=4', { city: 'a', age: { gt: [3, 4] } }, 'wrong-type'],
    ['people', 'city=a&region=b&age=1&uid=x', personOf('x'), 'wrong-type'],
    ['users', 'city=', { city: '' }, 'key-size'],
    ['users', 'token(city)=3', { 'token(city)': '3' }, 'token-in-filter'],
    ['users', 'email[gt]=a', { email: { gt: 'a' } }, 'index-range'],
    ['users', inList('email', 2), { email: { in: numbers(2) } }, 'index-in'],
    ['events', 'id=1&note=a', { id: 1n, note: 'a' }, 'static-filter'],
    ['events', 'id=1&tags=a', { id: 1n, tags: 'a' }, 'collection-equal'],
    ['events', 'id=1&steps[gt]=1', { id: 1n, steps: { gt: 1 } }, 'collection-equal'],
    ['events', 'isOpen[contains]=true', { isOpen: { contains: true } }, 'contains-kind'],
    ['events', 'tags[containsKey]=a', { tags: { containsKey: 'a' } }, 'contains-kind'],
    ['events', 'id=1&place=a', { id: 1n, place: 'a' }, 'udt-filter'],
    ['events', 'id=1&place[street]=a', { id: 1n, place: { street: 'a' } }, 'udt-filter'],
    ['views', 'page=a&views=3', { page: 'a', views: 3n }, 'counter-filter'],
    ['views', 'page=a&views[gt]=3', { page: 'a', views: { gt: 3n } }, 'counter-filter'],
    ['routes', 'stops=1&stops=x', { stops: [1, 'x'] }, 'wrong-type'],
    ['routes', 'stops[in]=1&stops[in]=2', { stops: { in: ['1', '2'] } }, 'wrong-type'],
    ['routes', 'places=a', { places: ['a'] }, 'wrong-type'],
    ['routes', 'start=a', { start: 'a' }, 'wrong-type'],
  ];

  it.each(refused)('refuses %s?%s as code does', async (name, query, filter, code) => {
    const response = await request(server)
      .get(`/rows/${name}?${query}`)
      .expect(400)
      .expect('Content-Type', /application\/problem\+json/);

    const problem = response.body as Problem;
    expect(problem.code).toBe(code);
    const faults = (problem.errors ?? []).map(({ messages, fix, ...fault }) => ({
      code: fault.code,
      problem: messages[0],
      fix,
    }));
    expect(faults).toEqual(faultsInCode(tables[name] ?? UserByCity, filter));
    expect(requests).toBe(0);
  });

  function faultsInCode(table: TableOf<unknown>, filter: unknown): unknown {
    try {
      app
        .get(Cassandra)
        .repository(table)
        .filter(filter as never)
        .toCql();
      return [];
    } catch (error) {
      if (!(error instanceof InvalidRequestError)) throw error;
      return error.faults.map(({ code, problem, fix }) => ({ code, problem, fix }));
    }
  }

  it.each([
    ['__proto__[isAdmin]=true', 'unknown-column'],
    ['__proto__=x', 'unknown-column'],
    ['constructor[prototype]=x', 'unknown-column'],
    ['age[__proto__]=1', 'operator'],
    ['age[constructor]=1', 'operator'],
    ['age=3&age[gt]=1', 'bounds'],
  ])('refuses %s, and leaves every object as it is', async (query, code) => {
    const response = await request(server).get(`/rows/users?city=a&${query}`).expect(400);

    expect((response.body as Problem).code).toBe(code);
    expect({}).not.toHaveProperty('isAdmin');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(requests).toBe(0);
  });

  it('says how a time is written in an address, and repeats no value', async () => {
    const response = await request(server).get('/rows/events?id=1&at=secret').expect(400);

    expect((response.body as Problem).errors).toMatchObject([
      {
        property: 'at',
        code: 'wrong-type',
        messages: [
          '"at" (timestamp) does not take a string.',
          'In an address it is a time with its zone such as 2026-11-21T10:00:00Z.',
        ],
      },
    ]);
    expect(response.text).not.toContain('secret');
  });

  it('refuses an address with more parameters than are read', async () => {
    await request(server)
      .get(`/rows/users?${'city[in]=a&'.repeat(1001)}age=1`)
      .expect(400);

    expect(requests).toBe(0);
  });
});

function numbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index));
}

function inList(column: string, count: number): string {
  return numbers(count)
    .map((number) => `${column}[in]=${number}`)
    .join('&');
}

function personOf(uid: string): unknown {
  return { city: 'a', region: 'b', age: 1, uid };
}
