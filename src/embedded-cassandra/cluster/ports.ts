import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the ranges from which Linux (32768) and macOS (49152) take the ports of outgoing connections. */
const lowest = 20_000;
const highest = 32_000;

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
  for (;;) {
    const port = randomInt(lowest, highest);
    if (!except.includes(port) && (await isPortFree(port, addresses))) return port;
  }
}

function canListen(port: number, address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, address, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
