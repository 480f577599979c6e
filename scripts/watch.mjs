import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './prepare.mjs';

/** Opens the cluster once, and starts the API on it again and again, as `nest start --watch` does. */
export async function watch() {
  const { readEnvironment } = await import('../dist/config/environment.js');
  const { openCluster } = await import('../dist/local-cluster.js');
  const { connectionToEnvironment } = await import('cassanest/testing');

  let nest;
  let stopping = false;
  const opening = openCluster(readEnvironment(), console.log);
  const stop = async (code) => {
    await (await opening.catch(() => undefined))?.stop();
    process.exit(code);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopping = true;
      if (nest === undefined) stop(0);
      else nest.kill('SIGTERM');
    });
  }

  const cluster = await opening;
  if (stopping) return;
  const given = Boolean(process.env.CASSANDRA_CONTACT_POINTS);
  const connection = given ? {} : connectionToEnvironment(cluster.options);
  nest = spawn(
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
  nest.on('exit', (code) => stop(stopping ? 0 : (code ?? 1)));
}
