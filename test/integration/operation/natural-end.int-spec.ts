import {
  connectionFromEnvironment,
  createTestKeyspace,
} from '../../../src/embedded-cassandra/testing/index.js';
import { Child } from '../../support/child.js';
import { TcpProxy } from '../../support/nodes/tcp-proxy.js';

/**
 * `close()` waits for the connections; what remains afterwards is one timer of a second. A connection that is left would hold
 * the process for the 12 s that the driver waits for an answer, or for ever.
 */
const mostMs = 8000;

describe('A process whose connection was closed', () => {
  const connection = connectionFromEnvironment();
  const [host = ''] = connection.contactPoints;
  let proxy: TcpProxy;
  let child: Child;

  beforeEach(async () => {
    proxy = new TcpProxy({ host, port: connection.port });
    await proxy.start();
    child = new Child('connect-and-close.mjs', {
      ...connection,
      contactPoints: ['127.0.0.1'],
      port: proxy.port,
      keyspace: 'unused',
      timeouts: { connectMs: 1000 },
    });
    await child.until('connected');
  });

  afterEach(async () => {
    child.kill();
    await proxy.stop();
  });

  async function close(): Promise<number> {
    child.send('close');
    await child.until('closed');
    return await child.end();
  }

  it('ends by itself', async () => {
    expect(await close()).toBeLessThan(mostMs);
  });

  it('ends by itself while no node can be reached', async () => {
    await proxy.stop();
    await child.until('reconnecting');
    expect(await close()).toBeLessThan(mostMs);
    await proxy.start();
  });

  it('ends by itself after every node was gone and is back', async () => {
    await proxy.stop();
    await child.until('reconnecting');
    await proxy.start();
    await child.until('host replaced');
    expect(await close()).toBeLessThan(mostMs);
  });

  it('ends by itself while the node takes connections and says nothing', async () => {
    await proxy.stop();
    await child.until('reconnecting');
    proxy.silence();
    await proxy.start();
    expect(await close()).toBeLessThan(mostMs);
  });
});

describe('A process that could not connect', () => {
  const connection = { ...connectionFromEnvironment(), keyspace: 'unused' };

  it.each([
    ['authentication', { credentials: { username: 'nobody', password: 'wrong' } }],
    ['configuration', { localDataCenter: 'nowhere' }],
    ['unreachable', { port: 1, connectTries: 2, connectRetryDelayMs: 20 }],
  ])('ends by itself: %s', async (code, wrong) => {
    const child = new Child('connect-and-fail.mjs', { ...connection, ...wrong });
    try {
      await child.until(code);
      expect(await child.end()).toBeLessThan(mostMs);
    } finally {
      child.kill();
    }
  });
});

describe('A process that closes its connection under 500 reads and writes', () => {
  it('has all of them answered, takes no more, and ends by itself', async () => {
    const keyspace = await createTestKeyspace();
    const child = new Child('close-under-load.mjs', {
      ...keyspace.connection,
      schema: 'sync',
      maxRequestsInFlight: 50,
      timeouts: { readMs: 60_000, writeMs: 60_000, shutdownMs: 60_000 },
    });
    try {
      const report = { answered: 500, failed: 0, foreign: [], late: 'unreachable' };
      expect(await child.report()).toEqual(report);
      expect(await child.end()).toBeLessThan(mostMs);
    } finally {
      child.kill();
      await keyspace.drop();
    }
  });
});
