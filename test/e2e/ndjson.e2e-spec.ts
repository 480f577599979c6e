import { get, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { Cassandra } from '../../src/cassandra/index.js';
import { someCities } from '../support/builders/cities.js';
import { type Backend, startBackend } from '../support/start-backend.js';
import { storeCities } from '../support/store.js';
import { waitFor } from '../support/wait-for.js';

/** 24 MB in 12 requests to Cassandra: much more than sockets hold on their way. */
const cities = someCities(12_000).map((city) => ({ ...city, name: 'x'.repeat(2000) }));

describe('a list as NDJSON', () => {
  let backend: Backend;
  let reads = 0;

  beforeAll(async () => {
    backend = await startBackend();
    await storeCities(backend, cities);
    countReads();
    await backend.app.listen(0, '127.0.0.1');
  });

  beforeEach(() => {
    reads = 0;
  });

  afterAll(async () => {
    await backend.stop();
  });

  function countReads(): void {
    const { client } = backend.app.get(Cassandra);
    const execute = client.execute.bind(client) as (...args: unknown[]) => unknown;
    const counting = (...args: unknown[]): unknown => {
      reads += 1;
      return execute(...args);
    };
    Object.assign(client, { execute: counting });
  }

  async function open(): Promise<IncomingMessage> {
    const { port } = backend.app.getHttpServer().address() as AddressInfo;
    return await new Promise((resolve, reject) => {
      get(
        `http://127.0.0.1:${port}/v1/cities`,
        { headers: { accept: 'application/x-ndjson' } },
        resolve,
      ).on('error', reject);
    });
  }

  /** The number of reads once it has not grown between two looks. */
  async function settledReads(): Promise<number> {
    let last = -1;
    let looks = 0;
    return await waitFor('the reading to rest', () => {
      looks = reads === last ? looks + 1 : 0;
      last = reads;
      return looks === 8 ? last : null;
    });
  }

  it('gives every row to a client that reads on', async () => {
    let bytes = 0;
    let lines = 0;
    for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      for (const byte of chunk) lines += byte === 10 ? 1 : 0;
    }

    expect(lines).toBe(cities.length);
    expect(bytes).toBeGreaterThan(24_000_000);
    expect(reads).toBeGreaterThanOrEqual(12);
  });

  it('waits for a client that does not read, and stops when it leaves', async () => {
    const response = await open();
    response.pause();

    const whilePaused = await settledReads();
    expect(whilePaused).toBeLessThan(10);

    response.destroy();
    expect(await settledReads()).toBe(whilePaused);
  });

  it('stops reading when a client leaves that was reading', async () => {
    const response = await open();
    await new Promise((resolve) => response.once('data', resolve));
    response.destroy();

    expect(await settledReads()).toBeLessThan(10);
  });
});
