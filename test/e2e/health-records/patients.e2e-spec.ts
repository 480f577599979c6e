import { type Server } from 'node:http';
import request from 'supertest';
import { type Problem } from '../../../src/common/problem/problem.js';
import {
  type PatientDto,
  type PatientPageDto,
} from '../../../src/health-records/patients/patient.dto.js';
import { paris } from '../../support/builders/cities.js';
import { aPatient, aPrescription, aTestResult } from '../../support/builders/patients.js';
import { type Backend, startBackend } from '../../support/start-backend.js';
import { storeCities } from '../../support/store.js';

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
