import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { CassandraError } from '../errors/cassandra-error.js';
import { canPass } from '../errors/can-pass.js';
import { reconcileSchema, type SchemaTarget } from './reconcile-schema.js';
import type { SchemaRunner } from './schema-runner.js';

/** Where the process does not wait for the cluster, nodes that are lost again meanwhile are waited for like the first. */
export async function reconcileInBackground(
  runner: SchemaRunner,
  target: SchemaTarget,
  { retryDelayMs, signal }: { readonly retryDelayMs: number; readonly signal: AbortSignal },
): Promise<void> {
  for (;;) {
    try {
      await reconcileSchema(runner, target);
      return;
    } catch (error) {
      if (signal.aborted || !(error instanceof CassandraError) || !canPass(error)) throw error;
      new Logger('CassandraModule').warn(`The schema is looked at again: ${error.message}`);
      const isClosed = await delay(retryDelayMs, false, { signal }).catch(() => true);
      if (isClosed) throw error;
    }
  }
}
