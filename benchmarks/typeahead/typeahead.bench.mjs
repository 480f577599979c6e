import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Cassandra } from 'cassanest';
import { Agent, get } from 'node:http';
import { AppModule } from '../../dist/app.module.js';
import { setUpApp } from '../../dist/app.setup.js';
import { CitiesService } from '../../dist/cities/cities.service.js';
import { foldName, initialOf, prefixRange } from '../../dist/common/text/folded-name.js';
import { sampleCities } from '../../dist/sample-data/sample-cities.js';
import { median } from '../measure/median.mjs';
import { runConcurrently } from '../measure/sample.mjs';

const limit = 10;
const concurrency = 32;
const rounds = 8;
const perRound = 500;
const inserted = 4000;

/** Typeahead over all cities, through HTTP, by the service and by the driver alone; and how fast the cities are loaded. */
export async function main(_args, connection) {
  const cassandra = { ...connection, replicas: 1, cursorSecrets: ['s'.repeat(32)] };
  const app = await NestFactory.create(
    AppModule.forRoot({ cassandra, exports: { root: 'exports' } }),
    {
      logger: ['error'],
    },
  );
  setUpApp(app);
  try {
    await app.listen(0, '127.0.0.1');
    await app.get(Cassandra).connected;
    const cities = await sampleCities();
    await load(app, cities, connection.keyspace);
    await read(app, prefixesOf(cities), connection.keyspace);
  } finally {
    await app.close();
  }
}

/** The first one to five letters of cities from all over the list, as somebody types them. */
function prefixesOf(cities) {
  return Array.from({ length: 2000 }, (_, n) =>
    [...cities[(n * 7919) % cities.length].name].slice(0, 1 + (n % 5)).join(''),
  );
}

async function load(app, cities, keyspace) {
  const service = app.get(CitiesService);
  const { client } = app.get(Cassandra);
  const some = cities.slice(0, inserted);
  const columns = 'id, name, country, population, latitude, longitude';
  const insert = `INSERT INTO ${keyspace}.plain_cities (${columns}) VALUES (?, ?, ?, ?, ?, ?)`;
  await client.execute(
    `CREATE TABLE ${keyspace}.plain_cities (id int PRIMARY KEY, name text, country text, population int, latitude double, longitude double)`,
  );
  const byDriver = (city) => client.execute(insert, Object.values(city), { prepare: true });
  const ways = {
    'created one by one (`insertIfNotExists`), with both projections': [
      some,
      () => runConcurrently((n) => service.create(some[n]), some.length, 128),
    ],
    'loaded (`load`), with both projections': [cities, () => service.load(cities)],
    'plain inserts by the driver, no projection': [
      cities,
      () => runConcurrently((n) => byDriver(cities[n]), cities.length, 128),
    ],
  };
  console.log('| 128 in flight | cities | s | cities/s |\n|---|---|---|---|');
  for (const [name, [rows, way]] of Object.entries(ways)) {
    const ms = await timeOf(way);
    const rate = Math.round((rows.length * 1000) / ms);
    console.log(`| ${name} | ${rows.length} | ${(ms / 1000).toFixed(1)} | ${rate} |`);
  }
}

async function read(app, prefixes, keyspace) {
  const service = app.get(CitiesService);
  const { client } = app.get(Cassandra);
  const { port } = app.getHttpServer().address();
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const cql =
    `SELECT id, name, country, population, latitude, longitude FROM ${keyspace}.cities_by_prefix ` +
    `WHERE initial = ? AND name_folded >= ? AND name_folded < ? LIMIT ${limit}`;
  const ways = {
    'GET /v1/cities?prefix=': (prefix) =>
      fetchText(
        `http://127.0.0.1:${port}/v1/cities?prefix=${encodeURIComponent(prefix)}&limit=${limit}`,
        agent,
      ),
    CitiesService: (prefix) => service.beginningWith(prefix, limit).page({ size: limit }),
    'the bare driver': (prefix) => {
      const folded = foldName(prefix);
      const { gte, lt } = prefixRange(folded);
      return client.execute(cql, [initialOf(folded), gte, lt], { prepare: true });
    },
  };
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  // The first round warms up. In turns, so that a slow moment of the machine meets every way.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, way] of Object.entries(ways)) {
      await runConcurrently(
        async (n) => {
          const ms = await timeOf(() => way(prefixes[(round * perRound + n) % prefixes.length]));
          if (round > 0) times[name].push(ms);
        },
        perRound,
        concurrency,
      );
    }
  }
  agent.destroy();
  console.log(
    `\n| typeahead of ${limit}, ${concurrency} at once | median ms | p99 ms |\n|---|---|---|`,
  );
  for (const [name, all] of Object.entries(times)) {
    const p99 = all.toSorted((a, b) => a - b)[Math.ceil(all.length * 0.99) - 1];
    console.log(`| ${name} | ${median(all).toFixed(1)} | ${p99.toFixed(1)} |`);
  }
}

function fetchText(url, agent) {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
      response.on('data', () => undefined).on('end', resolve);
    }).on('error', reject);
  });
}

async function timeOf(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
