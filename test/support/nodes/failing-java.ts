import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findJava } from '../../../src/embedded-cassandra/node/java.js';

/** A Java in which nodes fail on every write to a keyspace: a switch that Cassandra has for tests of its own. */
export async function javaFailingOn(keyspace: string, directory: string): Promise<string> {
  const java = await findJava();
  mkdirSync(join(directory, 'bin'), { recursive: true });
  writeFileSync(
    join(directory, 'bin', 'java'),
    `#!/bin/sh\nexec "${java}" -Dcassandra.test.fail_writes_ks=${keyspace} "$@"\n`,
    { mode: 0o755 },
  );
  return directory;
}
