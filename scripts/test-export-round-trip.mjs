// `npm run test:export-round-trip`: more rows of every type, read back by Python too, in an environment of its own.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prepare.mjs';

const pyarrow = 'pyarrow==26.0.1';
const environment = join(root, 'reports', 'python');
const python = join(environment, 'bin', 'python');
const run = (...command) =>
  execFileSync(command[0], command.slice(1), { stdio: ['ignore', 'ignore', 'inherit'] });

if (!existsSync(python)) run('python3', '-m', 'venv', environment);
run(python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', pyarrow);

process.env.EXPORT_PYTHON = python;
process.env.EXPORT_ROWS ??= '2000';
process.env.TEST_SEED ??= 'random';
process.argv.push('--selectProjects=integration', '--testPathPatterns=export-engine/round-trip');
await import('./test.mjs');
