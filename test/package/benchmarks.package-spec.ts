import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const folder = join(import.meta.dirname, '..', '..', 'benchmarks');

/** Nobody runs them for weeks, and no compiler reads them: what they import is looked for here. */
describe('the benchmarks', () => {
  it('find all that they import', async () => {
    const modules = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.bench.mjs'))
      .map((file) => join(folder, file));
    expect(modules.length).toBeGreaterThan(5);
    const all = modules.map((file) => `import(${JSON.stringify(file)})`).join(',');
    const code = `const loaded = await Promise.all([${all}]);
      process.stdout.write(loaded.map(({ main }) => typeof main).join());`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '--eval',
      code,
    ]);
    expect(stdout.split(',')).toEqual(modules.map(() => 'function'));
  });
});
