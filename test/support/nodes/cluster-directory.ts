import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory } from '../../../src/embedded-cassandra/index.js';

/**
 * An empty data directory among those that `startCassandra` sweeps: the node of a test run that is killed is ended by the
 * next run, wherever it was started.
 */
export function clusterDirectory(): { readonly path: string; remove(): void } {
  const path = join(cacheDirectory(), 'test-clusters', `run-${randomUUID()}`);
  mkdirSync(path, { recursive: true });
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
