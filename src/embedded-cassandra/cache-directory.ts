import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where things are kept that can be had again: the class path, the nodes of tests.
 * CASSANEST_CACHE_DIR, else `cassanest` below XDG_CACHE_HOME or ~/.cache.
 */
export function cacheDirectory(environment: NodeJS.ProcessEnv = process.env): string {
  return (
    environment.CASSANEST_CACHE_DIR ??
    join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'cassanest')
  );
}
