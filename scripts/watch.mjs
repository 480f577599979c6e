import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { root } from './prepare.mjs';

/** Starts the embedded node once and the API again and again, as `nest start --watch` does. */
export async function watch() {
  const environment = { ...process.env };
  let node;
  if (!process.env.CASSANDRA_CONTACT_POINTS) {
    const { startEmbeddedCassandra } = await import('cassanest/embedded');
    const { connectionToEnvironment } = await import('cassanest/testing');
    node = await startEmbeddedCassandra({
      dataDirectory: resolve(root, process.env.DATA_DIR || '.cassandra'),
      onProgress: console.log,
      onUnexpectedEnd: console.error,
    });
    Object.assign(environment, connectionToEnvironment(node.connection));
  }
  const nest = spawn(
    process.execPath,
    [
      join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'),
      'start',
      '--watch',
      '--preserveWatchOutput',
    ],
    { cwd: root, stdio: 'inherit', env: environment },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => nest.kill(signal));
  nest.on('exit', async () => {
    await node?.stop();
    process.exit(0);
  });
}
