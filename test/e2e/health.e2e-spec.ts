import { Test } from '@nestjs/testing';
import { type NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { AppModule } from '../../src/app.module.js';
import { setUpApp } from '../../src/app.setup.js';
import { Cassandra } from '../../src/cassandra/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../src/embedded-cassandra/testing/index.js';
import { waitFor } from '../support/wait-for.js';

async function startApp(connection: TestKeyspace['connection']): Promise<NestExpressApplication> {
  const options = {
    cassandra: { ...connection, replicas: 1, cursorSecrets: [] },
    exports: { root: '' },
  };
  const module = await Test.createTestingModule({
    imports: [AppModule.forRoot(options)],
  }).compile();
  const app = module.createNestApplication<NestExpressApplication>({ logger: false });
  setUpApp(app);
  return app.init();
}

describe('/health', () => {
  let keyspace: TestKeyspace;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
  });

  afterAll(async () => {
    await keyspace.drop();
  });

  describe('with a cluster', () => {
    let app: NestExpressApplication;

    beforeAll(async () => {
      app = await startApp(keyspace.connection);
      await app.get(Cassandra).connected;
    });

    afterAll(async () => {
      await app.close();
    });

    it('says that the process is up', async () => {
      await request(app.getHttpServer()).get('/health/live').expect(200, { status: 'up' });
    });

    it('says that Cassandra answers', async () => {
      await request(app.getHttpServer()).get('/health/ready').expect(200, { status: 'up' });
    });
  });

  describe('without a cluster', () => {
    let app: NestExpressApplication;

    beforeAll(async () => {
      app = await startApp({ ...keyspace.connection, contactPoints: ['127.0.0.1'], port: 1 });
    });

    afterAll(async () => {
      await app.close();
    });

    it('starts, says that the process is up, and that it is not ready and why', async () => {
      await request(app.getHttpServer()).get('/health/live').expect(200);

      const response = await waitFor('an answer', () =>
        request(app.getHttpServer()).get('/health/ready'),
      );

      expect(response.status).toBe(503);
      expect(JSON.stringify(response.body)).toContain('Cassandra does not answer.');
      expect(JSON.stringify(response.body)).not.toContain('127.0.0.1');
    });
  });
});
