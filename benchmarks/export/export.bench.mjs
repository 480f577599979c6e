import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectCassandra } from 'cassanest';
import { median } from '../measure/median.mjs';
import { dsbulkCommand, resolveDsbulk } from './dsbulk.mjs';
import { createObservations } from './observations.mjs';

const here = import.meta.dirname;
const cli = join(here, '../../dist/cli/main.js');
const measured = ['--import', join(here, 'measured.mjs')];
const table = 'observations';
const formats = [
  ['csv', 'none'],
  ['csv', 'gzip'],
  ['ndjson', 'none'],
  ['parquet', 'zstd'],
];

/**
 * The export command against the same engine with encoding and files switched off, and against DSBulk where it is asked for:
 * whole processes, in turns, each into an empty folder.
 */
export async function main(args, connection) {
  const { rows, rounds, dsbulk } = readOptions(args);
  const folder = mkdtempSync(join(tmpdir(), 'cassanest-bench-'));
  try {
    await load(connection, rows);
    const ways = waysOf(connection, folder, dsbulk);
    const samples = new Map(ways.map(({ name }) => [name, []]));
    for (let round = 0; round < rounds; round++) {
      const turn = round % ways.length;
      for (const way of [...ways.slice(turn), ...ways.slice(0, turn)]) {
        rmSync(way.to, { recursive: true, force: true });
        samples.get(way.name).push(await run(way, connection));
      }
    }
    print(samples, rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '3' },
      dsbulk: { type: 'boolean', default: false },
    },
  });
  return { ...values, rows: Number(values.rows), rounds: Number(values.rounds) };
}

async function load(connection, rows) {
  const cassandra = await connectCassandra({
    ...connection,
    cursorSecrets: ['of nothing: no cursor is made here'],
  });
  try {
    await createObservations(cassandra.client, connection.keyspace, table, rows);
  } finally {
    await cassandra.close();
  }
}

function waysOf(connection, folder, dsbulk) {
  const { keyspace } = connection;
  const readOnly = JSON.stringify({ connection, keyspace, table });
  const source = ['--keyspace', keyspace, '--table', table];
  const ways = [
    {
      name: 'pages read and dropped',
      to: join(folder, 'none'),
      command: [process.execPath, ...measured, join(here, 'read-only.mjs'), readOnly],
    },
    ...formats.map(([format, compression]) => {
      const to = join(folder, `${format}-${compression}`);
      const how = ['--to', to, '--format', format, '--compression', compression];
      return {
        name: compression === 'none' ? format : `${format} ${compression}`,
        to,
        command: [process.execPath, ...measured, cli, 'export', ...source, ...how],
      };
    }),
  ];
  if (!dsbulk) return ways;
  const to = join(folder, 'dsbulk');
  const classPath = resolveDsbulk(join(folder, 'dsbulk-pom'));
  const command = dsbulkCommand(classPath, { connection, keyspace, table, to });
  return [...ways, { name: 'DSBulk 1.10.0 unload to CSV', to, command }];
}

/** One process from its start to its end. */
async function run(
  { name, command: [program, ...args] },
  { contactPoints, port, localDataCenter, credentials },
) {
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    CASSANDRA_CONTACT_POINTS: contactPoints.join(),
    CASSANDRA_PORT: String(port),
    CASSANDRA_LOCAL_DATACENTER: localDataCenter,
    CASSANDRA_USERNAME: credentials?.username ?? '',
    CASSANDRA_PASSWORD: credentials?.password ?? '',
  };
  const start = performance.now();
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (data) => (errors += data));
  const [code] = await once(child, 'close');
  const seconds = (performance.now() - start) / 1000;
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${errors}`);
  const last = errors.trimEnd().split('\n').at(-1);
  return { seconds, ...(last.startsWith('{') && JSON.parse(last)) };
}

function print(samples, rows) {
  console.log(
    `${rows} rows\n\n| way | wall s | rows/s | CPU µs a row | RSS MiB |\n|---|---:|---:|---:|---:|`,
  );
  for (const [name, all] of samples) {
    const seconds = median(all.map((one) => one.seconds));
    const [{ cpu }] = all;
    const own =
      cpu === undefined
        ? ['', '']
        : [
            ((median(all.map((one) => one.cpu)) * 1e6) / rows).toFixed(2),
            String(Math.round(Math.max(...all.map(({ rss }) => rss)))),
          ];
    console.log(
      `| ${name} | ${seconds.toFixed(2)} | ${Math.round(rows / seconds)} | ${own.join(' | ')} |`,
    );
  }
}
