// One Cassandra for all tests that need one: the cluster that CASSANDRA_CONTACT_POINTS names, else a node of our own. With
// CASSANEST_KEEP_NODE=1 that node stays up for the next run. Uses the built package: Jest does not transform this file.
import { connectionToEnvironment, startCassandra } from 'cassanest/testing';

let started;

export default async function globalSetup() {
  if (process.env.CASSANDRA_CONTACT_POINTS) return;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => stopStarted().finally(() => process.exit(130)));
  }
  started = await startCassandra({
    keep: process.env.CASSANEST_KEEP_NODE === '1',
    onProgress: (message) => process.stderr.write(`${message}\n`),
  });
  Object.assign(process.env, connectionToEnvironment(started.connection));
}

/** What `global-teardown.mjs` does. */
export async function stopStarted() {
  await started?.stop();
}
