import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/** Opens the cluster once, and starts the API on it again and again, as `nest start --watch` does. */
export async function watch() {
  const { readEnvironment } = await import('../dist/config/environment.js');
  const { openCluster } = await import('../dist/local-cluster.js');
  const { connectionToEnvironment } = await import('cassanest/testing');

  const cluster = await openCluster(readEnvironment(), console.log);
  const given = Boolean(process.env.CASSANDRA_CONTACT_POINTS);
  const connection = given ? {} : connectionToEnvironment(cluster.options);
  const nest = spawn(
    process.execPath,
    [
      join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'),
      ...['start', '--watch', '--preserveWatchOutput'],
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, CURSOR_SECRETS: cluster.options.cursorSecrets.join(), ...connection },
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => nest.kill(signal));
  nest.on('exit', async () => {
    await cluster.stop();
    process.exit(0);
  });
}
