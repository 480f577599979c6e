import { join } from 'node:path';
import { root } from './prepare.mjs';

/** What `npm run check` runs, in this order. The last two look at the build, which `prepare` has made. */
export const checks = {
  format: { command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  lint: { command: 'eslint', args: ['.', '--max-warnings', '0'] },
  rules: { command: 'depcruise', args: ['--config', '.dependency-cruiser.mjs', 'src', 'test'] },
  // By its path: an older TypeScript is installed beside it, and one of the two is node_modules/.bin/tsc.
  types: { command: 'node', args: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'] },
  'API reference': { command: 'node', args: ['scripts/docs/api.mjs', '--check'] },
  'dependency graph': { command: 'node', args: ['scripts/docs/graph.mjs', '--check'] },
  package: { command: 'publint', args: ['--strict'] },
  'package types': { command: 'attw', args: ['--pack', '.', '--profile', 'esm-only'] },
};

/** The command of an installed package, or this Node. */
export const binary = (command) =>
  command === 'node' ? process.execPath : join(root, 'node_modules', '.bin', command);
