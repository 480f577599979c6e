import { type NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import {
  Cassandra,
  connectCassandra,
  double,
  int,
  Table,
  text,
} from '../../src/cassandra/index.js';
import { type CityPageDto } from '../../src/cities/city.dto.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../src/embedded-cassandra/testing/index.js';
import { SampleDataService } from '../../src/sample-data/sample-data.service.js';
import { SampleDataSet } from '../../src/sample-data/sample-data.table.js';
import { type UserPageDto } from '../../src/users/user.dto.js';
import { karachi, paris } from '../support/builders/cities.js';
import { aUser } from '../support/builders/users.js';
import { openApp } from '../support/api/start-backend.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

class OldCity extends Table('cities', {
  columns: {
    id: int(),
    name: text(),
    country: text(),
    population: int(),
    latitude: double(),
    longitude: double(),
  },
  partitionKey: ['id'],
}) {}
class OldUser extends Table('users', {
  columns: { username: text(), name: text().nullable(), age: int(), cityId: int() },
  partitionKey: ['username'],
}) {}
class OldUserByCity extends Table('users_by_city', {
  columns: { cityId: int(), age: int(), username: text(), name: text().nullable() },
  partitionKey: ['cityId'],
  clusteringKey: ['age', 'username'],
}) {}

describe('a keyspace that a version without projections has filled', () => {
  const { row: ada } = aUser();
  const exports = temporaryDirectory();
  let keyspace: TestKeyspace;
  let app: NestExpressApplication;
  const reports: string[] = [];

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    await fill();
    app = await openApp({
      cassandra: { ...keyspace.connection, replicas: 1, cursorSecrets: ['s'.repeat(32)] },
      exports: { root: exports.path },
    });
    await app.get(Cassandra).connected;
    await app.get(SampleDataService).load((message) => reports.push(message));
  });

  afterAll(async () => {
    await app.close();
    await keyspace.drop();
    exports.remove();
  });

  async function fill(): Promise<void> {
    const old = await connectCassandra({
      ...keyspace.connection,
      schema: 'sync',
      tables: [OldCity, OldUser, OldUserByCity, SampleDataSet],
    });
    for (const city of [paris, karachi]) await old.repository(OldCity).insert(city);
    await old.repository(OldUser).insert(ada);
    await old.repository(OldUserByCity).insert(ada);
    const loadedAt = new Date();
    for (const name of ['cities and users', 'health records']) {
      await old.repository(SampleDataSet).insert({ name, rows: 3, loadedAt });
    }
    await old.close();
  }

  it('has its projections filled at the next start, and says so', async () => {
    const list = await request(app.getHttpServer()).get('/v1/cities?prefix=kar').expect(200);
    expect((list.body as CityPageDto).items).toEqual([karachi]);
    const country = await request(app.getHttpServer()).get('/v1/cities?country=FR').expect(200);
    expect((country.body as CityPageDto).items).toEqual([paris]);
    expect(reports).toContain('Filling the projections of cities: 2 rows');
  });

  it('has rows that are changed and moved like any other', async () => {
    const server = app.getHttpServer();
    const { headers } = await request(server).get('/v1/users/ada.lovelace').expect(200, ada);
    await request(server)
      .patch('/v1/users/ada.lovelace')
      .set('If-Match', headers.etag ?? '')
      .send({ cityId: karachi.id })
      .expect(200);

    const users = async (id: number): Promise<unknown> =>
      ((await request(server).get(`/v1/cities/${id}/users`)).body as UserPageDto).items;
    expect(await users(paris.id)).toEqual([]);
    expect(await users(karachi.id)).toEqual([{ ...ada, cityId: karachi.id }]);
  });

  it('is filled once', async () => {
    const again: string[] = [];
    await app.get(SampleDataService).load((message) => again.push(message));
    expect(again.filter((message) => message.startsWith('Filling'))).toEqual([]);
  });
});
