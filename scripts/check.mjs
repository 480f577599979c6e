// `npm run check`: everything that can be said of the code without running it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const steps = [
  ['Format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['Lint', 'eslint', ['.', '--max-warnings', '0']],
  ['Import rules', 'depcruise', ['--config', '.dependency-cruiser.mjs', 'src', 'test']],
  ['Types', 'tsc', ['-p', 'tsconfig.json']],
  ['Package', 'publint', ['--strict']],
  ['Package types', 'attw', ['--pack', '.', '--profile', 'esm-only', '--quiet']],
];

await prepare();
const failed = [];
for (const [name, command, args] of steps) {
  const started = Date.now();
  const { status } = spawnSync(bin(command), args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed.push(name);
  console.error(
    `${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
  );
}
if (failed.length > 0) {
  console.error(`npm run check failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
