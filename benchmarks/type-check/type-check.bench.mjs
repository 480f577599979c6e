import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { complete, root } from '../../scripts/prepare.mjs';
import { languageService } from './language-service.mjs';
import { writeSources } from './sources.mjs';

const folder = join(root, 'reports', 'type-check');
const times = 3;

/** Type-checks 100 tables with 1 000 queries, then asks the language service at six places. */
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
  console.log('\n| place, asked again after an edit | completions ms | hover ms |');
  console.log('|---|---:|---:|');
  for (const place of service.places) {
    const completions = slowestOf(() => service.completionsAt(place));
    const hover = slowestOf(() => service.hoverAt(place));
    console.log(`| ${place} | ${completions} | ${hover} |`);
  }

  /** The slowest of five, each after an edit of the file, which the service must read and check anew. */
  function slowestOf(ask) {
    ask();
    const taken = Array.from({ length: 5 }, () => {
      service.edit();
      const start = performance.now();
      ask();
      return performance.now() - start;
    });
    return Math.max(...taken).toFixed(0);
  }
}
