import { type Server } from 'node:http';
import request from 'supertest';
import { type CityDto, type CityPageDto } from '../../src/cities/city.dto.js';
import { aCity } from '../support/builders/cities.js';
import { type Backend, startBackend } from '../support/api/start-backend.js';
import { storeCities } from '../support/api/store.js';

const long = `Kar${'x'.repeat(197)}`;
const names = [
  'Karachi',
  'Karlsruhe',
  'KARL',
  'Kas',
  'Ka',
  'São Paulo',
  'SÃO LUÍS',
  'Sao Hill',
  'Sãi',
  "'s-Hertogenbosch",
  "'s-Gravenzande",
  "'t Zand",
  long,
];
const cities = names.map((name, index) =>
  aCity({ id: index + 1, name, country: index < 4 ? 'PK' : 'BR', population: (index % 3) * 100 }),
);

let backend: Backend;
let server: Server;

beforeAll(async () => {
  backend = await startBackend();
  server = backend.app.getHttpServer();
  await storeCities(backend, cities);
});

afterAll(async () => {
  await backend.stop();
});

async function get(query: Readonly<Record<string, string>>): Promise<CityPageDto> {
  const response = await request(server).get('/v1/cities').query(query).expect(200);
  return response.body as CityPageDto;
}

const namesOf = ({ items }: CityPageDto): string[] => items.map(({ name }) => name);

describe('GET /v1/cities?prefix=', () => {
  it.each([
    ['kar', ['Karachi', 'KARL', 'Karlsruhe', long]],
    ['KAR', ['Karachi', 'KARL', 'Karlsruhe', long]],
    ['karl', ['KARL', 'Karlsruhe']],
    ['são', ['SÃO LUÍS', 'São Paulo']],
    ['SA\u0303O', ['SÃO LUÍS', 'São Paulo']],
    ['sao', ['Sao Hill']],
    ["'s-", ["'s-Gravenzande", "'s-Hertogenbosch"]],
    [long, [long]],
    [long.toUpperCase(), [long]],
    [`${long.slice(0, -1)}y`, []],
    ['z', []],
    ['%', []],
  ])('of %j gives %j', async (prefix, expected) => {
    expect(namesOf(await get({ prefix }))).toEqual(expected);
  });

  it('gives whole cities, as many as the limit says', async () => {
    const page = await get({ prefix: 'kar', limit: '2' });

    expect(page).toEqual({ items: [cities[0], cities[2]], nextCursor: null });
  });

  it('gives the rest by cursor, up to the limit', async () => {
    const first = await get({ prefix: 'k', limit: '4', pageSize: '3' });
    const cursor = first.nextCursor ?? '';
    const rest = await get({ prefix: 'k', limit: '4', pageSize: '3', cursor });

    expect([...namesOf(first), ...namesOf(rest)]).toEqual(['Ka', 'Karachi', 'KARL', 'Karlsruhe']);
    expect(rest.nextCursor).toBeNull();
  });

  it('follows a city to its new name', async () => {
    await request(server).patch('/v1/cities/4').send({ name: 'Zkas' }).expect(200);
    expect(namesOf(await get({ prefix: 'kas' }))).toEqual([]);
    expect(namesOf(await get({ prefix: 'zk' }))).toEqual(['Zkas']);
    await request(server).patch('/v1/cities/4').send({ name: 'Kas' }).expect(200);
  });

  it.each(['prefix=', 'prefix=ab&country=PK', 'prefix=a&limit=0', 'prefix=a&limit=101'])(
    'refuses ?%s',
    async (query) => {
      await request(server).get(`/v1/cities?${query}`).expect(400);
    },
  );

  it('refuses a prefix longer than any name', async () => {
    await request(server)
      .get('/v1/cities')
      .query({ prefix: `${long}x` })
      .expect(400);
  });
});

describe('GET /v1/cities?country=', () => {
  const populations = async (query: Readonly<Record<string, string>>): Promise<number[]> =>
    (await get({ country: 'PK', ...query })).items.map(({ population }) => population);

  it('gives the cities of a country, the largest first', async () => {
    expect(await populations({})).toEqual([200, 100, 0, 0]);
    expect((await get({ country: 'FR' })).items).toEqual([]);
  });

  it('bounds the population at both ends, inclusively', async () => {
    expect(await populations({ minPopulation: '100' })).toEqual([200, 100]);
    expect(await populations({ maxPopulation: '100' })).toEqual([100, 0, 0]);
    expect(await populations({ minPopulation: '1', maxPopulation: '199' })).toEqual([100]);
  });

  it('streams them as NDJSON, whole', async () => {
    const response = await request(server)
      .get('/v1/cities?country=PK')
      .set('Accept', 'application/x-ndjson')
      .expect(200);

    const rows = response.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as CityDto);
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual(cities[2]);
  });

  it.each(['country=pk', 'country=PK&minPopulation=5&maxPopulation=4', 'country=PK&limit=5'])(
    'refuses ?%s',
    async (query) => {
      await request(server).get(`/v1/cities?${query}`).expect(400);
    },
  );
});
