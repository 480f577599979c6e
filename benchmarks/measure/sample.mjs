import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** Microseconds of client CPU (user and system, all threads of this process) and of time that so many operations took. */
async function turn(operation, operations, concurrency) {
  // What others left in the nursery is theirs.
  collectGarbage({ type: 'minor' });
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  await runConcurrently(operation, operations, concurrency);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpu: user + system, wall: ms * 1000 };
}

export async function runConcurrently(operation, operations, concurrency) {
  let next = 0;
  const work = async () => {
    while (next < operations) await operation(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

/** A turn is so many times what is in flight at once, or it would measure its own beginning and end. */
const leastWaves = 4;

/**
 * Samples of several ways to do one thing, for each operation. A round gives one sample of each; all of them are made of as many
 * turns, taken in alternation, so that what else the machine does in these seconds meets all alike. Each round begins with
 * another way.
 *
 * @returns for each way its samples, in the order of the rounds
 */
export async function samplesInTurns(ways, rounds, { operations, concurrency, turns = 4 }) {
  const names = Object.keys(ways);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  const perTurn = Math.max(Math.ceil(operations / turns), leastWaves * concurrency);
  for (let round = 0; round < rounds; round++) {
    const sums = Object.fromEntries(names.map((name) => [name, { cpu: 0, wall: 0 }]));
    for (let number = 0; number < turns; number++) {
      const first = (round + number) % names.length;
      const order = [...names.slice(first), ...names.slice(0, first)];
      // What one leaves behind is collected in the time of the next, so no one is always the next of the same.
      if (round % 2 === 1) order.reverse();
      for (const name of order) {
        const { cpu, wall } = await turn(ways[name], perTurn, concurrency);
        sums[name].cpu += cpu / (perTurn * turns);
        sums[name].wall += wall / (perTurn * turns);
      }
    }
    for (const name of names) samples[name].push(sums[name]);
  }
  return samples;
}
