import { connectCassandra, int, Table, text } from 'cassanest';
import { runConcurrently } from '../measure/sample.mjs';

class Reading extends Table('readings', {
  columns: { sensor: int(), number: int(), note: text() },
  partitionKey: ['sensor'],
  clusteringKey: ['number'],
}) {}

const sensors = 5;
const rowsOfSensor = 10_000;
const pageSize = 500;
const beatMs = 10;

/** What streams leave for others: the heartbeat of the process, short queries, other streams. */
export async function main(_args, connection) {
  const cassandra = await connectCassandra({ ...connection, schema: 'sync', tables: [Reading] });
  try {
    const readings = cassandra.repository(Reading);
    await runConcurrently(
      (n) =>
        readings.insert({ sensor: n % sensors, number: Math.floor(n / sensors), note: `row ${n}` }),
      sensors * rowsOfSensor,
      64,
    );
    await streamTo(readings, 0);
    console.log('| streams | measured | goal |');
    console.log('|---|---|---|');
    await heartbeat(readings);
    await shortQueries(readings);
    await sideBySide(readings);
  } finally {
    await cassandra.close();
  }
}

async function streamTo(readings, sensor) {
  const start = performance.now();
  let rows = 0;
  for await (const _row of readings.filter({ sensor }).with({ pageSize })) rows += 1;
  if (rows !== rowsOfSensor) throw new Error(`${rows} rows instead of ${rowsOfSensor}`);
  return performance.now() - start;
}

async function heartbeat(readings) {
  const gaps = [];
  let last = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
  }, beatMs);
  for (let times = 0; times < 5; times++) await streamTo(readings, 0);
  clearInterval(timer);
  const mean = meanOf(gaps);
  report(
    `gaps of a ${beatMs} ms heartbeat beside streams of ${rowsOfSensor} rows, ${rowsOfSensor / pageSize} pages`,
    `mean ${mean.toFixed(1)} ms, longest ${Math.max(...gaps).toFixed(0)} ms, ${gaps.filter((gap) => gap > 50).length} of ${gaps.length} over 50 ms`,
    'mean < 20, none > 100, fewer than 5 > 50',
  );
}

async function shortQueries(readings) {
  let isStreaming = true;
  const streams = Promise.all(Array.from({ length: 3 }, () => streamTo(readings, 0))).then(() => {
    isStreaming = false;
  });
  const times = [];
  let besideIt = 0;
  for (let n = 0; n < 20; n++) {
    const start = performance.now();
    await readings.findOne({ sensor: 1, number: n });
    times.push(performance.now() - start);
    if (isStreaming) besideIt += 1;
  }
  await streams;
  report(
    '20 short queries, one after the other, beside long streams',
    `${besideIt} done while they ran, mean ${meanOf(times).toFixed(1)} ms, longest ${Math.max(...times).toFixed(0)} ms`,
    '15 or more, mean < 100, none > 500',
  );
}

async function sideBySide(readings) {
  const alone = [];
  for (let sensor = 0; sensor < sensors; sensor++) alone.push(await streamTo(readings, sensor));
  const oneByOne = sumOf(alone);
  const start = performance.now();
  const times = await Promise.all(
    Array.from({ length: sensors }, (_, sensor) => streamTo(readings, sensor)),
  );
  const wall = performance.now() - start;
  const sum = sumOf(times);
  report(
    `${sensors} streams at once`,
    `${wall.toFixed(0)} ms together, ${sum.toFixed(0)} ms summed up: ${(wall / sum).toFixed(2)}; one after the other ${oneByOne.toFixed(0)} ms: ${(wall / oneByOne).toFixed(2)}`,
    'under 0.7, and the sum more than twice the whole',
  );
}

const sumOf = (values) => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values) => sumOf(values) / values.length;
const report = (what, measured, goal) => console.log(`| ${what} | ${measured} | ${goal} |`);
