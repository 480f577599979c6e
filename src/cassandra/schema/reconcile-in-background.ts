import { Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { mayPass } from '../errors/may-pass.js';
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
      if (!mayPass(error)) throw error;
      new Logger('CassandraModule').warn(`The schema is looked at again: ${error.message}`);
    }
    await delay(retryDelayMs, undefined, { signal });
  }
}
