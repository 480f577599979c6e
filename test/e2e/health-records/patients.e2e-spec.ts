import { type Server } from 'node:http';
import request from 'supertest';
import { Cassandra } from '../../../src/cassandra/index.js';
import { City } from '../../../src/cities/city.table.js';
import { type CityDto } from '../../../src/cities/city.dto.js';
import { type Problem } from '../../../src/common/problem/problem.js';
import {
  type PatientDto,
  type PatientPageDto,
} from '../../../src/health-records/patients/patient.dto.js';
import { Patient } from '../../../src/health-records/patients/patient.table.js';
import { aCity, paris } from '../../support/builders/cities.js';
import { aPatient, aPrescription, aTestResult } from '../../support/builders/patients.js';
import { before } from '../../support/before.js';
import { type Backend, startBackend } from '../../support/api/start-backend.js';
import { storeCities } from '../../support/api/store.js';

const nobody = '00000000-0000-4000-8000-000000000000';

let backend: Backend;
let server: Server;

beforeAll(async () => {
  backend = await startBackend();
  server = backend.app.getHttpServer();
  await storeCities(backend, [paris]);
});

afterAll(async () => {
  await backend.stop();
});

async function create(patient: object = aPatient()): Promise<PatientDto> {
  const response = await request(server).post('/v1/patients').send(patient).expect(201);
  return response.body as PatientDto;
}

describe('POST /v1/patients', () => {
  it('creates a patient and says where they are', async () => {
    const response = await request(server)
      .post('/v1/patients')
      .send(aPatient({ cityId: paris.id }))
      .expect(201);

    const { location = '' } = response.headers as { location?: string };
    expect(response.body).toEqual({
      ...aPatient({ cityId: paris.id }),
      id: location.replace('/v1/patients/', ''),
    });
    await request(server).get(location).expect(200, response.body);
  });

  it.each([
    ['birthDate', '2026-02-30'],
    ['birthDate', '2999-01-01'],
    ['birthDate', '1849-12-31'],
    ['birthDate', '1985-03-09T00:00:00Z'],
    ['sex', 'F'],
    ['givenName', ''],
    ['familyName', 'x'.repeat(201)],
    ['cityId', 1.5],
    ['ssn', '999-26-8916'],
  ])('refuses %s %p', async (property, value) => {
    const response = await request(server)
      .post('/v1/patients')
      .send(aPatient({ [property]: value }))
      .expect(400);

    expect((response.body as Problem).errors?.map((fault) => fault.property)).toEqual([property]);
  });

  it('refuses a city that is not there', async () => {
    const response = await request(server)
      .post('/v1/patients')
      .send(aPatient({ cityId: 12 }))
      .expect(422);

    expect(response.body).toMatchObject({ code: 'unknown-city' });
  });
});

describe('GET /v1/patients', () => {
  it('lists every patient, page by page', async () => {
    const made = [await create(), await create(), await create()];
    const ids: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const response = await request(server).get(`/v1/patients?pageSize=2${query}`).expect(200);
      const page = response.body as PatientPageDto;
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(made.map(({ id }) => id)));
  });
});

describe('GET /v1/patients/{id}', () => {
  it('takes an id in capitals', async () => {
    const { id } = await create();

    await request(server).get(`/v1/patients/${id.toUpperCase()}`).expect(200);
  });

  it('answers 404 for a patient who is not there, and 400 for what is no id', async () => {
    const response = await request(server).get(`/v1/patients/${nobody}`).expect(404);

    expect(response.body).toMatchObject({ code: 'patient-not-found' });
    await request(server).get('/v1/patients/12').expect(400);
  });
});

describe('PATCH /v1/patients/{id}', () => {
  it('changes what is given, keeps the rest, and clears the city', async () => {
    const { id } = await create(aPatient({ cityId: paris.id }));

    const response = await request(server)
      .patch(`/v1/patients/${id}`)
      .send({ familyName: 'Murray', cityId: null })
      .expect(200);

    expect(response.body).toEqual({ ...aPatient({ familyName: 'Murray', cityId: null }), id });
  });

  it('answers 404 for a patient who is not there, and brings nobody into being', async () => {
    await request(server).patch(`/v1/patients/${nobody}`).send({ sex: 'other' }).expect(404);
    await request(server).get(`/v1/patients/${nobody}`).expect(404);
  });

  it.each(['givenName', 'birthDate', 'sex'])('refuses a null %s', async (property) => {
    const { id } = await create();

    await request(server)
      .patch(`/v1/patients/${id}`)
      .send({ [property]: null })
      .expect(400);
  });

  it.each([
    ['prescriptions', aPrescription({ prescribedAt: '1990-01-01T00:00:00Z', stop: null })],
    ['test-results', aTestResult({ effectiveAt: '1990-01-01T00:00:00Z' })],
  ])('refuses a day of birth after the first of the %s', async (part, record) => {
    const { id } = await create();
    await request(server).post(`/v1/patients/${id}/${part}`).send(record).expect(201);

    const response = await request(server)
      .patch(`/v1/patients/${id}`)
      .send({ birthDate: '1990-01-03' })
      .expect(422);

    expect(response.body).toMatchObject({ code: 'before-birth' });
    await request(server).patch(`/v1/patients/${id}`).send({ birthDate: '1990-01-01' }).expect(200);
  });
});

describe('DELETE /v1/cities/{id} where patients live', () => {
  let city: CityDto;
  let nextId = 4000;

  beforeEach(async () => {
    city = aCity({ id: nextId++ });
    await request(server).post('/v1/cities').send(city).expect(201);
  });

  async function cityStatus(): Promise<number> {
    return (await request(server).get(`/v1/cities/${city.id}`)).status;
  }

  it('is refused until the last of them has moved or is gone', async () => {
    const [moving, leaving] = [await create(aPatient({ cityId: city.id })), await create()];
    await request(server).patch(`/v1/patients/${leaving.id}`).send({ cityId: city.id }).expect(200);

    const response = await request(server).delete(`/v1/cities/${city.id}`).expect(409);
    expect(response.body).toMatchObject({ code: 'city-has-patients' });
    await request(server).patch(`/v1/patients/${moving.id}`).send({ cityId: paris.id }).expect(200);
    await request(server).delete(`/v1/cities/${city.id}`).expect(409);
    await request(server).delete(`/v1/patients/${leaving.id}`).expect(204);

    await request(server).delete(`/v1/cities/${city.id}`).expect(204);
    expect(await cityStatus()).toBe(404);
  });

  it('takes no patient in between the look and the deletion', async () => {
    const cities = backend.app.get(Cassandra).repository(City);
    const patient = aPatient({ cityId: city.id });
    before(cities, 'delete', () => request(server).post('/v1/patients').send(patient).expect(422));

    await request(server).delete(`/v1/cities/${city.id}`).expect(204);

    const patients = backend.app.get(Cassandra).repository(Patient);
    expect(await patients.filter({ cityId: city.id }).all()).toEqual([]);
    expect(await cityStatus()).toBe(404);
  });

  it('leaves no patient behind who was created after it', async () => {
    const patients = backend.app.get(Cassandra).repository(Patient);
    before(patients, 'insertIfNotExists', () =>
      request(server).delete(`/v1/cities/${city.id}`).expect(204),
    );

    const response = await request(server)
      .post('/v1/patients')
      .send(aPatient({ cityId: city.id }))
      .expect(422);

    expect(response.body).toMatchObject({ code: 'unknown-city' });
    expect(await patients.filter({ cityId: city.id }).all()).toEqual([]);
  });

  it('leaves a patient as they were who moved in after it', async () => {
    const patient = await create(aPatient({ cityId: paris.id }));
    before(backend.app.get(Cassandra).repository(Patient), 'update', () =>
      request(server).delete(`/v1/cities/${city.id}`).expect(204),
    );

    await request(server)
      .patch(`/v1/patients/${patient.id}`)
      .send({ cityId: city.id, familyName: 'Murray' })
      .expect(422);

    await request(server).get(`/v1/patients/${patient.id}`).expect(200, patient);
  });

  it('leaves no patient in a city that is gone, whoever comes first', async () => {
    for (let round = 0; round < 10; round++) {
      const id = nextId++;
      await request(server).post('/v1/cities').send(aCity({ id })).expect(201);
      const moving = await create();
      const answers = await Promise.all([
        request(server).delete(`/v1/cities/${id}`),
        request(server)
          .post('/v1/patients')
          .send(aPatient({ cityId: id })),
        request(server).patch(`/v1/patients/${moving.id}`).send({ cityId: id }),
      ]);

      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      const residents = backend.app.get(Cassandra).repository(Patient).filter({ cityId: id });
      const isThere = (await request(server).get(`/v1/cities/${id}`)).status === 200;
      expect([isThere, (await residents.all()).length > 0]).not.toEqual([false, true]);
    }
  });
});
