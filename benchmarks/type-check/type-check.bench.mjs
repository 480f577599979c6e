import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { complete, root } from '../../scripts/prepare.mjs';
import { median } from '../measure/median.mjs';
import { languageService } from './language-service.mjs';
import { writeSources } from './sources.mjs';

const folder = join(root, 'reports', 'type-check');
const times = 3;
/** Rounds through all places until the JavaScript of the compiler itself is fast, as it is in an editor after a minute. */
const warmUpRounds = 5;
const countedRounds = 9;

/** Type-checks 100 tables with 1 000 queries, then asks the language service at some places. */
export async function main() {
  rmSync(folder, { recursive: true, force: true });
  writeSources(folder, 100);
  console.log('| 100 tables, 1 000 queries | s | instantiations | memory MB |');
  console.log('|---|---:|---:|---:|');
  for (let run = 1; run <= times; run++) {
    const { seconds, instantiations, memory } = await typeCheck();
    console.log(`| run ${run} | ${seconds} | ${instantiations} | ${memory} |`);
  }
  printPlaces();
}

async function typeCheck() {
  const { code, output } = await complete(process.execPath, [
    join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    '-p',
    folder,
    '--extendedDiagnostics',
  ]);
  if (code !== 0) throw new Error(`The generated tables do not compile:\n${output}`);
  const figure = (name) => Number(new RegExp(`^${name}: +([\\d.]+)`, 'm').exec(output)[1]);
  return {
    seconds: figure('Total time').toFixed(1),
    instantiations: figure('Instantiations'),
    memory: Math.round(figure('Memory used') / 1024),
  };
}

function printPlaces() {
  const service = languageService();
  const asked = service.places.flatMap((place) => [
    { ask: () => service.completionsAt(place), taken: [] },
    { ask: () => service.hoverAt(place), taken: [] },
  ]);
  for (let round = 1; round <= warmUpRounds + countedRounds; round++)
    for (const { ask, taken } of asked) {
      // As if a letter was typed: the service reads the file anew and begins all checks again.
      service.edit();
      const start = performance.now();
      ask();
      if (round > warmUpRounds) taken.push(performance.now() - start);
    }
  console.log('\nMedian of nine, and the slowest, which mostly meets a garbage collection:\n');
  console.log('| place, asked again after an edit | completions ms | hover ms |');
  console.log('|---|---:|---:|');
  for (const [index, place] of service.places.entries()) {
    const [completions, hover] = asked
      .slice(2 * index, 2 * index + 2)
      .map(({ taken }) => `${median(taken).toFixed(0)} (${Math.max(...taken).toFixed(0)})`);
    console.log(`| ${place} | ${completions} | ${hover} |`);
  }
}
