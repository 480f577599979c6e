// `npm test`: everything from a bare checkout, then Jest. Arguments go to Jest: `npm test -- --selectProjects unit`.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root } from './prepare.mjs';

await prepare();
mkdirSync(join(root, 'reports'), { recursive: true });

const jest = spawn(
  process.execPath,
  [
    '--experimental-vm-modules', // Nest is published as ES modules only, and so are we
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
    '--json',
    `--outputFile=${join(root, 'reports', 'jest.json')}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: ['inherit', 'ignore', 'inherit'], env: { ...process.env, ...quickJava() } },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => jest.kill(signal));
jest.on('exit', (code) => (process.exitCode = code ?? 1));

/** Nodes of tests live for seconds. Without Java's second compiler a durable one starts with 4 s of a core instead of 7. */
function quickJava() {
  const given = process.env.JAVA_TOOL_OPTIONS;
  return { JAVA_TOOL_OPTIONS: ['-XX:TieredStopAtLevel=1', given].filter(Boolean).join(' ') };
}
