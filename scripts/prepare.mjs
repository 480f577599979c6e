// What both commands need before anything else: the packages of package-lock.json, and a build of `src`.
// Uses nothing but Node itself, for it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProgress } from './progress.mjs';

export const root = join(import.meta.dirname, '..');
const oldestNode = [20, 19];

/** Ends the process with one message unless this Node can run the project. */
function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  console.error(
    `Cassanest needs Node ${oldestNode.join('.')} or newer; this is ${process.version} (${process.execPath}).\n` +
      'Install a newer Node, or run everything in containers: docker compose up',
  );
  process.exit(1);
}

/** Runs a command to its end; gives its exit code (null after a signal) and all it wrote. */
export async function complete(command, args, cwd = root) {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (output += data));
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { code, output };
}

/** Runs a command to its end; its output is shown only when it fails. */
export async function run(label, command, args) {
  await withProgress(label, async () => {
    const { code, output } = await complete(command, args);
    if (code !== 0) {
      throw new Error(
        `${label} failed: \`${command} ${args.join(' ')}\` ended with ${code}.\n${output.trim()}`,
      );
    }
  });
}

/** True when `stamp` holds `value`: the step it stands for was done for exactly this input. */
function isStamped(stamp, value) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === value;
}

async function installPackages() {
  const stamp = join(root, 'node_modules', '.cassanest-lock');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (isStamped(stamp, hash)) return;
  await run('Installing packages (once)', process.platform === 'win32' ? 'npm.cmd' : 'npm', [
    'ci',
    '--no-audit',
    '--no-fund',
  ]);
  writeFileSync(stamp, hash);
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

async function buildSources() {
  const inputs = [
    ...filesBelow(join(root, 'src')),
    ...['package.json', 'tsconfig.json', 'tsconfig.build.json', 'nest-cli.json'].map((name) =>
      join(root, name),
    ),
  ];
  const hash = createHash('sha256');
  for (const file of inputs.sort()) hash.update(file).update(readFileSync(file));
  const stamp = join(root, 'dist', '.sources');
  const value = hash.digest('hex');
  if (isStamped(stamp, value)) return;
  await run('Building', process.execPath, [
    join('node_modules', '@nestjs', 'cli', 'bin', 'nest.js'),
    'build',
  ]);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stamp, value);
}

/** Brings a bare checkout to the point where `dist/` can be run; does nothing that is already done. */
export async function prepare() {
  checkNode();
  await installPackages();
  await buildSources();
}
