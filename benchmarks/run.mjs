// `npm run bench <name> [options]`: one benchmark against the cluster that CASSANDRA_CONTACT_POINTS names, else a node of its own.
import { prepare } from '../scripts/prepare.mjs';

const benchmarks = {
  export: { module: './export/export.bench.mjs', needsCassandra: true },
  'export-latency': { module: './export-latency/export-latency.bench.mjs', needsCassandra: true },
  'health-record': { module: './health-record/health-record.bench.mjs', needsCassandra: true },
  repository: { module: './repository/repository.bench.mjs', needsCassandra: true },
  streaming: { module: './streaming/streaming.bench.mjs', needsCassandra: true },
  typeahead: { module: './typeahead/typeahead.bench.mjs', needsCassandra: true },
  'type-check': { module: './type-check/type-check.bench.mjs', needsCassandra: false },
};

const [name, ...options] = process.argv.slice(2);
const benchmark = Object.hasOwn(benchmarks, name ?? '') ? benchmarks[name] : undefined;
if (benchmark === undefined) {
  console.error(`npm run bench <name>, where the name is ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(1);
}
await prepare();
const { main } = await import(benchmark.module);
if (benchmark.needsCassandra) await withKeyspace(main);
else await main(options);

async function withKeyspace(run) {
  const { createTestKeyspace, startCassandra } = await import('cassanest/testing');
  const given = process.env.CASSANDRA_CONTACT_POINTS;
  // As in production: the fast profile of tests has a Java compiler that makes slower code.
  const node = given ? undefined : await startCassandra({ profile: 'durable', heapMiB: 2048 });
  try {
    const keyspace = await createTestKeyspace(node?.connection);
    try {
      await run(options, keyspace.connection, node);
    } finally {
      await keyspace.drop();
    }
  } finally {
    await node?.stop();
  }
}
