import { availableParallelism } from 'node:os';
import { median } from '../measure/median.mjs';

/** What every way took, its shares of others, and whether the machine could have given them. */
export function report(samples, rows) {
  const ways = new Map([...samples].map(([name, all]) => [name, summary(all, rows)]));
  console.log(`\n${rows} rows, ${availableParallelism()} cores, median of the runs\n`);
  console.log('| way | runs | wall s | rows/s | client CPU µs/row | server CPU µs/row | RSS MiB |');
  console.log('|---|---:|---:|---:|---:|---:|---:|');
  for (const [name, way] of ways) {
    const { runs, seconds, client, server, rss } = way;
    const cells = [seconds.toFixed(2), Math.round(rows / seconds), fixed(client), fixed(server)];
    console.log(`| ${name} | ${runs} | ${cells.join(' | ')} | ${rss ?? ''} |`);
  }
  console.log('');
  const csv = ways.get('csv');
  const readOnly = ways.get('pages read and dropped');
  if (csv === undefined || readOnly === undefined) return;
  console.log(
    `csv / pages read and dropped, rows a second: ${fixed(readOnly.seconds / csv.seconds)}`,
  );
  for (const [name, way] of ways) {
    if (name.startsWith('DSBulk') || name.startsWith('cqlsh')) {
      console.log(`csv / ${name}, wall time: ${fixed(csv.seconds / way.seconds)}`);
    }
  }
  floor(ways, readOnly, rows);
}

function summary(all, rows) {
  const of = (key, scale) =>
    all[0][key] === undefined ? undefined : median(all.map((one) => one[key])) * scale;
  const rss = all[0].rss && Math.round(Math.max(...all.map((one) => one.rss)));
  return {
    runs: all.length,
    seconds: of('seconds', 1),
    client: of('cpu', 1e6 / rows),
    server: of('serverCpu', 1e6 / rows),
    rss,
  };
}

/** A row costs the server some CPU, whoever asks for it: with all cores its own it could not be faster. */
function floor(ways, { server }, rows) {
  const dsbulk = [...ways].find(([name]) => name.startsWith('DSBulk'))?.[1];
  if (server === undefined || dsbulk === undefined) return;
  const seconds = (rows * server) / 1e6 / availableParallelism();
  const third = dsbulk.seconds / 3;
  console.log(
    `the server's CPU alone, on all cores: ${fixed(seconds)} s; a third of DSBulk's time: ${fixed(third)} s; ${
      seconds > third ? 'no client can be as fast here' : 'within reach'
    }`,
  );
}

function fixed(number) {
  return number?.toFixed(2) ?? '';
}
