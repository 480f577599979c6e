import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { connectCassandra } from 'cassanest';
import { settle } from '../export/settle.mjs';
import { median } from '../measure/median.mjs';
import { Api } from './api.mjs';
import { requestsDuring } from './requests.mjs';
import { loadTestResults } from './test-results.mjs';

const users = 200;
const requestsPerSecond = 50;
const limitMs = 20;
const cityId = 1;

/**
 * How long the API's event loop is held up, and how long `GET /v1/users/{username}` takes, without an export, with one at half
 * of its speed and with one at full speed: the API in a process of its own, requests from this one.
 */
export async function main(args, connection, node) {
  const options = readOptions(args);
  const exportRoot = mkdtempSync(join(tmpdir(), 'cassanest-bench-'));
  const api = new Api(connection, exportRoot);
  try {
    await api.start();
    await fill(
      api,
      { ...connection, credentials: node?.superuser ?? connection.credentials },
      options,
    );
    report(await measure(api, options), options);
  } finally {
    await api.stop();
    rmSync(exportRoot, { recursive: true, force: true });
  }
}

function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '1000000' },
      format: { type: 'string', default: 'csv' },
      compression: { type: 'string' },
      rounds: { type: 'string', default: '2' },
      seconds: { type: 'string', default: '10' },
    },
  });
  const { rows, rounds, seconds } = values;
  return { ...values, rows: Number(rows), rounds: Number(rounds), seconds: Number(seconds) };
}

async function fill(api, connection, { rows }) {
  const place = { population: 1, latitude: 52.5, longitude: 13.4 };
  await api.send('POST', '/v1/cities', { id: cityId, name: 'Berlin', country: 'DE', ...place });
  for (let number = 0; number < users; number++) {
    await api.send('POST', '/v1/users', { username: nameOf(number), age: number % 100, cityId });
  }
  const cassandra = await connectCassandra({ ...connection, cursorSecrets: ['s'.repeat(32)] });
  try {
    await loadTestResults(cassandra.client, connection.keyspace, rows);
    await settle(cassandra.client, connection.keyspace, 'test_results');
  } finally {
    await cassandra.close();
  }
}

const nameOf = (number) => `user-${number % users}`;

/** In turns, so that what else the machine does meets all alike. The first export, which is not counted, tells the full speed. */
async function measure(api, { rounds, seconds, format, compression }) {
  const job = { source: 'test_results', format, ...(compression !== undefined && { compression }) };
  await exportsFor(api, job, seconds);
  const full = await exportsFor(api, job, seconds);
  const half = { ...job, rowsPerSecond: Math.round(full / 2) };
  const states = {
    'no export': async () => {
      await delay(seconds * 1000);
      return 0;
    },
    [`half speed (${half.rowsPerSecond} rows/s)`]: () => exportsFor(api, half, seconds),
    'full speed': () => exportsFor(api, job, seconds),
  };
  const samples = new Map(Object.keys(states).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, state] of Object.entries(states)) {
      await api.eventLoop();
      const work = state();
      const urlOf = (number) => `${api.url}/v1/users/${nameOf(number)}`;
      const times = await requestsDuring(work, urlOf, requestsPerSecond);
      samples.get(name).push({ times, rowsPerSecond: await work, loop: await api.eventLoop() });
    }
  }
  return samples;
}

/** One export after the other, for so long or a little longer; gives the rows a second of those that were read. */
async function exportsFor(api, job, seconds) {
  let rows = 0;
  let ms = 0;
  for (const giveUpAt = Date.now() + seconds * 1000; Date.now() < giveUpAt;) {
    const { id } = await api.send('POST', '/v1/exports', job);
    let state;
    do {
      await delay(200);
      const found = await api.send('GET', `/v1/exports/${id}`);
      if (found.error !== null) throw new Error(found.error.message);
      ({ state } = found);
    } while (state !== 'SUCCEEDED');
    const manifest = await api.send('GET', `/v1/exports/${id}/manifest`);
    rows += manifest.rows;
    ms += Date.parse(manifest.finishedAt) - Date.parse(manifest.startedAt);
    await api.send('DELETE', `/v1/exports/${id}`);
  }
  return (rows * 1000) / ms;
}

function report(samples, { rows, format, compression }) {
  const how = compression ?? (format === 'parquet' ? 'zstd' : 'none');
  console.log(`\nAn export of ${rows} test results, ${format}+${how}\n`);
  console.log(
    '| export | rows/s | requests | GET median ms | GET p99 ms | event loop median ms | p99 ms | longest ms |',
  );
  console.log('|---|---:|---:|---:|---:|---:|---:|---:|');
  let atHalf = 0;
  for (const [name, all] of samples) {
    const times = all.flatMap((one) => one.times).toSorted((a, b) => a - b);
    const p99 = times[Math.ceil(times.length * 0.99) - 1];
    const loop = (key) => all.map((one) => one.loop[key]);
    const [worst, longest] = [Math.max(...loop('p99')), Math.max(...loop('max'))];
    if (name.startsWith('half')) atHalf = worst;
    const rate = Math.round(median(all.map((one) => one.rowsPerSecond)));
    const cells = [median(times), p99, median(loop('p50')), worst, longest];
    console.log(
      `| ${name} | ${rate} | ${times.length} | ${cells.map((ms) => ms.toFixed(1)).join(' | ')} |`,
    );
  }
  console.log(
    `\nEvent-loop delay p99 at half speed, of the worst round: ${atHalf.toFixed(1)} ms (under ${limitMs})`,
  );
}
