import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { connectCassandra } from 'cassanest';
import { cpuSecondsOf } from '../measure/server-cpu.mjs';
import { cqlshCommand, resolveCqlsh } from './cqlsh.mjs';
import { dsbulkCommand, resolveDsbulk } from './dsbulk.mjs';
import { createObservations } from './observations.mjs';
import { report } from './report.mjs';
import { settle } from './settle.mjs';

const here = import.meta.dirname;
const cli = join(here, '../../dist/cli/main.js');
const measured = ['--import', join(here, 'measured.mjs')];
const formats = ['csv', 'csv+gzip', 'ndjson', 'parquet+zstd'];

/**
 * The export command against the same engine with encoding and files switched off, and against DSBulk and cqlsh where they are
 * asked for: whole processes, in turns, each into an empty folder. Several numbers of rows give the curve of the cost.
 */
export async function main(args, connection, node) {
  const options = readOptions(args);
  const folder = mkdtempSync(join(tmpdir(), 'cassanest-bench-'));
  const pid = node?.nodes[0]?.pid ?? process.env.CASSANDRA_PID;
  try {
    const rivals = resolveRivals(folder, options);
    for (const rows of options.rows) {
      const source = { connection, keyspace: connection.keyspace, table: `observations_${rows}` };
      await load({ ...source, credentials: node?.superuser ?? connection.credentials }, rows);
      const ways = [...ownWays(source, folder, options), ...rivals.map((way) => way(source))];
      report(await measure(ways, options, connection, pid), rows);
    }
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
      formats: { type: 'string', default: formats.join() },
      dsbulk: { type: 'boolean', default: false },
      // Takes minutes: in so many of the rounds.
      cqlsh: { type: 'string', default: '0' },
    },
  });
  return {
    ...values,
    rows: values.rows.split(',').map(Number),
    formats: values.formats.split(','),
    rounds: Number(values.rounds),
    cqlsh: Number(values.cqlsh),
  };
}

async function load({ connection, keyspace, table, credentials }, rows) {
  const cassandra = await connectCassandra({
    ...connection,
    credentials,
    cursorSecrets: ['of nothing: no cursor is made here'],
  });
  try {
    await createObservations(cassandra.client, keyspace, table, rows);
    await settle(cassandra.client, keyspace, table);
  } finally {
    await cassandra.close();
  }
}

function resolveRivals(folder, { dsbulk, cqlsh }) {
  const rivals = [];
  if (dsbulk) {
    const classPath = resolveDsbulk(join(folder, 'dsbulk-pom'));
    const to = join(folder, 'dsbulk');
    rivals.push((source) => ({
      name: 'DSBulk 1.10.0 unload to CSV',
      to,
      command: dsbulkCommand(classPath, { ...source, to }),
    }));
  }
  if (cqlsh > 0) {
    const program = resolveCqlsh(join(folder, 'python'));
    const to = join(folder, 'cqlsh');
    rivals.push((source) => ({
      name: 'cqlsh 6.2.2 COPY TO',
      to,
      rounds: cqlsh,
      command: cqlshCommand(program, { ...source, to }),
    }));
  }
  return rivals;
}

function ownWays(source, folder, options) {
  const { keyspace, table } = source;
  const readOnly = {
    name: 'pages read and dropped',
    to: join(folder, 'none'),
    command: [process.execPath, ...measured, join(here, 'read-only.mjs'), JSON.stringify(source)],
  };
  const exports = options.formats.map((name) => {
    const [format, compression = 'none'] = name.split('+');
    const to = join(folder, name);
    const what = ['--keyspace', keyspace, '--table', table, '--to', join(to, 'export')];
    const how = ['--format', format, '--compression', compression];
    return { name, to, command: [process.execPath, ...measured, cli, 'export', ...what, ...how] };
  });
  return [readOnly, ...exports];
}

/** In turns, each round beginning with another way, so that what else the machine does meets all alike. */
async function measure(ways, { rounds }, connection, pid) {
  const samples = new Map(ways.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const turn = round % ways.length;
    for (const way of [...ways.slice(turn), ...ways.slice(0, turn)]) {
      if (round >= (way.rounds ?? rounds)) continue;
      rmSync(way.to, { recursive: true, force: true });
      mkdirSync(way.to);
      const before = cpuSecondsOf(pid);
      const sample = await run(way, connection);
      const after = cpuSecondsOf(pid);
      samples
        .get(way.name)
        .push({ ...sample, ...(after !== undefined && { serverCpu: after - before }) });
      rmSync(way.to, { recursive: true });
    }
  }
  return samples;
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
