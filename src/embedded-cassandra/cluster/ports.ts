import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';
import { EmbeddedCassandraError } from '../embedded-cassandra.error.js';

/** Below the ranges from which Linux (32768) and macOS (49152) take the ports of outgoing connections. */
const lowest = 20_000;
const highest = 32_000;
const maxTries = 200;

/** True when `port` can be listened on at every one of the addresses. */
export async function isPortFree(port: number, addresses: readonly string[]): Promise<boolean> {
  for (const address of addresses) {
    if (!(await canListen(port, address))) return false;
  }
  return true;
}

/** A port that nobody listens on at any of the addresses, and that is not in `except`. */
export async function findFreePort(
  addresses: readonly string[],
  except: readonly number[] = [],
): Promise<number> {
  for (let tries = 0; tries < maxTries; tries++) {
    const port = randomInt(lowest, highest);
    if (!except.includes(port) && (await isPortFree(port, addresses))) return port;
  }
  throw new EmbeddedCassandraError(
    'port-taken',
    `None of ${maxTries} ports from ${lowest} to ${highest} was free. Give one with cqlPort, or end what listens on them.`,
  );
}

/** Resolves when somebody listens there, else rejects. */
export function connectTo(address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, address);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}

function canListen(port: number, address: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
        resolve(false);
      } else {
        reject(addressMissing(address, error));
      }
    });
    server.listen(port, address, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

function addressMissing(address: string, cause: Error): EmbeddedCassandraError {
  return new EmbeddedCassandraError(
    'address-missing',
    `Nobody can listen at ${address}: ${cause.message}. On macOS each address but the first has to be added: sudo ifconfig lo0 alias ${address} up`,
    { cause },
  );
}
