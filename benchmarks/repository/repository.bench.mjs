import { deepStrictEqual } from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { connectCassandra } from 'cassanest';
import { medianWithInterval, median } from '../measure/median.mjs';
import { profile } from '../measure/profile.mjs';
import { runConcurrently, samplesInTurns } from '../measure/sample.mjs';
import { casesOf } from './cases.mjs';
import { connectByHand } from './by-hand.mjs';
import { Order, orderOf, rowsOfCustomer } from './orders.mjs';

export const customers = 200;
/** Until V8 compiles nothing anew: of an insert it compiles 333 functions in the first, 87, 11, 4 and 1 in the others, then none. */
const warmUpRounds = 5;

/** The repository against code by hand on the bare driver: client CPU and time of its calls. */
export async function main(args, connection) {
  const options = readOptions(args);
  const cassandra = await connectCassandra({ ...connection, schema: 'sync', tables: [Order] });
  const client = connectByHand(connection);
  const otherClient = connectByHand(connection);
  try {
    await client.connect();
    await otherClient.connect();
    const orders = cassandra.repository(Order);
    await runConcurrently(
      (n) => orders.insert(orderOf(Math.floor(n / rowsOfCustomer), n % rowsOfCustomer)),
      customers * rowsOfCustomer,
      64,
    );
    const cases = (await casesOf(cassandra, client, otherClient, customers)).filter(
      ({ name }) => options.only === undefined || options.only === name,
    );
    console.log(
      '| call | at once | CPU ratio | limit | by hand again | CPU by hand µs | CPU ours µs | CPU driver µs | time ratio | time by hand µs |',
    );
    console.log('|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|');
    for (const one of cases) await measure(one, options);
    if (options.profile) for (const one of cases) await printProfile(one, options);
  } finally {
    await client.shutdown();
    await otherClient.shutdown();
    await cassandra.close();
  }
}

function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      pairs: { type: 'string', default: '15' },
      concurrency: { type: 'string', default: '1,32,256' },
      profile: { type: 'boolean', default: false },
      scale: { type: 'string', default: '1' },
    },
  });
  return {
    only: values.only,
    pairs: Number(values.pairs),
    concurrency: values.concurrency.split(',').map(Number),
    profile: values.profile,
    scale: Number(values.scale),
  };
}

async function measure(
  { name, ways, operations, limit, result, expected },
  { pairs, concurrency, scale },
) {
  const given = await result(ways.byHand);
  deepStrictEqual(await result(ways.ours), given);
  if (expected !== undefined) deepStrictEqual(given, expected);
  for (const atOnce of concurrency) {
    const size = {
      operations: Math.round(operations * scale * (atOnce === 1 ? 0.5 : 1)),
      concurrency: atOnce,
    };
    await samplesInTurns(ways, warmUpRounds, size);
    const samples = await samplesInTurns(ways, pairs, size);
    const ratios = (way, figure) =>
      medianWithInterval(samples[way].map((one, i) => one[figure] / samples.byHand[i][figure]));
    const cpu = ratios('ours', 'cpu');
    const micros = (way, figure) =>
      samples[way] === undefined ? '' : median(samples[way].map((one) => one[figure])).toFixed(0);
    console.log(
      `| ${name} | ${atOnce} | ${text(cpu)} | ${verdict(cpu, limit)} | ${text(ratios('byHandAgain', 'cpu'))} | ${micros('byHand', 'cpu')} | ${micros('ours', 'cpu')} | ${micros('driver', 'cpu')} | ${text(ratios('ours', 'wall'))} | ${micros('byHand', 'wall')} |`,
    );
  }
}

const text = ({ median: middle, low, high }) =>
  `${middle.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;

/** By the median; where the interval holds the limit, another run may say otherwise. */
function verdict({ median: middle, low, high }, limit) {
  if (limit === undefined) return '';
  const isSure = limit < low || limit > high;
  return `${limit.toFixed(2)} ${middle <= limit ? 'met' : 'missed'}${isSure ? '' : ', not surely'}`;
}

async function printProfile({ name, ways, operations }, { scale }) {
  for (const way of ['ours', 'byHand']) {
    const items = await profile(() =>
      runConcurrently(ways[way], Math.round(operations * scale * 5), 32),
    );
    console.log(`\n${name}, ${way}`);
    for (const { share, what } of items.slice(0, 40))
      console.log(`  ${share.toFixed(2)} %  ${what}`);
  }
}
