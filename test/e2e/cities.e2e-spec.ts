import { type Server } from 'node:http';
import request from 'supertest';
import { type CityDto, type CityPageDto } from '../../src/cities/city.dto.js';
import { type Problem } from '../../src/common/problem/problem.js';
import { aCity, karachi, paris, someCities } from '../support/builders/cities.js';
import { aUser } from '../support/builders/users.js';
import { type Backend, startBackend } from '../support/api/start-backend.js';
import { storeCities } from '../support/api/store.js';

let backend: Backend;
let server: Server;

beforeAll(async () => {
  backend = await startBackend();
  server = backend.app.getHttpServer();
});

afterAll(async () => {
  await backend.stop();
});

describe('POST /v1/cities', () => {
  it('creates a city and says where it is', async () => {
    const response = await request(server).post('/v1/cities').send(paris).expect(201);

    expect(response.headers.location).toBe(`/v1/cities/${paris.id}`);
    expect(response.body).toEqual(paris);
    await request(server).get(`/v1/cities/${paris.id}`).expect(200, paris);
  });

  it('refuses a city that is there already', async () => {
    await request(server).post('/v1/cities').send(karachi).expect(201);

    const response = await request(server)
      .post('/v1/cities')
      .send({ ...karachi, name: 'Other' })
      .expect(409)
      .expect('Content-Type', /application\/problem\+json/);

    expect(response.body).toMatchObject({ status: 409, title: 'Conflict', code: 'city-exists' });
    await request(server).get(`/v1/cities/${karachi.id}`).expect(200, karachi);
  });

  it('names every property that is wrong, and repeats no value', async () => {
    const response = await request(server)
      .post('/v1/cities')
      .send({ id: 1.5, name: '', country: 'france', population: -1, latitude: 91, mayor: 'secret' })
      .expect(400)
      .expect('Content-Type', /application\/problem\+json/);

    const { errors = [], code } = response.body as Problem;
    expect(code).toBe('invalid-request');
    expect(errors.map(({ property }) => property).sort()).toEqual(
      ['country', 'id', 'latitude', 'longitude', 'mayor', 'name', 'population'].sort(),
    );
    expect(response.text).not.toMatch(/france|secret|91"/);
  });

  it.each([
    ['no body', ''],
    ['no JSON', '{ "name": secret }'],
    ['an array', JSON.stringify([paris])],
    ['a null', 'null'],
  ])('refuses %s', async (_, body) => {
    const response = await request(server)
      .post('/v1/cities')
      .set('Content-Type', 'application/json')
      .send(body);

    expect(response.status).toBe(400);
    expect(response.headers['content-type']).toMatch(/problem\+json/);
    expect(response.text).not.toContain('secret');
  });

  it('does not read forms, which pages of other sites can send', async () => {
    await request(server)
      .post('/v1/exports')
      .type('form')
      .send({ source: 'cities', format: 'csv' })
      .expect(400);
  });

  it('refuses half a character with what is wrong, not with a failure', async () => {
    const response = await request(server)
      .post('/v1/cities')
      .set('Content-Type', 'application/json')
      .send(JSON.stringify(aCity({ id: 77 })).replace('Paris', 'Par\\ud800is'))
      .expect(422);

    expect((response.body as Problem).errors?.[0]?.property).toBe('name');
  });

  it('refuses a body of more than 1 MiB', async () => {
    await request(server)
      .post('/v1/cities')
      .send({ ...paris, name: 'x'.repeat(1_100_000) })
      .expect(413)
      .expect('Content-Type', /problem\+json/);
  });
});

describe('GET /v1/cities/{id}', () => {
  it('answers 404 for a city that is not there', async () => {
    const response = await request(server).get('/v1/cities/999').expect(404);

    expect(response.body).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'city-not-found',
      detail: 'There is no city with this id.',
    });
  });

  it.each(['paris', '1.5', '0', '-1', '2147483648', '1e3', '0x10', '%20', '%E0'])(
    'refuses %p',
    async (id) => {
      await request(server)
        .get(`/v1/cities/${id}`)
        .expect(400)
        .expect('Content-Type', /problem\+json/);
    },
  );
});

describe('PATCH /v1/cities/{id}', () => {
  it('changes what is given and keeps the rest', async () => {
    const city = aCity({ id: 10 });
    await request(server).post('/v1/cities').send(city).expect(201);

    const changed = { ...city, population: 5, name: 'Lutetia' };
    await request(server)
      .patch('/v1/cities/10')
      .send({ population: 5, name: 'Lutetia' })
      .expect(200, changed);
    await request(server).patch('/v1/cities/10').send({}).expect(200, changed);
    await request(server).get('/v1/cities/10').expect(200, changed);
  });

  it('makes no city out of a change', async () => {
    await request(server).patch('/v1/cities/998').send({ population: 5 }).expect(404);
    await request(server).patch('/v1/cities/998').send({}).expect(404);
    await request(server).get('/v1/cities/998').expect(404);
  });

  it.each([{ name: null }, { population: null }, { id: 5 }, { mayor: 'x' }, { latitude: '1' }])(
    'refuses %j',
    async (changes) => {
      await request(server).patch(`/v1/cities/${paris.id}`).send(changes).expect(400);
    },
  );
});

describe('DELETE /v1/cities/{id}', () => {
  it('deletes a city', async () => {
    await request(server)
      .post('/v1/cities')
      .send(aCity({ id: 20 }))
      .expect(201);

    await request(server).delete('/v1/cities/20').expect(204);
    await request(server).get('/v1/cities/20').expect(404);
    await request(server).delete('/v1/cities/20').expect(404);
  });

  it('keeps a city while users live there', async () => {
    const city = aCity({ id: 21 });
    const { row: user } = aUser().livingIn(city);
    await request(server).post('/v1/cities').send(city).expect(201);
    await request(server).post('/v1/users').send(user).expect(201);

    const response = await request(server).delete('/v1/cities/21').expect(409);

    expect((response.body as Problem).code).toBe('city-has-users');
    await request(server).get('/v1/cities/21').expect(200);
    await request(server).delete(`/v1/users/${user.username}`).expect(204);
    await request(server).delete('/v1/cities/21').expect(204);
  });
});

describe('GET /v1/cities', () => {
  const cities = someCities(120).map((city) => ({ ...city, id: city.id + 1_000_000 }));
  let all: CityDto[];

  beforeAll(async () => {
    await storeCities(backend, cities);
    all = await pagesOf('/v1/cities', 500);
  });

  it('gives 50 cities and a cursor unless asked otherwise', async () => {
    const response = await request(server).get('/v1/cities').expect(200);
    const { items, nextCursor } = response.body as CityPageDto;

    expect(items).toHaveLength(50);
    expect(nextCursor).toEqual(expect.any(String));
    expect(response.headers.vary).toMatch(/Accept/);
  });

  it('gives every city once, page by page', async () => {
    const listed = await pagesOf('/v1/cities', 7);

    expect(listed.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
    expect(listed).toEqual(expect.arrayContaining(cities));
  });

  it('streams every city as NDJSON', async () => {
    const response = await request(server)
      .get('/v1/cities')
      .set('Accept', 'application/x-ndjson')
      .expect(200)
      .expect('Content-Type', /application\/x-ndjson/);

    const lines = response.text.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(all);
  });

  it.each(['pageSize=0', 'pageSize=501', 'pageSize=x', 'pageSize=5&pageSize=6', 'cursor=nonsense'])(
    'refuses ?%s',
    async (query) => {
      await request(server).get(`/v1/cities?${query}`).expect(400);
    },
  );

  it.each(['name=Paris', 'closingAt=x', 'limit=10', 'minPopulation=5'])(
    'refuses ?%s',
    async (query) => {
      const response = await request(server).get(`/v1/cities?${query}`).expect(400);

      expect((response.body as Problem).errors).toHaveLength(1);
    },
  );

  it('refuses a page of NDJSON', async () => {
    await request(server)
      .get('/v1/cities?pageSize=5')
      .set('Accept', 'application/x-ndjson')
      .expect(400);
  });

  it('refuses the cursor of another list or page size', async () => {
    const response = await request(server).get('/v1/cities?pageSize=5').expect(200);
    const { nextCursor } = response.body as CityPageDto;
    const cursor = encodeURIComponent(nextCursor ?? '');

    await request(server).get(`/v1/cities?pageSize=5&cursor=${cursor}`).expect(200);
    for (const path of ['/v1/users?pageSize=5', '/v1/cities?pageSize=6']) {
      const refused = await request(server).get(`${path}&cursor=${cursor}`).expect(400);
      expect((refused.body as Problem).code).toBe('invalid-cursor');
    }
  });
});

describe('any other address', () => {
  it('answers 404 as a problem', async () => {
    const response = await request(server)
      .get('/v1/nothing?at=all')
      .expect(404)
      .expect('Content-Type', /application\/problem\+json/);

    expect(response.body).toMatchObject({ status: 404, code: 'not-found' });
    expect(response.text).not.toContain('nothing?');
  });
});

async function pagesOf(path: string, size: number): Promise<CityDto[]> {
  const found: CityDto[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const more: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const response = await request(server).get(`${path}?pageSize=${size}${more}`).expect(200);
    const page = response.body as CityPageDto;
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}
