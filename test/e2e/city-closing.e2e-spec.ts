import { randomUUID } from 'node:crypto';
import { type Server } from 'node:http';
import request from 'supertest';
import { Cassandra } from '../../src/cassandra/index.js';
import { City } from '../../src/cities/city.table.js';
import { type Problem } from '../../src/common/problem/problem.js';
import { type UserPageDto } from '../../src/users/user.dto.js';
import { UserByCity } from '../../src/users/user.table.js';
import { before } from '../support/before.js';
import { aCity } from '../support/builders/cities.js';
import { aUser } from '../support/builders/users.js';
import { type Backend, startBackend } from '../support/api/start-backend.js';

const rounds = 4;
const clients = 50;

describe('a city that is deleted while users move in', () => {
  let backend: Backend;
  let server: Server;

  beforeAll(async () => {
    backend = await startBackend();
    server = backend.app.getHttpServer();
  });

  afterAll(async () => {
    await backend.stop();
  });

  async function statusOf(path: string): Promise<number> {
    return (await request(server).get(path)).status;
  }

  async function createCity(id: number): Promise<void> {
    await request(server).post('/v1/cities').send(aCity({ id })).expect(201);
  }

  /** Marks a city as a process does that was killed in the middle of deleting it. */
  async function mark(id: number, closingAt: Date): Promise<void> {
    await backend.app.get(Cassandra).repository(City).update({ id }, { closingAt });
  }

  it.each(Array.from({ length: rounds }, (_, round) => round))(
    'leaves no user without a city (round %i)',
    async (round) => {
      const city = aCity({ id: 1000 + round });
      await createCity(city.id);
      const post = (client: number): request.Test =>
        request(server)
          .post('/v1/users')
          .send(aUser().called(`r${round}.c${client}`).livingIn(city).row);
      // The deletion comes earlier in each round, and last in none.
      const before = Math.floor((clients * (rounds - round)) / (rounds + 1));
      const [first, deletion, second] = [
        Array.from({ length: before }, (_, index) => post(index)),
        request(server).delete(`/v1/cities/${city.id}`),
        Array.from({ length: clients - before }, (_, index) => post(before + index)),
      ];
      const [deleted, ...posted] = await Promise.all([deletion, ...first, ...second]);

      expect([204, 409]).toContain(deleted.status);
      expect([...new Set(posted.map(({ status }) => status))].sort()).toEqual(
        expect.not.arrayContaining([500, 503, 504]),
      );
      const created = posted.filter(({ status }) => status === 201).length;
      const left: number[] = await Promise.all(
        Array.from({ length: clients }, (_, index) => statusOf(`/v1/users/r${round}.c${index}`)),
      );
      expect(left.filter((status) => status === 200)).toHaveLength(created);
      const isThere = (await statusOf(`/v1/cities/${city.id}`)) === 200;
      expect(isThere).toBe(deleted.status === 409);
      if (isThere) {
        const users = await request(server).get(`/v1/cities/${city.id}/users`).expect(200);
        expect((users.body as UserPageDto).items).toHaveLength(created);
      } else {
        expect(created).toBe(0);
      }
    },
  );

  it('takes nobody in, and undoes a move into it', async () => {
    const [old, closing] = [aCity({ id: 1 }), aCity({ id: 2 })];
    await createCity(1);
    await createCity(2);
    const { row: ada } = aUser().livingIn(old);
    const { row: ben } = aUser().called('ben').livingIn(closing);
    await request(server).post('/v1/users').send(ada).expect(201);
    await mark(2, new Date());

    const posted = await request(server).post('/v1/users').send(ben).expect(409);
    const moved = await request(server)
      .patch(`/v1/users/${ada.username}`)
      .send({ cityId: 2, age: 99 })
      .expect(409);

    for (const { body } of [posted, moved]) expect((body as Problem).code).toBe('city-closing');
    await request(server).get('/v1/users/ben').expect(404);
    await request(server).get(`/v1/users/${ada.username}`).expect(200, ada);
    await request(server)
      .get('/v1/cities/1/users')
      .expect(200, { items: [ada], nextCursor: null });
    await request(server).get('/v1/cities/2/users').expect(200, { items: [], nextCursor: null });
    await request(server).delete('/v1/cities/2').expect(409);
    expect((await request(server).get('/v1/cities/2')).body).toEqual(closing);
  });

  it('is open again when whoever was deleting it was killed', async () => {
    await createCity(3);
    const { row: cleo } = aUser()
      .called('cleo')
      .livingIn(aCity({ id: 3 }));
    await mark(3, new Date(Date.now() - 3_600_000));

    await request(server).post('/v1/users').send(cleo).expect(201);
    await request(server).delete('/v1/cities/3').expect(409);
    await request(server).delete('/v1/users/cleo').expect(204);
    await mark(3, new Date(Date.now() - 3_600_000));
    await request(server).delete('/v1/cities/3').expect(204);
    await request(server).get('/v1/cities/3').expect(404);
  });

  it('takes no user in between the look and the deletion', async () => {
    await createCity(5);
    const { row: eva } = aUser()
      .called('eva')
      .livingIn(aCity({ id: 5 }));
    before(backend.app.get(Cassandra).repository(City), 'delete', () =>
      request(server).post('/v1/users').send(eva).expect(409),
    );

    await request(server).delete('/v1/cities/5').expect(204);

    expect(await statusOf('/v1/users/eva')).toBe(404);
    expect(await statusOf('/v1/cities/5')).toBe(404);
  });

  it('stays while a user moves in whose projected row is not there yet', async () => {
    await createCity(4);
    const { client, keyspace } = backend.app.get(Cassandra);
    const writeId = randomUUID();
    // As a writer leaves it between its transaction and its batch: with a record of it.
    await client.execute(
      `INSERT INTO ${keyspace}.users_intents (minute, shard, id, written_at, write_id, "key.username")
       VALUES (?, 1, uuid(), ?, ?, 'dan')`,
      [new Date(), new Date(), writeId],
      { prepare: true },
    );
    await client.execute(
      `INSERT INTO ${keyspace}.users (username, age, city_id, write_id, created_id)
       VALUES ('dan', 20, 4, ?, ?) IF NOT EXISTS`,
      [writeId, writeId],
      { prepare: true },
    );
    const { keys } = await backend.app.get(Cassandra).openIntents(UserByCity);

    expect(keys).toContainEqual({ username: 'dan' });
    const response = await request(server).delete('/v1/cities/4').expect(409);
    expect((response.body as Problem).code).toBe('city-has-users');
    await request(server).get('/v1/cities/4').expect(200);
  });
});
