import { setTimeout as delay } from 'node:timers/promises';
import {
  CassandraOverloadedError,
  CassandraReadFailureError,
  CassandraReadTimeoutError,
  CassandraRequestTimeoutError,
  CassandraUnavailableError,
  CassandraUnreachableError,
} from '../../cassandra/index.js';

const firstDelayMs = 100;
const maxDelayMs = 5000;

export interface TryAgainOptions {
  /** How long, after failures that pass. */
  readonly forMs: number;
  readonly signal: AbortSignal;
  /** Told of each failure that is tried again after. */
  readonly onFailure?: () => void;
}

/**
 * A read, again after growing waits as long as its failures may pass: a node that is down for half a minute ends nothing. The
 * time counts from the first failure, for the read may have waited long for its turn.
 */
export async function tryAgain<Result>(
  read: () => Promise<Result>,
  { forMs, signal, onFailure }: TryAgainOptions,
): Promise<Result> {
  let giveUpAt = Infinity;
  for (let tries = 0; ; tries++) {
    try {
      return await read();
    } catch (error) {
      giveUpAt = Math.min(giveUpAt, performance.now() + forMs);
      const wait = Math.min(maxDelayMs, firstDelayMs * 2 ** tries) * (0.5 + Math.random());
      if (!mayPass(error) || performance.now() + wait > giveUpAt) throw error;
      onFailure?.();
      await delay(wait, undefined, { signal });
    }
  }
}

/**
 * Also a read failure: replicas give up at too many tombstones, of which a smaller page meets fewer. A connection that was
 * closed here stays closed; its error has no cause.
 */
function mayPass(error: unknown): boolean {
  if (error instanceof CassandraUnreachableError) return error.cause !== undefined;
  return (
    error instanceof CassandraOverloadedError ||
    error instanceof CassandraUnavailableError ||
    error instanceof CassandraReadTimeoutError ||
    error instanceof CassandraRequestTimeoutError ||
    error instanceof CassandraReadFailureError
  );
}
