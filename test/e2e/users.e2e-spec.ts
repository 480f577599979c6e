import { type Server } from 'node:http';
import request from 'supertest';
import { type Problem } from '../../src/common/problem/problem.js';
import { type UserDto, type UserPageDto } from '../../src/users/user.dto.js';
import { karachi, paris } from '../support/builders/cities.js';
import { aUser } from '../support/builders/users.js';
import { type Backend, startBackend } from '../support/api/start-backend.js';
import { storeCities } from '../support/api/store.js';

let backend: Backend;
let server: Server;

beforeAll(async () => {
  backend = await startBackend();
  server = backend.app.getHttpServer();
  await storeCities(backend, [paris, karachi]);
});

afterAll(async () => {
  await backend.stop();
});

afterEach(async () => {
  for (const { username } of await list('/v1/users')) {
    await request(server).delete(`/v1/users/${username}`).expect(204);
  }
});

async function list(path: string): Promise<readonly UserDto[]> {
  const response = await request(server).get(path).expect(200);
  return (response.body as UserPageDto).items;
}

async function create(user: object): Promise<void> {
  await request(server).post('/v1/users').send(user).expect(201);
}

async function refusal(status: number, call: request.Test): Promise<Problem> {
  const response = await call.expect(status).expect('Content-Type', /application\/problem\+json/);
  return response.body as Problem;
}

describe('POST /v1/users', () => {
  const { row: ada } = aUser();

  it('creates a user, says where, and lets them live in their city', async () => {
    const response = await request(server).post('/v1/users').send(ada).expect(201);

    expect(response.headers.location).toBe('/v1/users/ada.lovelace');
    expect(response.body).toEqual(ada);
    await request(server).get('/v1/users/ada.lovelace').expect(200, ada);
    expect(await list(`/v1/cities/${paris.id}/users`)).toEqual([ada]);
  });

  it('takes a user without a name', async () => {
    const { username, age, cityId } = ada;
    await create({ username, age, cityId });

    expect(await list('/v1/users')).toEqual([{ ...ada, name: null }]);
    expect(await list(`/v1/cities/${paris.id}/users`)).toEqual([{ ...ada, name: null }]);
  });

  it('gives one of 50 clients the username, and tells all others so', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, age) =>
        request(server)
          .post('/v1/users')
          .send({ ...ada, age }),
      ),
    );

    const created = answers.filter(({ status }) => status === 201);
    expect(created).toHaveLength(1);
    const refused = answers.filter(({ status }) => status === 409);
    expect(refused).toHaveLength(49);
    expect((refused[0]?.body as Problem).code).toBe('username-taken');
    expect(await list('/v1/users')).toEqual([created[0]?.body]);
    expect(await list(`/v1/cities/${paris.id}/users`)).toEqual([created[0]?.body]);
  });

  it('refuses a city that is not there', async () => {
    const problem = await refusal(
      422,
      request(server)
        .post('/v1/users')
        .send({ ...ada, cityId: 5 }),
    );

    expect(problem).toMatchObject({ code: 'unknown-city', errors: [{ property: 'cityId' }] });
    await request(server).get(`/v1/users/${ada.username}`).expect(404);
  });

  it('names every property that is wrong', async () => {
    const problem = await refusal(
      400,
      request(server)
        .post('/v1/users')
        .send({ username: '../x', name: '', age: 151, cityId: 'Paris', role: 'admin' }),
    );

    expect(problem.errors?.map(({ property }) => property).sort()).toEqual(
      ['age', 'cityId', 'name', 'role', 'username'].sort(),
    );
  });
});

describe('PATCH /v1/users/{username}', () => {
  const { row: ada } = aUser();

  beforeEach(async () => {
    await create(ada);
  });

  const patch = (changes: object): request.Test =>
    request(server).patch('/v1/users/ada.lovelace').send(changes);

  it('moves a user to another city', async () => {
    const moved = { ...ada, cityId: karachi.id };

    await patch({ cityId: karachi.id }).expect(200, moved);

    expect(await list(`/v1/cities/${karachi.id}/users`)).toEqual([moved]);
    expect(await list(`/v1/cities/${paris.id}/users`)).toEqual([]);
  });

  it('moves a user to another age', async () => {
    await patch({ age: 37 }).expect(200, { ...ada, age: 37 });

    expect(await list(`/v1/cities/${paris.id}/users`)).toEqual([{ ...ada, age: 37 }]);
  });

  it('changes a name, keeps it when absent, clears it by null', async () => {
    await patch({ name: 'Ada King' }).expect(200, { ...ada, name: 'Ada King' });
    expect(await list(`/v1/cities/${paris.id}/users`)).toEqual([{ ...ada, name: 'Ada King' }]);

    await patch({}).expect(200, { ...ada, name: 'Ada King' });

    await patch({ name: null }).expect(200, { ...ada, name: null });
    expect(await list(`/v1/cities/${paris.id}/users`)).toEqual([{ ...ada, name: null }]);
  });

  it('refuses a city that is not there and changes nothing', async () => {
    const problem = await refusal(422, patch({ cityId: 5, age: 1 }));

    expect(problem.code).toBe('unknown-city');
    await request(server).get('/v1/users/ada.lovelace').expect(200, ada);
  });

  it.each([{ age: null }, { cityId: null }, { username: 'x' }, { age: '36' }, { role: 'admin' }])(
    'refuses %j',
    async (changes) => {
      await refusal(400, patch(changes));
    },
  );

  it('makes no user out of a change', async () => {
    const problem = await refusal(404, request(server).patch('/v1/users/nobody').send({ age: 1 }));

    expect(problem.code).toBe('user-not-found');
    expect(await list('/v1/users')).toEqual([ada]);
  });
});

describe('the ETag of a user', () => {
  const { row: ada } = aUser();
  const path = '/v1/users/ada.lovelace';
  const tagOf = async (call: request.Test): Promise<string> =>
    (await call).headers.etag ?? 'no ETag';

  it('is given by POST, GET and PATCH, and changes with every write', async () => {
    const posted = await tagOf(request(server).post('/v1/users').send(ada).expect(201));
    expect(posted).toMatch(/^"\d+"$/);
    expect(await tagOf(request(server).get(path))).toBe(posted);

    const patched = await tagOf(request(server).patch(path).send({ age: 37 }).expect(200));
    expect(patched).not.toBe(posted);
    expect(await tagOf(request(server).get(path))).toBe(patched);
    await request(server).get(path).set('If-None-Match', patched).expect(304);
  });

  it('lets one of two who change the same version do so', async () => {
    const tag = await tagOf(request(server).post('/v1/users').send(ada));
    const patch = (age: number): request.Test =>
      request(server).patch(path).set('If-Match', tag).send({ age });

    await patch(40).expect(200);
    const problem = await refusal(412, patch(50));

    expect(problem).toMatchObject({ code: 'concurrent-update', mayBeApplied: false });
    await request(server)
      .get(path)
      .expect(200, { ...ada, age: 40 });
    expect(await list(`/v1/cities/${paris.id}/users`)).toEqual([{ ...ada, age: 40 }]);
  });

  it.each(['"1"', 'W/"1"', 'nonsense'])('refuses %s, which no user has', async (tag) => {
    await create(ada);
    await refusal(412, request(server).patch(path).set('If-Match', tag).send({ age: 1 }));
    await refusal(404, request(server).patch('/v1/users/nobody').set('If-Match', tag).send({}));
  });

  it('may be any with *, and no list', async () => {
    await create(ada);
    await request(server).patch(path).set('If-Match', '*').send({ age: 1 }).expect(200);
    await refusal(400, request(server).patch(path).set('If-Match', '"1", "2"').send({ age: 2 }));
  });
});

describe('DELETE /v1/users/{username}', () => {
  it('deletes a user, in their city too', async () => {
    await create(aUser().row);

    await request(server).delete('/v1/users/ada.lovelace').expect(204);

    await refusal(404, request(server).get('/v1/users/ada.lovelace'));
    await refusal(404, request(server).delete('/v1/users/ada.lovelace'));
    expect(await list(`/v1/cities/${paris.id}/users`)).toEqual([]);
  });
});

describe('GET /v1/users', () => {
  it('gives pages, and NDJSON', async () => {
    const users = ['a', 'b', 'c'].map((name) => aUser().called(name).row);
    for (const user of users) await create(user);

    const first = await request(server).get('/v1/users?pageSize=2').expect(200);
    const { items, nextCursor } = first.body as UserPageDto;
    const rest = await list(`/v1/users?pageSize=2&cursor=${encodeURIComponent(nextCursor ?? '')}`);
    const stream = await request(server).get('/v1/users').set('Accept', 'application/x-ndjson');

    expect(items).toHaveLength(2);
    expect([...items, ...rest]).toEqual(expect.arrayContaining(users));
    expect(stream.text.trimEnd().split('\n')).toHaveLength(3);
  });
});

describe('GET /v1/cities/{id}/users', () => {
  const path = `/v1/cities/${paris.id}/users`;
  const people = [
    aUser().called('ben').aged(30).row,
    aUser().called('cleo').aged(30).row,
    aUser().called('dan').aged(20).row,
    aUser().called('eva').aged(40).row,
  ];
  const names = async (query: string): Promise<string> =>
    (await list(`${path}${query}`)).map(({ username }) => username).join(' ');

  beforeEach(async () => {
    for (const user of [...people, aUser().called('zoe').livingIn(karachi).row]) await create(user);
  });

  it('lists users by age, and keeps both of one age', async () => {
    expect(await names('')).toBe('dan ben cleo eva');
    expect(await names('?order=asc')).toBe('dan ben cleo eva');
    expect(await names('?order=desc')).toBe('eva cleo ben dan');
  });

  it.each([
    ['?minAge=30', 'ben cleo eva'],
    ['?maxAge=30', 'dan ben cleo'],
    ['?minAge=30&maxAge=30', 'ben cleo'],
    ['?minAge=21&maxAge=40&order=desc', 'eva cleo ben'],
    ['?minAge=41', ''],
  ])('bounds age by %s, inclusively', async (query, expected) => {
    expect(await names(query)).toBe(expected);
  });

  it('goes on from page to page', async () => {
    const first = await request(server).get(`${path}?order=desc&pageSize=3`).expect(200);
    const { items, nextCursor } = first.body as UserPageDto;
    const cursor = encodeURIComponent(nextCursor ?? '');

    expect(items).toHaveLength(3);
    expect(await names(`?order=desc&pageSize=3&cursor=${cursor}`)).toBe('dan');
    const problem = await refusal(400, request(server).get(`${path}?pageSize=3&cursor=${cursor}`));
    expect(problem.code).toBe('invalid-cursor');
  });

  it.each([
    '?minAge=x',
    '?minAge=-1',
    '?maxAge=151',
    '?minAge=40&maxAge=30',
    '?order=up',
    '?name=Ada',
  ])('refuses %s', async (query) => {
    await refusal(400, request(server).get(`${path}${query}`));
  });

  it('answers 404 for a city that is not there', async () => {
    const problem = await refusal(404, request(server).get('/v1/cities/5/users'));

    expect(problem.code).toBe('city-not-found');
  });
});
