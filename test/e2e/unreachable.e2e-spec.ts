import { type NestExpressApplication } from '@nestjs/platform-express';
import { type Server } from 'node:http';
import request from 'supertest';
import { type Problem } from '../../src/common/problem/problem.js';
import { paris } from '../support/builders/cities.js';
import { openApp } from '../support/api/start-backend.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

describe('the API without Cassandra', () => {
  const exports = temporaryDirectory();
  let app: NestExpressApplication;
  let server: Server;

  beforeAll(async () => {
    const cassandra = {
      contactPoints: ['127.0.0.1'],
      port: 1,
      localDataCenter: 'datacenter1',
      keyspace: 'nowhere',
      replicas: 1,
      cursorSecrets: [],
    };
    app = await openApp({ cassandra, exports: { root: exports.path } });
    server = app.getHttpServer();
  });

  afterAll(async () => {
    await app.close();
    exports.remove();
  });

  it.each(['application/json', 'application/x-ndjson'])(
    'answers a read as %s with 503, and when to try again',
    async (accept) => {
      const response = await request(server)
        .get('/v1/cities')
        .set('Accept', accept)
        .expect(503)
        .expect('Content-Type', /application\/problem\+json/)
        .expect('Retry-After', /^\d+$/);

      expect((response.body as Problem).code).toBe('unreachable');
      expect(response.text).not.toMatch(/127\.0\.0\.1|SELECT/);
    },
  );

  it('says of a write that it did not happen', async () => {
    const response = await request(server).post('/v1/cities').send(paris).expect(503);

    expect(response.body).toMatchObject({ code: 'unreachable', mayBeApplied: false });
  });

  it('takes no export, and says why', async () => {
    const response = await request(server)
      .post('/v1/exports')
      .send({ source: 'cities', format: 'csv' })
      .expect(503);

    expect(response.body).toMatchObject({ code: 'unreachable' });
  });
});
