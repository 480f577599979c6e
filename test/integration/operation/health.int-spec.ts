import { Controller, Get } from '@nestjs/common';
import { type NestExpressApplication } from '@nestjs/platform-express';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { CassandraModule } from '../../../src/cassandra/index.js';
import { CassandraHealthIndicator } from '../../../src/cassandra/health/index.js';
import {
  createTestKeyspace,
  type TestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { TcpProxy } from '../../support/nodes/tcp-proxy.js';

/** Of the check that goes through the proxy; set per test. */
let timeoutMs = 10_000;

@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly cassandra: CassandraHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  check(): ReturnType<HealthCheckService['check']> {
    return this.health.check([
      () => this.cassandra.pingCheck('cassandra'),
      () => this.cassandra.pingCheck('archive', { connection: 'archive', timeoutMs }),
    ]);
  }
}

describe('CassandraHealthIndicator', () => {
  let keyspace: TestKeyspace;
  let proxy: TcpProxy;
  let app: NestExpressApplication;

  beforeAll(async () => {
    keyspace = await createTestKeyspace();
    const [host = ''] = keyspace.connection.contactPoints;
    proxy = new TcpProxy({ host, port: keyspace.connection.port });
    await proxy.start();
    const archive = { contactPoints: ['127.0.0.1'], port: proxy.port };
    const module = await Test.createTestingModule({
      imports: [
        TerminusModule.forRoot({ logger: false }),
        CassandraModule.forRoot(keyspace.connection),
        CassandraModule.forRoot({
          ...keyspace.connection,
          ...archive,
          timeouts: { connectMs: 1000 },
          name: 'archive',
        }),
      ],
      controllers: [HealthController],
      providers: [CassandraHealthIndicator],
    }).compile();
    app = await module.createNestApplication<NestExpressApplication>({ logger: false }).init();
  });

  afterAll(async () => {
    await app.close();
    await proxy.stop();
    await keyspace.drop();
  });

  it('is up where both connections answer', async () => {
    const response = await request(app.getHttpServer()).get('/health').expect(200);
    expect(response.body).toMatchObject({
      status: 'ok',
      info: { cassandra: { status: 'up' }, archive: { status: 'up' } },
    });
  });

  it('is given its options as an object: a number would not be heard', async () => {
    const indicator = app.get(CassandraHealthIndicator);
    for (const options of [500, null, []]) {
      const check = indicator.pingCheck('cassandra', options as never);
      await expect(check).rejects.toThrow('pingCheck: give an object, such as { timeoutMs: 500 }');
    }
  });

  it('is down for the one that does not, within its time, and does not say where that is', async () => {
    proxy.silence();
    timeoutMs = 200;
    const startedAt = Date.now();
    const response = await request(app.getHttpServer()).get('/health').expect(503);
    expect(Date.now() - startedAt).toBeLessThan(5000);
    expect(response.body).toMatchObject({
      status: 'error',
      info: { cassandra: { status: 'up' } },
      error: { archive: { status: 'down', code: 'request-timeout' } },
    });
    expect(JSON.stringify(response.body)).not.toContain('127.0.0.1');
  });
});
