import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/**
 * Runs an operation so many times, so many of them at once. Gives microseconds of client CPU (user and system, all threads of
 * this process) and of time for each. Garbage of others is collected before, its own is part of its cost.
 */
export async function sample(operation, { operations, concurrency }) {
  collectGarbage();
  const cpuBefore = process.cpuUsage();
  const start = performance.now();
  await runConcurrently(operation, operations, concurrency);
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { cpu: (user + system) / operations, wall: (ms * 1000) / operations };
}

export async function runConcurrently(operation, operations, concurrency) {
  let next = 0;
  const work = async () => {
    while (next < operations) await operation(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

/**
 * Samples of several ways to do one thing, taken in turns; each round begins with another, so that none profits from its place.
 *
 * @returns for each way its samples, in the order of the rounds
 */
export async function samplesInTurns(ways, rounds, size) {
  const names = Object.keys(ways);
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const turn = round % names.length;
    for (const name of [...names.slice(turn), ...names.slice(0, turn)])
      samples[name].push(await sample(ways[name], size));
  }
  return samples;
}
