import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import driver from 'cassandra-driver';
import { Cassandra } from 'cassanest';
import { AppModule } from '../../dist/app.module.js';
import { PatientsService } from '../../dist/health-records/patients/patients.service.js';
import { PrescriptionsService } from '../../dist/health-records/prescriptions/prescriptions.service.js';
import { HealthRecordService } from '../../dist/health-records/record/health-record.service.js';
import { TestResultsService } from '../../dist/health-records/test-results/test-results.service.js';
import { HealthDataService } from '../../dist/sample-data/health-data.service.js';
import { healthRows } from '../../dist/sample-data/synthea/health-rows.js';
import { shippedSample } from '../../dist/sample-data/synthea/shipped-sample.js';
import { median } from '../measure/median.mjs';
import { runConcurrently } from '../measure/sample.mjs';

const reads = 600;
const newest = 200;
const loadsInFlight = 128;

/** The three reads of a health record side by side and one after the other, and how fast records are loaded. */
export async function main(_args, connection) {
  const cassandra = { ...connection, replicas: 1, cursorSecrets: ['s'.repeat(32)] };
  const app = await NestFactory.createApplicationContext(
    AppModule.forRoot({ cassandra, exportRoot: 'exports' }),
    { logger: ['error'] },
  );
  try {
    await app.get(Cassandra).connected;
    const rows = healthRows(await shippedSample());
    await load(app, rows, connection.keyspace);
    await read(
      app,
      rows.patients.map(({ id }) => id),
      connection.keyspace,
    );
  } finally {
    await app.close();
  }
}

async function load(app, { patients, prescriptions, testResults }, keyspace) {
  const written = patients.length + prescriptions.length + 2 * testResults.length;
  const ofLibrary = await timeOf(() =>
    app.get(HealthDataService).load('benchmark', shippedSample, () => undefined),
  );
  const ofDriver = await timeOf(() =>
    loadByDriver(app.get(Cassandra).client, keyspace, testResults),
  );
  console.log('| loading, 128 in flight | rows | rows/s |');
  console.log('|---|---|---|');
  const rate = (count, ms) => `${count} | ${Math.round((count * 1000) / ms)}`;
  console.log(`| HealthDataService, with reading the files | ${rate(written, ofLibrary)} |`);
  console.log(
    `| the driver's executeConcurrent, the two tables of test results | ${rate(2 * testResults.length, ofDriver)} |`,
  );
}

async function loadByDriver(client, keyspace, testResults) {
  const columns = 'effective_at, id, patient_id, code, description, value, text, unit, category';
  const marks = '?, ?, ?, ?, ?, ?, ?, ?, ?';
  const parametersOf = (row) => [
    row.effectiveAt,
    row.id,
    row.patientId,
    row.code,
    row.description,
    row.value,
    row.text,
    row.unit,
    row.category,
  ];
  const insert = (table, more, moreOf) =>
    driver.concurrent.executeConcurrent(
      client,
      `INSERT INTO ${keyspace}.${table} (${columns}${more}) VALUES (${marks}${more === '' ? '' : ', ?'})`,
      testResults.map((row) => [...parametersOf(row), ...moreOf(row)]),
      { concurrencyLevel: loadsInFlight, prepare: true },
    );
  await insert('test_results', '', () => []);
  await insert('test_results_by_code', ', month', ({ effectiveAt }) => [
    effectiveAt.toISOString().slice(0, 7),
  ]);
}

async function read(app, ids, keyspace) {
  const records = app.get(HealthRecordService);
  const size = newest;
  const alone = {
    patient: (id) => app.get(PatientsService).get(id),
    prescriptions: (id) => app.get(PrescriptionsService).list(id).page({ size }),
    'test results': (id) => app.get(TestResultsService).list(id).page({ size }),
  };
  const together = {
    concurrent: (id) => records.read(id, 'concurrent'),
    sequential: (id) => records.read(id, 'sequential'),
  };
  const byHand = readsByHand(app.get(Cassandra).client, keyspace);
  const all = { ...alone, ...together, ...byHand };
  await measure(all, ids, 16);
  const single = await measure(all, ids, 1);
  console.log(
    `\n| ${reads} reads | at once | median ms | p99 ms | reads/s | client CPU ms a read |`,
  );
  console.log('|---|---|---|---|---|---|');
  report(1, single);
  for (const concurrency of [16, 64])
    report(concurrency, await measure(together, ids, concurrency));
  const slowest = (ways) =>
    Math.max(...Object.keys(ways).map((name) => median(single[name].times)));
  const ratio = median(single.concurrent.times) / slowest(alone);
  const { [handConcurrent]: _, ...byHandAlone } = byHand;
  const floor = median(single[handConcurrent].times) / slowest(byHandAlone);
  console.log(`\nConcurrent by the slowest of its reads alone: ${ratio.toFixed(2)} (at most 1.15)`);
  console.log(`The same by hand, on the driver without the library: ${floor.toFixed(2)}`);
}

const handConcurrent = 'by hand, concurrent';

/** The same statements on the driver alone: what is above their ratio is ours, what is in it is the machine's. */
function readsByHand(client, keyspace) {
  const ask = (columns, table, key) => (id) =>
    client.execute(`SELECT ${columns} FROM ${keyspace}.${table} WHERE ${key} = ?`, [id], {
      prepare: true,
      fetchSize: newest,
    });
  const patient = ask('*', 'patients', 'id');
  const prescriptions = ask('*', 'prescriptions', 'patient_id');
  const testResults = ask('*', 'test_results', 'patient_id');
  return {
    'by hand, prescriptions': prescriptions,
    'by hand, test results': testResults,
    [handConcurrent]: (id) => Promise.all([patient(id), prescriptions(id), testResults(id)]),
  };
}

/** In turns of 100, so that a slow moment of the machine meets every way. */
async function measure(ways, ids, concurrency) {
  const measured = Object.fromEntries(
    Object.keys(ways).map((name) => [name, { times: [], ms: 0, cpuMs: 0 }]),
  );
  for (let done = 0; done < reads; done += 100) {
    for (const [name, way] of Object.entries(ways)) {
      const cpuBefore = process.cpuUsage();
      measured[name].ms += await timeOf(() =>
        runConcurrently(
          async (n) => measured[name].times.push(await timeOf(() => way(ids[n % ids.length]))),
          100,
          concurrency,
        ),
      );
      const { user, system } = process.cpuUsage(cpuBefore);
      measured[name].cpuMs += (user + system) / 1000;
    }
  }
  return measured;
}

function report(concurrency, measured) {
  for (const [name, { times, ms, cpuMs }] of Object.entries(measured)) {
    const p99 = times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1];
    const rate = Math.round((times.length * 1000) / ms);
    console.log(
      `| ${name} | ${concurrency} | ${median(times).toFixed(2)} | ${p99.toFixed(2)} | ${rate} | ${(cpuMs / times.length).toFixed(2)} |`,
    );
  }
}

async function timeOf(action) {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
