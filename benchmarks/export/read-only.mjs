// The export with encoding and files switched off: pages are asked for and received as it does, and dropped.
import { randomBytes } from 'node:crypto';
import { connectCassandra } from '../../dist/cassandra/index.js';
import { resolveOptions } from '../../dist/export-engine/options/resolve-options.js';
import { makePlan } from '../../dist/export-engine/plan/make-plan.js';
import { Limits } from '../../dist/export-engine/reading/pace/limits.js';
import { PartPages } from '../../dist/export-engine/reading/part-pages.js';

const { connection, keyspace, table } = JSON.parse(process.argv[2]);
const cassandra = await connectCassandra({
  ...connection,
  cursorSecrets: [randomBytes(32).toString('hex')],
});
const options = resolveOptions({
  connection: cassandra,
  source: { keyspace, table },
  format: 'csv',
  destination: '',
});
const plan = await makePlan(cassandra.client, options);
const { signal } = new AbortController();
const pages = new PartPages(cassandra.client, plan, options, new Limits({}), signal);
const parts = plan.parts.keys();
let rows = 0;
const work = async () => {
  for (const part of parts) for await (const page of pages.pages(part)) rows += page.length;
};
await Promise.all(Array.from({ length: options.concurrency }, work));
process.stdout.write(`${rows} rows\n`);
await cassandra.close();
