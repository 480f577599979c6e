import { get, type IncomingMessage } from 'node:http';
import { type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Cassandra } from '../../src/cassandra/index.js';
import { UsersService } from '../../src/users/users.service.js';
import { ApiProcess } from '../support/api/api-process.js';
import { aUser } from '../support/builders/users.js';
import { type Backend, startBackend } from '../support/api/start-backend.js';
import { waitFor } from '../support/wait-for.js';

/** 26 MB in 20 requests to Cassandra: much more than sockets hold on their way. */
const pages = 20;
const users = Array.from(
  { length: pages * 1000 },
  (_, index) => aUser().called(`user${index}`, 'x'.repeat(1200)).row,
);

describe('a list as NDJSON', () => {
  let backend: Backend;
  let reads = 0;
  let underWay = 0;

  beforeAll(async () => {
    backend = await startBackend();
    await backend.app.get(UsersService).load(users);
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
    const execute = client.execute.bind(client) as (...args: unknown[]) => Promise<unknown>;
    const counting = async (cql: string, ...more: unknown[]): Promise<unknown> => {
      if (!cql.includes('"users"')) return await execute(cql, ...more);
      reads += 1;
      underWay += 1;
      return await execute(cql, ...more).finally(() => (underWay -= 1));
    };
    Object.assign(client, { execute: counting });
  }

  async function open(url = urlOf(backend)): Promise<IncomingMessage> {
    return await new Promise((resolve, reject) => {
      get(`${url}/v1/users`, { headers: { accept: 'application/x-ndjson' } }, resolve).on(
        'error',
        reject,
      );
    });
  }

  /** The number of reads once none is under way and it has not grown for eight looks. */
  async function settledReads(): Promise<number> {
    let last = -1;
    let looks = 0;
    return await waitFor('the reading to rest', () => {
      looks = reads === last && underWay === 0 ? looks + 1 : 0;
      last = reads;
      return looks === 8 ? last : null;
    });
  }

  it('gives every row to a client that reads on', async () => {
    expect(await linesOf(await open())).toBe(users.length);
    expect(reads).toBeGreaterThanOrEqual(pages);
  });

  it('waits for a client that does not read, and stops when it leaves', async () => {
    const response = await open();
    response.pause();
    try {
      // How much sockets hold is the machine's: 6 pages, or 16 where a socket may have 32 MiB.
      const whilePaused = await settledReads();
      expect(whilePaused).toBeLessThan(pages);

      response.destroy();
      expect(await settledReads()).toBe(whilePaused);
    } finally {
      response.destroy();
    }
  });

  it('stops reading when a client leaves after 100 lines', async () => {
    const response = await open();
    let lines = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      lines += countLines(chunk);
      if (lines >= 100) break;
    }

    expect(await settledReads()).toBeLessThan(pages / 2);
  });

  it('keeps a page in memory, however slowly 20 000 users are read', async () => {
    const server = ApiProcess.start(backend);
    try {
      const url = await server.url();
      // The code it runs and the connections it has belong to no list.
      await fetch(`${url}/v1/users?pageSize=500`);
      const before = server.residentMiB();
      let most = before;
      let chunks = 0;
      const slowly = async (): Promise<void> => {
        await delay(5);
        if (chunks++ % 20 === 0) most = Math.max(most, server.residentMiB());
      };

      expect(await linesOf(await open(url), slowly)).toBe(users.length);
      expect(most - before).toBeLessThan(30);
    } finally {
      await server.end();
    }
  });
});

function urlOf({ app }: Backend): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

async function linesOf(
  response: IncomingMessage,
  meanwhile = (): Promise<void> => Promise.resolve(),
): Promise<number> {
  let lines = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    lines += countLines(chunk);
    await meanwhile();
  }
  return lines;
}

function countLines(chunk: Buffer): number {
  let lines = 0;
  for (const byte of chunk) lines += byte === 10 ? 1 : 0;
  return lines;
}
